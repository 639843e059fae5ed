import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, launch, printed, start, stop } from './docker.ts';

const folderOf = (name: string): string => join(import.meta.dirname, 'split', name);
const textOf = (name: string): string => readFileSync(join(folderOf(name), 'Dockerfile'), 'utf8');

const split = (text: string, name: string): Refactored =>
  refactor(text, { only: ['split-build-stage'], context: diskContext(folderOf(name)) });

/** What is asked of a program: paths of its server at a port, or nothing of one that prints and ends. */
type Program = {
  readonly port?: number;
  readonly paths?: readonly string[];
  /** The most that may be left of the size of the image. */
  readonly ratio: number;
};

const programs: Readonly<Record<string, Program>> = {
  'c-make': { ratio: 0.4 },
  'c-musl': { ratio: 0.1 },
  'cpp-cmake': { ratio: 0.4 },
  'go-sqlite': { port: 3131, paths: ['/'], ratio: 0.4 },
  'go-templates': { port: 3130, paths: ['/', '/zone'], ratio: 0.1 },
  'rust-server': { port: 3132, paths: ['/'], ratio: 0.2 },
};

/** What is to be seen of an image that is run. */
type Seen = { readonly answers: readonly string[]; readonly ending: Ending };

async function seenOf(tag: string, { port, paths = [] }: Program): Promise<Seen> {
  if (port === undefined) {
    const { status, stdout } = start(tag);
    return { answers: [stdout], ending: { exitCode: status ?? -1, killed: false } };
  }
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  const container = launch(tag);
  const answers: string[] = [];
  try {
    await vi.waitFor(() => ask('/'), { timeout: 20_000, interval: 100 });
    for (const path of paths) answers.push(await ask(path));
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    const ending = stop(container);
    answers.push(JSON.stringify(ending));
  }
  return { answers, ending: JSON.parse(answers.pop() as string) as Ending };
}

/** A stage that runs has the variables of its own base; root is root by number or by none. */
const settingsOf = ({ config: { Env: _, User, ...settings } }: Image): Readonly<Record<string, unknown>> => ({
  ...settings,
  isRoot: User === '' || User === '0',
});

describe.skipIf(!hasEngine())('compiled programs in a stage of their own', () => {
  it.each(Object.entries(programs))('%s does what it did, in a smaller image', async (name, program) => {
    const text = textOf(name);
    const result = split(text, name);
    expect(result.withheld).toEqual([]);
    expect(result.declines).toEqual([]);
    expect(result.fixes).toHaveLength(1);
    const before = build(`dockmod-split:${name}-before`, text, folderOf(name));
    const after = build(`dockmod-split:${name}-after`, result, folderOf(name));
    expect(settingsOf(after)).toEqual(settingsOf(before));
    expect(await seenOf(after.tag, program)).toEqual(await seenOf(before.tag, program));
    expect(after.size / before.size).toBeLessThan(program.ratio);
    expect(split(result.text, name).text).toBe(result.text);
  });
});
