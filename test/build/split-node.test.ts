import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, inContainer, launch, printed, stop } from './docker.ts';

const folderOf = (name: string): string => join(import.meta.dirname, 'split', name);
const textOf = (name: string): string => readFileSync(join(folderOf(name), 'Dockerfile'), 'utf8');

const split = (text: string, name: string): Refactored =>
  refactor(text, { only: ['split-build-stage'], context: diskContext(folderOf(name)) });

/** A program that answers at some paths. */
type Program = {
  readonly port: number;
  readonly asks: readonly string[];
  /** The answer to one of them. */
  readonly answers: readonly [path: string, answer: string | RegExp];
  /** What of the build is not there any more. */
  readonly gone: readonly string[];
  /** The health check works. */
  readonly health?: readonly string[];
};

const programs: Readonly<Record<string, Program>> = {
  'node-typescript': {
    port: 3100,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: ['/', '200 <h1>Hello, reader</h1>\n'],
    gone: ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'],
  },
  'node-native-module': {
    port: 3101,
    asks: ['/secret', '/other'],
    answers: ['/secret', '200 true 646\n'],
    gone: ['/app/node_modules/node-api-headers', '/usr/bin/gcc', '/usr/bin/python3'],
    health: ['curl', '-f', 'http://127.0.0.1:3101/secret'],
  },
  'single-page-app': {
    port: 3102,
    asks: ['/', '/deep/down', '/robots.txt'],
    answers: ['/deep/down', /^200 <!doctype html>/],
    gone: ['/app/src', '/app/node_modules', '/usr/bin/gcc'],
  },
  'pages-of-another-user': {
    port: 3105,
    asks: ['/', '/deep/down', '/robots.txt'],
    answers: ['/deep/down', /^200 <!doctype html>/],
    gone: ['/home/pages/src', '/home/pages/node_modules/vite', '/usr/bin/gcc'],
  },
  'node-of-debian': {
    port: 3103,
    asks: ['/', '/words', '/version', '/static/style.css', '/nothing'],
    answers: ['/', '200 <h1>Hello, reader</h1>\n'],
    gone: ['/app/src', '/app/node_modules/typescript', '/usr/bin/npm', '/usr/bin/gcc'],
  },
  'pages-of-nginx': {
    port: 3104,
    asks: ['/', '/deep/down', '/robots.txt', '/50x.html'],
    answers: ['/deep/down', /^200 <!doctype html>/],
    gone: ['/app/src', '/app/node_modules', '/usr/bin/node'],
  },
};

type Life = {
  readonly answers: Readonly<Record<string, string>>;
  readonly health: number | null;
  readonly ending: Ending;
};

async function lifeOf(tag: string, { port, asks, health }: Program): Promise<Life> {
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  const container = launch(tag);
  const answers: Record<string, string> = {};
  let checked: number | null = null;
  let ending: Ending;
  try {
    await vi.waitFor(() => ask('/'), { timeout: 20_000, interval: 100 });
    for (const path of asks) answers[path] = await ask(path);
    if (health !== undefined) checked = inContainer(tag, health).status;
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
  }
  return { answers, health: checked, ending };
}

describe.skipIf(!hasEngine())('stages of Node.js that are split', () => {
  describe.each(Object.entries(programs))('%s', (name, program) => {
    const text = textOf(name);
    const outcome = split(text, name).text;
    let before: Image;
    let after: Image;
    let old: Life;
    let now: Life;

    beforeAll(async () => {
      before = build(`dockmod-test-split-${name}:before`, text, folderOf(name));
      after = build(`dockmod-test-split-${name}:after`, outcome, folderOf(name));
      old = await lifeOf(before.tag, program);
      now = await lifeOf(after.tag, program);
    });

    it('gives the same answers, and ends the same way', () => {
      expect(now).toEqual(old);
      const [path, answer] = program.answers;
      expect(now.answers[path]).toEqual(typeof answer === 'string' ? answer : expect.stringMatching(answer));
      if (program.health !== undefined) expect(now.health).toBe(0);
    });

    it('is smaller, and has the same config', () => {
      console.info(`${name}: ${Math.round(before.size / 1e6)} MB before, ${Math.round(after.size / 1e6)} MB after`);
      expect(after.size).toBeLessThan(before.size * 0.6);
      expect(after.config).toEqual(before.config);
    });

    it('has left what built it behind', () => {
      expect(program.gone.map((path) => inContainer(after.tag, ['test', '-e', path]).status)).toEqual(
        program.gone.map(() => 1),
      );
    });

    it('is left alone from then on', () => {
      expect(outcome).not.toBe(text);
      expect(split(outcome, name).text).toBe(outcome);
    });
  });
});
