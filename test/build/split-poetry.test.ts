import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, launch, printed, programsIn, stop } from './docker.ts';
import type { Prepared } from './guides/guide.ts';
import { closeMirror, type Mirror, type Mirrored, openMirror, preparedMirrored } from './mirrored/mirror.ts';

type Expected = {
  /** Where it answers, at which paths; what does not, prints something and ends. */
  readonly port?: number;
  readonly paths?: readonly string[];
  readonly answers: readonly string[];
  readonly ending: Ending;
  /** Programs of the build. */
  readonly gone: readonly string[];
  /** Of the system. */
  readonly packages: readonly string[];
  /** At most this much of the size before. */
  readonly ratio: number;
};

const expected: Readonly<Record<Mirrored, Expected>> = {
  'poetry-in-the-image': {
    port: 3120,
    paths: ['/', '/library'],
    answers: ['200 {"goods":["bread","milk"]}', '200 {"isKnown":true,"hasTests":false}'],
    ending: { exitCode: 0, killed: false },
    gone: ['gcc'],
    packages: ['libpq5'],
    ratio: 0.4,
  },
  'poetry-in-project': {
    port: 3121,
    paths: ['/'],
    answers: ['200 Bread\nMilk\n'],
    ending: { exitCode: 137, killed: true },
    gone: ['gcc', 'poetry'],
    packages: ['libxml2', 'libxslt1.1'],
    ratio: 0.4,
  },
  'poetry-wheel': {
    port: 3120,
    paths: ['/', '/library'],
    answers: ['200 {"goods":["bread","milk"]}', '200 {"isKnown":true,"hasTests":false}'],
    ending: { exitCode: 0, killed: false },
    gone: ['gcc'],
    packages: ['libpq5'],
    ratio: 0.4,
  },
  'pipenv-in-the-image': {
    port: 3122,
    paths: ['/'],
    answers: ['200 <p>bread True</p>'],
    ending: { exitCode: 0, killed: false },
    gone: ['gcc'],
    packages: ['libpq5'],
    ratio: 0.4,
  },
  'poetry-run': {
    port: 3120,
    paths: ['/', '/library'],
    answers: ['200 {"goods":["bread","milk"]}', '200 {"isKnown":true,"hasTests":false}'],
    ending: { exitCode: 0, killed: false },
    gone: ['gcc'],
    packages: ['libpq5'],
    ratio: 0.4,
  },
  'pipenv-requirements': {
    port: 3122,
    paths: ['/', '/hours'],
    answers: ['200 <p>bread True</p>', '200 -1 0'],
    ending: { exitCode: 0, killed: false },
    gone: ['gcc'],
    packages: ['libpq5'],
    ratio: 0.4,
  },
  'pipenv-in-project': {
    answers: ['3\n'],
    ending: { exitCode: 3, killed: false },
    gone: ['gcc', 'pipenv'],
    packages: ['libxml2', 'libxslt1.1'],
    ratio: 0.4,
  },
};

type Life = { readonly answers: readonly string[]; readonly ending: Ending };

async function lifeOf(tag: string, { port, paths = [] }: Expected): Promise<Life> {
  const container = launch(tag);
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  const said = (): string => {
    const { stdout } = printed(container);
    if (stdout === '') throw new Error('it has not said anything yet');
    return stdout;
  };
  const answers: string[] = [];
  let ending: Ending;
  try {
    const first = await vi.waitFor(() => (port === undefined ? said() : ask('/')), { timeout: 20_000, interval: 100 });
    if (port === undefined) answers.push(first);
    for (const path of paths) answers.push(await ask(path));
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
  }
  return { answers, ending };
}

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
      expect(then).toEqual({ answers: program.answers, ending: program.ending });
      expect(await lifeOf(after.tag, program)).toEqual(then);
    });

    it('has the same config but for the environment, nothing that builds, and is smaller', () => {
      expect(withoutEnvironment(after)).toEqual(withoutEnvironment(before));
      expect([before.tag, after.tag].map((tag) => programsIn(tag, program.gone))).toEqual([program.gone, []]);
      expect([...after.packages]).toEqual(expect.arrayContaining([...program.packages]));
      expect(after.size).toBeLessThan(before.size * program.ratio);
    });

    it('is left alone from then on', () => {
      const { outcome, context } = prepared;
      const again = refactor(outcome.text, { only: ['split-build-stage'], context: diskContext(context) });
      expect(again.text).toBe(outcome.text);
    });
  });
});
