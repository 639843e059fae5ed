import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { build, type Ending, hasEngine, type Image, inContainer, launch, printed, stop } from './docker.ts';

const folderOf = (name: string): string => join(import.meta.dirname, 'split', name);
const PATHS = ['/', '/hello?J%C3%BCrgen', '/java'];

const split = (dockerfile: string, name: string): string =>
  refactor(dockerfile, { only: ['split-build-stage'], context: diskContext(folderOf(name)) }).text;

/** A program that greets, with a text that it reads when it is asked. */
type Program = {
  readonly port: number;
  /** What the build leaves in the image, and the program has no use for. */
  readonly left: readonly string[];
};

const programs: Readonly<Record<string, Program>> = {
  'java-archive': { port: 3123, left: ['/app/Greeter.java', '/app/classes', '/app/words.tar.gz'] },
  'java-jar': { port: 3120, left: ['/app/Greeter.java', '/app/classes'] },
  'java-maven': { port: 3122, left: ['/work/src', '/work/target', '/root/.m2', '/usr/share/maven-repo'] },
  'java-of-debian': { port: 3121, left: ['/srv/greeter/Greeter.java', '/srv/greeter/classes'] },
};

/** What is to be seen of a container from its start to its end. */
async function lifeOf(tag: string, port: number): Promise<{ answers: string[]; ending: Ending }> {
  const ask = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
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

describe.skipIf(!hasEngine()).each(Object.entries(programs))(
  'a jar in a stage of its own: %s',
  (name, { port, left }) => {
    const text = readFileSync(join(folderOf(name), 'Dockerfile'), 'utf8');
    const outcome = split(text, name);
    let before: Image;
    let after: Image;

    beforeAll(() => {
      before = build(`dockmod-test-split-${name}:before`, text, folderOf(name));
      after = build(`dockmod-test-split-${name}:after`, outcome, folderOf(name));
    });

    it('gives the same answers, and ends the same way', async () => {
      const whole = await lifeOf(before.tag, port);
      expect(whole.answers).toEqual(['200 open\n', '200 Hello Jürgen, and welcome – come in.\n', '200 17 root\n']);
      expect(await lifeOf(after.tag, port)).toEqual(whole);
    });

    it('starts the same way', () => {
      // Where Maven is, an image without it does not say.
      const settings = ({ config }: Image): unknown[] =>
        (config['Env'] as string[]).filter((setting) => !setting.startsWith('MAVEN_'));
      expect(after.config).toEqual({ ...before.config, Env: after.config['Env'] });
      expect(settings(after)).toEqual(settings(before));
    });

    it('has no compiler, no sources and none of the packages of the build, and is smaller', () => {
      const has = ({ tag }: Image, path: string): boolean => inContainer(tag, ['test', '-e', path]).status === 0;
      for (const path of left) {
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
      expect(split(outcome, name)).toBe(outcome);
    });
  },
);
