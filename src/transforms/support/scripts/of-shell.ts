import { optionsOfSet } from '../../../knowledge/programs/build-scripts.ts';
import { absolutePath } from '../../../model/paths.ts';
import { isVariable } from '../../../model/state.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { unquote } from '../../../syntax/words.ts';
import { ENDS, nameOf } from './statements.ts';
import type { Values } from './values.ts';

/** How far a script has been read. */
export type Reading = Values & {
  /** Folders that `pushd` left, and the one before the last `cd`. */
  readonly left: string[];
  before: string | undefined;
  /** Functions that only say something, and whether they end the script. */
  readonly talking: Map<string, boolean>;
  readonly exported: Set<string>;
  /** A command that fails ends the script. */
  stops: boolean;
  /** What has been read, and whether its failure would have ended the script. */
  readonly said: { readonly text: string; readonly stops: boolean }[];
  isOfItsOwn: boolean;
};

type OfShell = (reading: Reading, command: Command, isLast: boolean) => string | undefined;

/** What the shell does itself, to what comes behind. */
export const OF_SHELL: ReadonlyMap<string, OfShell> = new Map<string, OfShell>([
  ['', (reading, { assignments }) => assign(reading, '', assignments)],
  ['export', (reading, { words }) => assign(reading, 'export', words.slice(1))],
  ['set', readSet],
  ['exit', (_, __, isLast) => (isLast ? undefined : ENDS)],
  ['pushd', goThere],
  ['popd', (reading) => enter(reading, reading.left.pop())],
  ['cd', (reading) => enter(reading, reading.before)],
]);

export const UNKNOWN_FOLDER = 'goes to a folder that is known only when it runs';

function readSet(reading: Reading, { words }: Command): string | undefined {
  const options = words.slice(1).map(({ value }) => value);
  const odd = options.find((option) => !optionsOfSet.test(option));
  if (odd !== undefined) return `says set ${odd}`;
  if (options.some((option) => /^\+\w*e/.test(option))) return 'goes on after what fails';
  reading.stops ||= options.some((option) => /^-\w*e/.test(option) || option === 'errexit');
  return undefined;
}

function goThere(reading: Reading, { words: [, path] }: Command): string | undefined {
  if (path?.literal !== true || !/^[\w./]/.test(path.value)) return UNKNOWN_FOLDER;
  reading.left.push(reading.folder);
  return enter(reading, absolutePath(path.value, reading.folder));
}

function enter(reading: Reading, path: string | undefined): string | undefined {
  if (path === undefined) return UNKNOWN_FOLDER;
  moveTo(reading, path);
  say(reading, `cd ${path}`);
  return undefined;
}

export function moveTo(reading: Reading, path: string): void {
  reading.before = reading.folder;
  reading.folder = path;
  reading.isOfItsOwn = true;
}

/** What comes from outside, or was exported before, reaches what is called, whether it is exported again or not. */
export function assign(
  reading: Reading,
  keyword: '' | 'export',
  words: readonly Pick<Word, 'literal' | 'text'>[],
): undefined {
  const { known, unknown, exported, state } = reading;
  const texts: string[] = [];
  let isExported = keyword === 'export';
  for (const { text, literal } of words) {
    const name = nameOf(text) ?? text;
    const value = literal && text[name.length] === '=' ? unquote(text.slice(name.length + 1)) : undefined;
    isExported ||= exported.has(name) || isVariable(state, name);
    if (isExported) exported.add(name);
    const before = known.get(name);
    const isNamed = name === text && before !== undefined;
    texts.push(isNamed ? `${name}="${before}"` : text);
    if (name === text) continue;
    unknown.delete(name);
    known.delete(name);
    if (value !== undefined && !value.startsWith('(')) known.set(name, value);
    else unknown.add(name);
  }
  reading.isOfItsOwn = true;
  say(reading, [...(isExported ? ['export'] : []), ...texts].join(' '));
}

/** What of variables is set among other commands, or for one of them. */
export function forget({ known, unknown }: Reading, { commands }: Script): void {
  for (const { name, words, assignments } of commands)
    for (const { text } of [...(name === 'export' ? words : []), ...assignments]) {
      const set = nameOf(text);
      if (set === undefined) continue;
      known.delete(set);
      unknown.add(set);
    }
}

export function say(reading: Reading, text: string): void {
  reading.said.push({ text, stops: reading.stops });
}
