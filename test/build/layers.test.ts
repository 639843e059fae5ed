import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RefactorOptions, refactor } from '../../src/index.ts';
import { build, filesOf, hasEngine, type Image, restructuring, start } from './docker.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/before');

type LayerCase = RefactorOptions & {
  readonly fixture: string;
  /** At most this much of the size before. */
  readonly ratio: number;
  readonly prints: string;
  /** Transforms that are meant to change the config. */
  readonly skip?: readonly string[];
  /** Files that are meant to go. */
  readonly gone?: RegExp;
};

/** What logs and time stamps weigh, which differ from build to build. */
const NOISE = 4096;

/** Random files differ from build to build, and must be gone by the end of it. */
const cases: readonly LayerCase[] = [
  { fixture: 'all/files-removed-in-later-layers', ratio: 0.95, prints: 'tool\n' },
  { fixture: 'all/users-and-folders', ratio: 1, prints: '{"port": 8080}\n' },
  { fixture: 'all/every-merge-that-can-be-proven', merge: 'all', ratio: 1, prints: 'a\n' },
  { fixture: 'all/node-service', skip: ['exec-form'], ratio: 1, prints: '1m\n' },
  { fixture: 'all/cleanup-in-a-later-layer', ratio: 0.95, prints: '42\n' },
  {
    fixture: 'cache-mounts/a-service-of-several-managers',
    only: ['cache-mounts'],
    ratio: 1,
    prints: '1m\n',
    gone: /\/(?:apt\.conf\.d\/docker-clean|home\/node\/\.npm)\b/,
  },
  {
    fixture: 'cache-mounts/a-program-and-the-image-it-was-made-in',
    only: ['cache-mounts'],
    ratio: 1,
    prints: 'hello\n',
  },
  { fixture: 'all/packages-behind-the-sources', ratio: 1, prints: '42\n' },
];

describe.skipIf(!hasEngine())('layers of real builds', () => {
  describe.each(cases)('$fixture', ({ fixture, ratio, prints, gone, skip = [], ...options }) => {
    const context = join(FIXTURES, fixture);
    const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
    let before: Image;
    let after: Image;

    beforeAll(() => {
      const name = fixture.replace(/\W+/g, '-');
      before = build(`dockmod-test-${name}:before`, text, context);
      after = build(
        `dockmod-test-${name}:after`,
        refactor(text, { ...options, skip: [...skip, ...restructuring] }).text,
        context,
      );
      console.log(`${fixture}: ${(before.size / 1e6).toFixed(1)} MB -> ${(after.size / 1e6).toFixed(1)} MB`);
    });

    it('has the same config', () => {
      expect(after.config).toEqual(before.config);
    });

    it('has the same files, with the same content, rights and owners', () => {
      const files = filesOf(after.tag);
      expect(files.length).toBeGreaterThan(1000);
      expect(files).toEqual(filesOf(before.tag).filter((file) => gone?.test(file) !== true));
    });

    it('is not larger', () => {
      expect(after.size).toBeLessThanOrEqual(before.size * ratio + NOISE);
    });

    it('does the same when it starts', () => {
      expect(start(after.tag)).toEqual({ ...start(before.tag), status: 0, stdout: prints });
    });
  });
});
