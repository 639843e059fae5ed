import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { type Refactored, refactor } from '../../src/index.ts';
import {
  build,
  type Ending,
  fileIn,
  hasEngine,
  type Image,
  inContainer,
  launch,
  madeIn,
  ownerOf,
  printed,
  removeVolume,
  start,
  stop,
} from './docker.ts';

const folderOf = (name: string): string => join(import.meta.dirname, 'users', name);
const textOf = (name: string): string => readFileSync(join(folderOf(name), 'Dockerfile'), 'utf8');

const addUser = (text: string, name: string): Refactored =>
  refactor(text, { only: ['add-user'], context: diskContext(folderOf(name)) });

/** A program that greets at `/`, and keeps the notes that are posted to it. */
type Program = {
  readonly port: number;
  /** Who runs it in the end. */
  readonly user: string;
  /** Where notes are posted. */
  readonly notes?: string;
  /** Where it keeps them, if not in memory. */
  readonly file?: string;
  /** What it makes in the home of its user. */
  readonly home?: RegExp;
  readonly volume?: string;
};

const MADE = '10001:10001';
const NODE = '1000:1000';
const NONROOT = '65532:65532';

const programs: Readonly<Record<string, Program>> = {
  'busybox-netcat': { port: 3009, user: MADE, file: '/srv/notes/notes.txt' },
  'entrypoint-that-only-starts': { port: 3005, user: MADE, file: '/app/data/notes.txt' },
  'go-distroless': { port: 3006, user: NONROOT, file: '/tmp/notes.txt' },
  'go-scratch': { port: 3007, user: MADE },
  'java-jar': { port: 3008, user: MADE, file: '/tmp/notes.txt' },
  'node-uploads': { port: 3000, user: NODE, file: '/app/uploads/notes.txt' },
  'npm-start': { port: 3001, user: NODE, file: '/usr/src/app/notes.txt', home: /^~\/\.npm\/_logs\/.+\.log$/ },
  'python-notes': { port: 3002, user: MADE, file: '/app/data/notes.txt', home: /^~\/\.notes_history$/ },
  'sqlite-in-its-folder': { port: 3003, user: MADE, file: '/app/notes.db' },
  volume: { port: 3004, user: MADE, file: '/data/notes.txt', volume: '/data' },
};

/** Programs that need root: why, in the words of dockmod, and what they say when they are started without it. */
const rootsOwn = {
  'leaves-entrypoint-that-chowns': { why: /chown|gosu/, complaint: /Operation not permitted/ },
  'leaves-nginx': { why: /nginx/, complaint: /Permission denied/ },
} as const;

const VOLUME = 'dockmod-test-users';

/** The name of a file, whoever made it and when. */
const anybodys = (path: string): string =>
  path
    .replace(/^\/(?:root|home\/\w+)\b/, '~')
    .replace(/\d{4}-\d\d-\d\dT[\d_]+Z/, '(time)')
    .replace(/hsperfdata_\w+/, 'hsperfdata_(user)');

/** What npm makes when it is first called in a home, which may have been in the build. */
const MADE_ONCE = /\/_update-notifier-last-checked$/;

/** What is to be seen of a container from its start to its end. */
type Life = {
  readonly user: string;
  readonly answers: readonly string[];
  readonly made: readonly string[];
  readonly content: string | undefined;
  readonly ending: Ending;
};

async function lifeOf(tag: string, { port, notes = '/notes', file, volume }: Program): Promise<Life> {
  const ask = async (path: string, note?: string): Promise<string> => {
    const options = note === undefined ? {} : { method: 'POST', body: note };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, options);
    return `${answer.status} ${await answer.text()}`;
  };
  removeVolume(VOLUME);
  const container = launch(tag, volume === undefined ? [] : ['-v', `${VOLUME}:${volume}`]);
  let life: Omit<Life, 'ending'>;
  let ending: Ending;
  try {
    await vi.waitFor(() => ask('/'), { timeout: 20_000, interval: 100 });
    life = {
      answers: [await ask('/'), await ask(notes, 'milk\n'), await ask(notes, 'bread\n'), await ask(notes)],
      user: ownerOf(container),
      made: madeIn(container)
        .filter((path) => path !== volume && !MADE_ONCE.test(path))
        .map(anybodys),
      content: file === undefined ? undefined : fileIn(container, file),
    };
  } catch (error) {
    throw new Error(`${tag} does not do its work\n${printed(container).stderr}`, { cause: error });
  } finally {
    ending = stop(container);
    removeVolume(VOLUME);
  }
  return { ...life, ending };
}

/** A stand-in for the image may be a busybox without them. */
const canMakeUsers = (image: string): boolean => inContainer(image, ['which', 'adduser']).status === 0;

describe.skipIf(!hasEngine())('users of real containers', () => {
  const usable = Object.entries(programs).filter(
    ([name]) => name !== 'busybox-netcat' || (hasEngine() && canMakeUsers('busybox:1.36')),
  );

  describe.each(usable)('%s', (name, program) => {
    const text = textOf(name);
    const outcome = addUser(text, name).text;
    let before: Image;
    let after: Image;
    let asRoot: Life;
    let asUser: Life;

    beforeAll(async () => {
      before = build(`dockmod-test-users-${name}:before`, text, folderOf(name));
      after = build(`dockmod-test-users-${name}:after`, outcome, folderOf(name));
      asRoot = await lifeOf(before.tag, program);
      asUser = await lifeOf(after.tag, program);
    });

    it('is not run by root any more', () => {
      expect(asRoot.user).toBe('0:0');
      expect(asUser.user).toBe(program.user);
    });

    it('gives the same answers, and writes the same files', () => {
      expect(asUser.answers).toEqual(asRoot.answers);
      expect(asUser.answers.at(-1)).toBe('200 milk\nbread\n');
      expect(asUser.made).toEqual(asRoot.made);
      expect(asUser.content).toBe(asRoot.content);
      if (program.home) expect(asUser.made).toContainEqual(expect.stringMatching(program.home));
    });

    it('ends the same way', () => {
      expect(asUser.ending).toEqual(asRoot.ending);
    });

    it('has the same config but for the user, and no file twice', () => {
      expect(after.config).toEqual({ ...before.config, User: after.config['User'] });
      expect(after.size).toBeLessThanOrEqual(before.size * 1.02 + 1e6);
    });

    it('is left alone from then on', () => {
      expect(addUser(outcome, name).text).toBe(outcome);
    });
  });

  describe.each(Object.entries(rootsOwn))('%s', (name, { why, complaint }) => {
    const text = textOf(name);

    it('stays as it is, and hears why', () => {
      const { text: outcome, declines } = addUser(text, name);
      expect(outcome).toBe(text);
      expect(declines.map(({ reason }) => reason)).toEqual([expect.stringMatching(why)]);
    });

    it('does not start as another user', () => {
      const { tag } = build(`dockmod-test-users-${name}:user`, `${text}USER 10001:10001\n`, folderOf(name));
      expect(start(tag)).toEqual({
        status: expect.toSatisfy((status) => status !== 0),
        stdout: '',
        stderr: expect.stringMatching(complaint),
      });
    });
  });
});
