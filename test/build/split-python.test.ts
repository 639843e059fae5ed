import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, inContainer, launch, printed, stop } from './docker.ts';
import { prepared } from './split/prepared.ts';

/** A program that answers on a port. */
type Program = {
  /** Its folder, where that is called otherwise, and its file there. */
  readonly folder?: string;
  readonly file?: string;
  readonly port: number;
  readonly paths: readonly string[];
  readonly answers: readonly string[];
  readonly exitCode: number;
  /** Of the system, and in which of them what runs has to be. */
  readonly packages: readonly string[];
};

const programs: Readonly<Record<string, Program>> = {
  'python-extension': {
    port: 3110,
    paths: ['/', '/2/3', '/a'],
    answers: ['200 - hello\n', '200 - 5\n', '404 - no sum\n'],
    exitCode: 7,
    packages: [],
  },
  'python-of-debian': {
    folder: 'python-extension',
    file: 'Dockerfile.debian',
    port: 3110,
    paths: ['/', '/2/3', '/a'],
    answers: ['200 - hello\n', '200 - 5\n', '404 - no sum\n'],
    exitCode: 7,
    packages: ['ca-certificates', 'python3'],
  },
  'python-wheels': {
    port: 3111,
    paths: ['/', '/shop.css', '/picture.webp', '/nothing'],
    answers: [
      '200 text/html <h1>Shop</h1>\n<p>bread</p>\n',
      '200 text/css body {\n  color: black;\n}\n',
      '200 image/webp webp\n',
      '404 text/plain nothing\n',
    ],
    exitCode: 0,
    packages: ['curl', 'media-types'],
  },
};

type Life = { readonly answers: readonly string[]; readonly ending: Ending };

async function lifeOf(tag: string, { port, paths }: Program): Promise<Life> {
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${answer.status} ${answer.headers.get('content-type') ?? '-'} ${await answer.text()}`;
  };
  const container = launch(tag);
  const answers: string[] = [];
  let ending: Ending;
  try {
    await vi.waitFor(() => ask('/'), { timeout: 20_000, interval: 100 });
    for (const path of paths) answers.push(await ask(path));
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
  }
  return { answers, ending };
}

/** Variables but those that the environment changes. */
const withoutPath = ({ config }: Image): unknown => ({
  ...config,
  Env: (config['Env'] as readonly string[]).filter((setting) => !setting.startsWith('PATH=')).sort(),
});

describe.skipIf(!hasEngine())('programs in Python whose compilers stay behind', () => {
  describe.each(Object.entries(programs))('%s', (name, program) => {
    let folder: string;
    let outcome: Refactored;
    let before: Image;
    let after: Image;

    beforeAll(() => {
      folder = prepared(program.folder ?? name);
      const text = readFileSync(join(folder, program.file ?? 'Dockerfile'), 'utf8');
      outcome = refactor(text, { only: ['split-build-stage'], context: diskContext(folder) });
      before = build(`dockmod-test-split-${name}:before`, text, folder);
      after = build(`dockmod-test-split-${name}:after`, outcome, folder);
    });

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('becomes two stages', () => {
      expect(outcome.fixes.map(({ transform }) => transform)).toEqual(['split-build-stage']);
      expect(outcome.text.match(/^FROM /gm)).toHaveLength(2);
    });

    it('gives the same answers, and ends the same way', async () => {
      const [then, now] = [await lifeOf(before.tag, program), await lifeOf(after.tag, program)];
      expect(then.answers).toEqual(program.answers);
      expect(then.ending).toEqual({ exitCode: program.exitCode, killed: false });
      expect(now).toEqual(then);
    });

    it('has the same config but for the PATH, no compiler, and is smaller', () => {
      expect(withoutPath(after)).toEqual(withoutPath(before));
      expect(inContainer(before.tag, ['which', 'gcc']).status).toBe(0);
      expect(inContainer(after.tag, ['which', 'gcc']).status).not.toBe(0);
      expect([...after.packages]).toEqual(expect.arrayContaining([...program.packages]));
      expect(after.size).toBeLessThan(before.size / 2);
    });

    it('is left alone from then on', () => {
      const again = refactor(outcome.text, { only: ['split-build-stage'], context: diskContext(folder) });
      expect(again.text).toBe(outcome.text);
    });
  });
});
