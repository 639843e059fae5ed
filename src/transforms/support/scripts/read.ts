import type { Stage } from '../../../model/dockerfile.ts';
import { absolutePath } from '../../../model/paths.ts';
import type { State } from '../../../model/state.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { unquote } from '../../../syntax/words.ts';
import type { ScriptCall } from './called.ts';
import { assign, forget, moveTo, OF_SHELL, type Reading, say, UNKNOWN_FOLDER } from './of-shell.ts';
import { isGuard, loopIn, prints, talkingFunction, whyEnded, whyNotPlain } from './statements.ts';
import { unsetIn, withValues } from './values.ts';

/** The commands of a script, as a RUN would say them. */
export type Body = {
  readonly text: string;
  /** It leaves a folder or a variable that is another one, which end with the script. */
  readonly isOfItsOwn: boolean;
};

/** Why a script is not read as if its commands stood in a RUN. */
export type Unread = { readonly why: string; readonly line?: number };

/**
 * The commands of a script, where each can be read without running what stands before it: `cd`, variables with plain values, and calls one
 * after the other. What may or may not be done, is done again and again, or goes by what is given to the script, is left alone.
 */
export function readScript(call: ScriptCall, { stage, state }: { stage: Stage; state: State }): Body | Unread {
  if (call.text.includes('\r')) return { why: 'has line endings of Windows' };
  const { opaque } = parseShell(call.text);
  if (opaque?.startsWith('the shell text does not parse')) return { why: `can not be read: ${opaque}` };
  const reading: Reading = {
    ...{ call, stage, state, known: new Map(), unknown: new Set(), folder: call.folder },
    ...{ left: [], before: undefined, talking: new Map(), exported: new Set(), said: [], isOfItsOwn: false },
    stops: call.options.some((option) => /^-\w*e/.test(option) || option === 'errexit'),
  };
  if (call.command.assignments.length > 0) assign(reading, 'export', call.command.assignments);
  const unread = readAll(reading, call.text, true);
  if (unread !== undefined) return unread;
  const { said, isOfItsOwn } = reading;
  if (said.length === 0) return { why: 'does nothing' };
  const text = said.map((one, at) => (at === 0 ? '' : said[at - 1]?.stops ? ' && ' : '\n') + one.text).join('');
  return { text, isOfItsOwn };
}

/** The first of its lines that can not be read. `isWhole`: nothing is done behind it. */
function readAll(reading: Reading, text: string, isWhole: boolean): Unread | undefined {
  const { statements } = parseShell(text);
  for (const [at, { start, end, background }] of statements.entries()) {
    const isLast = isWhole && at === statements.length - 1;
    const written = text.slice(start, end);
    const why = background ? 'starts something in the background' : readOne(reading, written, isLast);
    if (why !== undefined) return { why, line: text.slice(0, start).split('\n').length };
  }
  return undefined;
}

function readOne(reading: Reading, written: string, isLast: boolean): string | undefined {
  const talking = talkingFunction(written);
  if (talking !== undefined) reading.talking.set(talking.name, talking.ends);
  if (talking !== undefined || isGuard(written)) return undefined;
  const loop = loopIn(written);
  const words = loop === undefined ? undefined : plainWords(withValues(reading, loop.list));
  return loop === undefined || words === undefined
    ? readStatement(reading, written, isLast)
    : readLoop(reading, loop.body, loop.name, words);
}

/** Undefined where a shell would make other words of it. */
function plainWords(list: string): readonly string[] | undefined {
  const words = list
    .trim()
    .split(/\s+/)
    .map((word) => unquote(word));
  return words.length <= MOST_ROUNDS && words.every((word) => /^[\w@%+=:,./-]+$/.test(word)) ? words : undefined;
}

const MOST_ROUNDS = 20;

/** Once for each word, one after the other. */
function readLoop(reading: Reading, body: string, name: string, words: readonly string[]): string | undefined {
  for (const word of words) {
    reading.unknown.delete(name);
    reading.known.set(name, word);
    const unread = readAll(reading, body, false);
    if (unread !== undefined) return unread.why;
  }
  return undefined;
}

function readStatement(reading: Reading, written: string, isLast: boolean): string | undefined {
  const asWritten = parseShell(written);
  if (!isPlainSetting(asWritten)) forget(reading, asWritten);
  const text = withEnds(reading, withValues(reading, written));
  const script = parseShell(text);
  const only = onlyCommand(script);
  if (only !== undefined && reading.talking.has(only.name) && script.commands.slice(1).every(prints)) return undefined;
  const why = whyNotPlain(script) ?? whyUnset(reading, text);
  if (why !== undefined) return why;
  const ofShell = only && OF_SHELL.get(only.name);
  if (ofShell !== undefined) return ofShell(reading, only as Command, isLast);
  const later = whyEnded(script, isLast) ?? whyElsewhere(reading, script);
  if (later === undefined) say(reading, text);
  return later;
}

/** `… || die "no luck"` */
function withEnds({ talking }: Reading, text: string): string {
  const { commands } = parseShell(text);
  const ending = commands.findLast(({ name }) => talking.get(name) === true);
  return ending === undefined ? text : `${text.slice(0, ending.start)}exit 1${text.slice(ending.end)}`;
}

function onlyCommand({ statements: [first] }: Script): Command | undefined {
  const command = first?.links.length === 1 ? first.links[0]?.command : undefined;
  return command?.name === 'cd' && command.words[1]?.value !== '-' ? undefined : command;
}

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
