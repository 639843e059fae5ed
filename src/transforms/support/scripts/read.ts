import { optionsOfSet } from '../../../knowledge/programs/build-scripts.ts';
import type { Stage } from '../../../model/dockerfile.ts';
import { absolutePath } from '../../../model/paths.ts';
import { isVariable, type State } from '../../../model/state.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { unquote } from '../../../syntax/words.ts';
import type { ScriptCall } from './called.ts';
import { ENDS, nameOf, talkingFunction, whyEnded, whyNotPlain } from './statements.ts';
import { unsetIn, type Values, withValues } from './values.ts';

/** The commands of a script, as a RUN would say them. */
export type Body = {
  readonly text: string;
  /** It leaves a folder or a variable that is another one, which end with the script. */
  readonly isOfItsOwn: boolean;
};

/** Why a script is not read as if its commands stood in a RUN. */
export type Unread = { readonly why: string; readonly line?: number };

type Reading = Values & {
  /** Folders that `pushd` left, and the one before the last `cd`. */
  readonly left: string[];
  before: string | undefined;
  /** Functions that only say something. */
  readonly talking: Set<string>;
  readonly exported: Set<string>;
  /** A command that fails ends the script. */
  stops: boolean;
  /** What has been read, and whether its failure would have ended the script. */
  readonly said: { readonly text: string; readonly stops: boolean }[];
  isOfItsOwn: boolean;
};

/**
 * The commands of a script, where each can be read without running what stands before it: `cd`, variables with plain values, and calls one
 * after the other. What may or may not be done, is done again and again, or goes by what is given to the script, is left alone.
 */
export function readScript(call: ScriptCall, { stage, state }: { stage: Stage; state: State }): Body | Unread {
  if (call.text.includes('\r')) return { why: 'has line endings of Windows' };
  const script = parseShell(call.text);
  if (script.opaque?.startsWith('the shell text does not parse')) return { why: `can not be read: ${script.opaque}` };
  const reading: Reading = {
    ...{ call, stage, state, known: new Map(), unknown: new Set(), folder: call.folder },
    ...{ left: [], before: undefined, talking: new Set(), exported: new Set(), said: [], isOfItsOwn: false },
    stops: call.options.some((option) => /^-\w*e/.test(option) || option === 'errexit'),
  };
  if (call.command.assignments.length > 0) assign(reading, 'export', call.command.assignments);
  for (const { start, end, background } of script.statements) {
    const isLast = end === script.statements.at(-1)?.end;
    const why = background
      ? 'starts something in the background'
      : readStatement(reading, call.text.slice(start, end), isLast);
    if (why !== undefined) return { why, line: call.text.slice(0, start).split('\n').length };
  }
  const { said, isOfItsOwn } = reading;
  if (said.length === 0) return { why: 'does nothing' };
  const text = said.map((one, at) => (at === 0 ? '' : said[at - 1]?.stops ? ' && ' : '\n') + one.text).join('');
  return { text, isOfItsOwn };
}

function readStatement(reading: Reading, written: string, isLast: boolean): string | undefined {
  const talking = talkingFunction(written);
  if (talking !== undefined) {
    reading.talking.add(talking);
    return undefined;
  }
  const asWritten = parseShell(written);
  if (!isPlainSetting(asWritten)) forget(reading, asWritten);
  const text = withValues(reading, written);
  const script = parseShell(text);
  const only = onlyCommand(script);
  if (only !== undefined && reading.talking.has(only.name)) return undefined;
  const why = whyNotPlain(script) ?? whyUnset(reading, text);
  if (why !== undefined) return why;
  const ofShell = only && OF_SHELL.get(only.name);
  if (ofShell !== undefined) return ofShell(reading, only as Command, isLast);
  const later = whyEnded(script, isLast) ?? whyElsewhere(reading, script);
  if (later === undefined) say(reading, text);
  return later;
}

function onlyCommand({ statements: [first] }: Script): Command | undefined {
  const command = first?.links.length === 1 ? first.links[0]?.command : undefined;
  return command?.name === 'cd' && command.words[1]?.value !== '-' ? undefined : command;
}

type OfShell = (reading: Reading, command: Command, isLast: boolean) => string | undefined;

/** What the shell does itself, to what comes behind. */
const OF_SHELL: ReadonlyMap<string, OfShell> = new Map<string, OfShell>([
  ['', (reading, { assignments }) => assign(reading, '', assignments)],
  ['export', (reading, { words }) => assign(reading, 'export', words.slice(1))],
  ['set', readSet],
  ['exit', (_, __, isLast) => (isLast ? undefined : ENDS)],
  ['pushd', goThere],
  ['popd', (reading) => enter(reading, reading.left.pop())],
  ['cd', (reading) => enter(reading, reading.before)],
]);

/** One variable, whose value may go by the one that it had. */
const isPlainSetting = ({ commands }: Script): boolean => {
  const [first, another] = commands;
  return another === undefined && (first?.words.slice(1).length ?? 0) + (first?.assignments.length ?? 0) === 1;
};

function whyUnset(reading: Reading, text: string): string | undefined {
  const name = unsetIn(reading, text);
  if (name === undefined) return undefined;
  return /^\d/.test(name)
    ? `goes by $${name}, which its call does not say`
    : `goes by $${name}, which the Dockerfile does not set`;
}

/** Where a statement of several commands leads to. */
function whyElsewhere(reading: Reading, { commands }: Script): string | undefined {
  for (const { name, words, nesting } of commands) {
    if (nesting.some((one) => one !== 'group')) continue;
    if (/^(?:set|pushd|popd)$/.test(name)) return `says ${name} beside other commands`;
    if (name !== 'cd') continue;
    const path = words[1];
    if (path?.literal !== true || /^[-~]/.test(path.value)) return UNKNOWN_FOLDER;
    moveTo(reading, absolutePath(path.value, reading.folder));
  }
  return undefined;
}

const UNKNOWN_FOLDER = 'goes to a folder that is known only when it runs';

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

function moveTo(reading: Reading, path: string): void {
  reading.before = reading.folder;
  reading.folder = path;
  reading.isOfItsOwn = true;
}

/** What comes from outside, or was exported before, reaches what is called, whether it is exported again or not. */
function assign(reading: Reading, keyword: '' | 'export', words: readonly Pick<Word, 'literal' | 'text'>[]): undefined {
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
function forget({ known, unknown }: Reading, { commands }: Script): void {
  for (const { name, words, assignments } of commands)
    for (const { text } of [...(name === 'export' ? words : []), ...assignments]) {
      const set = nameOf(text);
      if (set === undefined) continue;
      known.delete(set);
      unknown.add(set);
    }
}

function say(reading: Reading, text: string): void {
  reading.said.push({ text, stops: reading.stops });
}
