import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, rebuilt, start } from './docker.ts';

/** A source file of each project, the command that fetches, and the one that builds. */
const projects = {
  'cargo-workspace': {
    source: 'crates/greeting/src/source.txt',
    fetch: 'cargo fetch --locked',
    make: 'cargo build --release --locked',
  },
  'go-local-replace': { source: 'greeting/source.txt', fetch: 'go mod download', make: 'CGO_ENABLED=0 go build' },
} as const;

/** What was downloaded or compiled bears the time of that, and so do repositories and their locks. */
const PASSING = /\/opt\/|\/go\/pkg\/|\/usr\/local\/cargo\/|\/usr\/local\/bin\/shop$|\/work\/app\/target\//;

const meantFiles = ({ tag }: Image): string[] => filesOf(tag).filter((line) => !PASSING.test(line));

describe.skipIf(!hasEngine())('fetches before the sources are copied', () => {
  describe.each(Object.entries(projects))('%s', (name, { source, fetch, make }) => {
    const folder = join(import.meta.dirname, 'fetched', name);
    const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
    const outcome = refactor(text, { only: ['copy-manifests-first'], context: diskContext(folder) }).text;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      before = build(`dockmod-test-fetched-${name}:before`, text, folder);
      after = build(`dockmod-test-fetched-${name}:after`, outcome, folder);
    });

    it('makes the same image, of the files that are meant', () => {
      expect(outcome).toContain(fetch);
      expect(after.config).toEqual(before.config);
      expect(meantFiles(after)).toEqual(meantFiles(before));
      expect(start(after.tag)).toEqual(start(before.tag));
      expect(start(after.tag).stdout).toBe('total 3\n');
    });

    it('leaves nothing to be fetched by the build', () => {
      const tag = `dockmod-test-fetched-${name}:alone`;
      const alone = (dockerfile: string): string => dockerfile.replace(make, `rm -r /opt/money* && ${make}`);
      expect(() => build(tag, alone(text), folder)).toThrow('the build failed');
      build(tag, alone(outcome), folder);
      expect(start(tag).stdout).toBe('total 3\n');
    });

    it('takes what it fetched from the cache when a source file changed', () => {
      const again = rebuilt(outcome, folder, source);
      expect(again.some((step) => step.includes(fetch))).toBe(false);
      expect(again.some((step) => step.includes(make))).toBe(true);
    });
  });
});
