import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, inContainer, launch, printed, stop } from './docker.ts';

const folder = join(import.meta.dirname, 'split', 'java-jar');
const text = readFileSync(join(folder, 'Dockerfile'), 'utf8');
const PORT = 3120;
const PATHS = ['/', '/hello?J%C3%BCrgen', '/java'];

const split = (dockerfile: string): string =>
  refactor(dockerfile, { only: ['split-build-stage'], context: diskContext(folder) }).text;

/** What is to be seen of a container from its start to its end. */
async function lifeOf(tag: string): Promise<{ answers: string[]; ending: Ending }> {
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  const container = launch(tag);
  let ending: Ending;
  let answers: string[];
  try {
    await vi.waitFor(() => ask('/'), { timeout: 20_000, interval: 100 });
    answers = await Promise.all(PATHS.map(ask));
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
  }
  return { answers, ending };
}

describe.skipIf(!hasEngine())('a jar in a stage of its own', () => {
  const outcome = split(text);
  let before: Image;
  let after: Image;

  beforeAll(() => {
    before = build('dockmod-test-split-java-jar:before', text, folder);
    after = build('dockmod-test-split-java-jar:after', outcome, folder);
  });

  it('gives the same answers, and ends the same way', async () => {
    const whole = await lifeOf(before.tag);
    expect(whole.answers).toEqual(['200 open\n', '200 Hello Jürgen, and welcome – come in.\n', '200 17 root\n']);
    expect(await lifeOf(after.tag)).toEqual(whole);
  });

  it('starts the same way', () => {
    expect(after.config).toEqual(before.config);
  });

  it('has no compiler, no sources and none of the packages of the build, and is smaller', () => {
    const has = ({ tag }: Image, path: string): boolean => inContainer(tag, ['test', '-e', path]).status === 0;
    for (const path of ['/app/Greeter.java', '/app/classes']) {
      expect(has(before, path)).toBe(true);
      expect(has(after, path)).toBe(false);
    }
    expect(inContainer(before.tag, ['javac', '-version']).status).toBe(0);
    expect(inContainer(after.tag, ['javac', '-version']).status).not.toBe(0);
    expect(before.packages).toContain('git');
    expect(after.packages).not.toContain('git');
    expect(after.size).toBeLessThan(before.size * 0.8);
  });

  it('is left alone from then on', () => {
    expect(split(outcome)).toBe(outcome);
  });
});
