import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, hasEngine, type Image, start } from './docker.ts';

/** What steps make known to the system, and what a program prints that asks for it. */
const KNOWN = {
  certificates: /^[1-9]\d+ known, \/usr\/local\/share\/ca-certificates\/bakery.crt is there$/,
  locales: /^known\n1,50$/,
};

describe.skipIf(!hasEngine()).each(Object.entries(KNOWN))('%s of the system', (name, prints) => {
  const context = join(import.meta.dirname, 'split-system', name);
  let outcome: Refactored;
  let before: Image;
  let after: Image;

  beforeAll(() => {
    const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
    outcome = refactor(text, { only: ['split-build-stage'], context: diskContext(context) });
    before = build(`dockmod-test-${name}:before`, text, context);
    after = build(`dockmod-test-${name}:after`, outcome, context);
  });

  it('are known to the program as before', () => {
    expect(outcome.text.match(/^FROM /gm)).toHaveLength(2);
    expect(start(after.tag)).toEqual({ ...start(before.tag), status: 0 });
    expect(start(after.tag).stdout.trim()).toMatch(prints);
    expect(after.size).toBeLessThan(before.size / 2);
  });
});
