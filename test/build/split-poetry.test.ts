import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, programsIn } from './docker.ts';
import type { Prepared } from './guides/guide.ts';
import { type Answer, type Asked, lifeOf } from './life.ts';
import { closeMirror, type Mirror, type Mirrored, openMirror, preparedMirrored } from './mirrored/mirror.ts';

type Expected = Asked & {
  readonly says: Readonly<Record<string, Partial<Answer>>> | string;
  readonly ending: Ending;
  /** Programs of the build. */
  readonly gone: readonly string[];
  /** Of the system. */
  readonly packages: readonly string[];
};

/** At most this much of the size before. */
const RATIO = 0.4;

const endsWith = (exitCode: number): Ending => ({ exitCode, killed: false });
const ofXml = ['libxml2', 'libxslt1.1'];

const shop = {
  port: 3120,
  asks: ['/', '/library'],
  says: {
    '/': { status: 200, text: '{"goods":["bread","milk"]}' },
    '/library': { status: 200, text: '{"isKnown":true,"hasTests":false}' },
  },
  ending: endsWith(0),
  gone: ['gcc'],
  packages: ['libpq5'],
} as const satisfies Expected;

const pages = {
  port: 3122,
  says: { '/': { status: 200, text: '<p>bread True</p>' } },
  ending: endsWith(0),
  gone: ['gcc'],
  packages: ['libpq5'],
} as const satisfies Expected;

const expected: Readonly<Record<Mirrored, Expected>> = {
  'pipenv-in-project': { says: '3\n', ending: endsWith(3), gone: ['gcc', 'pipenv'], packages: ofXml },
  'pipenv-in-the-image': pages,
  'pipenv-requirements': {
    ...pages,
    asks: ['/', '/hours'],
    says: { ...pages.says, '/hours': { status: 200, text: '-1 0' } },
  },
  'poetry-in-project': {
    port: 3121,
    says: { '/': { status: 200, text: 'Bread\nMilk\n' } },
    ending: { exitCode: 137, killed: true },
    gone: ['gcc', 'poetry'],
    packages: ofXml,
  },
  'poetry-in-the-image': shop,
  'poetry-run': shop,
  'poetry-wheel': shop,
};

/** Variables but those that tell of the environment, or tools where to make one. */
const withoutEnvironment = ({ config }: Image): unknown => ({
  ...config,
  Env: (config['Env'] as readonly string[])
    .filter((setting) => !/^(?:PATH|VIRTUAL_ENV|(?:PIPENV|POETRY)_\w+)=/.test(setting))
    .sort(),
});

describe.skipIf(!hasEngine())('programs whose packages poetry and pipenv install', () => {
  let mirror: Mirror;

  beforeAll(() => {
    mirror = openMirror();
  });

  afterAll(() => mirror && closeMirror(mirror));

  describe.each(Object.entries(expected) as [Mirrored, Expected][])('%s', (name, program) => {
    let prepared: Prepared;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      prepared = preparedMirrored(name, mirror);
      before = build(`dockmod-test-mirrored-${name}:before`, prepared.before, prepared.context);
      after = build(`dockmod-test-mirrored-${name}:after`, prepared.after, prepared.context);
      console.log(`${name}: ${(before.size / 1e6).toFixed(1)} MB -> ${(after.size / 1e6).toFixed(1)} MB`);
    });

    afterAll(() => prepared && rmSync(prepared.context, { recursive: true, force: true }));

    it('becomes two stages', () => {
      const { fixes, text, withheld } = prepared.outcome;
      expect(fixes.map(({ transform }) => transform)).toEqual(['split-build-stage']);
      expect(withheld).toEqual([]);
      expect(text.match(/^FROM /gm)).toHaveLength(2);
    });

    it('gives the same answers, and ends the same way', async () => {
      const then = await lifeOf(before.tag, program);
      const { says, ending } = program;
      expect(then).toMatchObject({ ...(typeof says === 'string' ? { printed: says } : { answers: says }), ending });
      expect(await lifeOf(after.tag, program)).toEqual(then);
    });

    it('has the same config but for the environment, nothing that builds, and is smaller', () => {
      expect(withoutEnvironment(after)).toEqual(withoutEnvironment(before));
      expect([before.tag, after.tag].map((tag) => programsIn(tag, program.gone))).toEqual([program.gone, []]);
      expect([...after.packages]).toEqual(expect.arrayContaining([...program.packages]));
      expect(after.size).toBeLessThan(before.size * RATIO);
    });

    it('is left alone from then on', () => {
      const { outcome, context } = prepared;
      const again = refactor(outcome.text, { only: ['split-build-stage'], context: diskContext(context) });
      expect(again.text).toBe(outcome.text);
    });
  });
});
