import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { hasEngine, rebuilt } from './docker.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/before');

const cases = [
  { fixture: 'all/packages-behind-the-sources', changed: 'sums/march.txt', runs: 2 },
  { fixture: 'all/installs-all-over-the-file', changed: 'main.sh', runs: 2 },
] as const;

/** After a change of the sources, installs that stand before them come from the cache. */
describe.skipIf(!hasEngine())('rebuilds after a change of the sources', () => {
  describe.each(cases)('$fixture', ({ fixture, changed, runs }) => {
    const context = join(FIXTURES, fixture);
    const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
    const installs = (steps: readonly string[]): string[] => steps.filter((step) => /^RUN .*\bapt\b/.test(step));
    let before: string[];
    let after: string[];

    beforeAll(() => {
      before = rebuilt(text, context, changed);
      after = rebuilt(refactor(text).text, context, changed);
    });

    it('installed packages again before', () => {
      expect(installs(before)).toHaveLength(runs);
    });

    it('installs none now, and copies the sources', () => {
      expect(installs(after)).toEqual([]);
      expect(after.some((step) => step.includes('COPY'))).toBe(true);
    });
  });
});
