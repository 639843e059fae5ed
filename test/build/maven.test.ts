import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, inContainer, rebuilt, start } from './docker.ts';

const folder = join(import.meta.dirname, 'maven');
const SOURCE = 'src/main/resources/greeting.properties';
const onTheWay = readFileSync(join(folder, 'Dockerfile'), 'utf8');

const cases = {
  'an install of its own': onTheWay.replace(
    'RUN mvn -B -ntp -DskipTests package',
    'RUN mvn -B -ntp dependency:go-offline\nRUN mvn -B -ntp package',
  ),
  'a build that downloads on the way': onTheWay,
};

describe.skipIf(!hasEngine()).each(Object.entries(cases))('Maven before the sources: %s', (name, text) => {
  let outcome: string;
  let before: Image;
  let after: Image;

  beforeAll(() => {
    outcome = refactor(text, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
    const tag = `dockmod-test-maven-${name.replace(/\W+/g, '-')}`;
    before = build(`${tag}:before`, text, folder);
    after = build(`${tag}:after`, outcome, folder);
  });

  it('has the same config, and makes the same program', () => {
    expect(outcome).not.toBe(text);
    expect(after.config).toEqual(before.config);
    const content = ({ tag }: Image): string => inContainer(tag, ['jar', 'tf', 'target/shop-1.0.jar']).stdout;
    expect(content(after)).toContain('Shop.class');
    expect(content(after)).toBe(content(before));
    expect(start(after.tag)).toEqual(start(before.tag));
    expect(start(after.tag).stdout).toBe('open\n');
  });

  it('downloads nothing when a source file changed', () => {
    const isDownload = (step: string): boolean => step.includes('dependency:go-offline');
    expect(rebuilt(outcome, folder, SOURCE).some(isDownload)).toBe(false);
    const offline = outcome.replace(/^RUN mvn (?=.*package$)/m, 'RUN mvn -o ');
    expect(offline).not.toBe(outcome);
    expect(start(build(`${after.tag}-offline`, offline, folder).tag).stdout).toBe('open\n');
  });
});
