import { invocationOf, toolOf } from '../../shell/invocation.ts';
import type { Command, Word } from '../../shell/script.ts';
import { edited, patternsOf } from './edit.ts';
import { sedCommands } from './script.ts';
import { holdsUnknown } from './unknown.ts';

/** A call that changes files where they are. */
export type EditCall = {
  /** The files, as they are written; those that another program finds are not known. */
  readonly files: readonly Word[] | FoundFiles;
  /** What becomes of the text of each; undefined where that can not be told. */
  readonly edit: ((text: string) => string | undefined) | undefined;
  /** Nothing but the ends of lines changes. */
  readonly isOfEndings: boolean;
};

/** `find FOLDER -name PATTERN -exec …` */
export type FoundFiles = { readonly folders: readonly Word[]; readonly pattern: string | undefined };

/** What a word says; undefined where that is not known. */
export type ValueOf = (word: Word) => string | undefined;

/** `sed -i`, `dos2unix`, `find … -exec sed -i … {} +` and `… | xargs sed -i …`; undefined where a command edits no file. */
export function editCallOf(command: Command, valueOf: ValueOf): EditCall | undefined {
  const { args = [] } = invocationOf(command) ?? {};
  const tool = toolOf(command);
  if (tool === 'find') return editsFound(args, valueOf);
  if (tool !== 'xargs') return readEdit(tool, args, valueOf);
  const at = args.findIndex(({ value }) => EDITORS.has(value));
  const inner = at === -1 ? undefined : readEdit(args[at]?.value ?? '', args.slice(at + 1), valueOf);
  return inner && { ...inner, files: { folders: [], pattern: undefined } };
}

const EDITORS: ReadonlySet<string> = new Set(['dos2unix', 'sed']);

function editsFound(args: readonly Word[], valueOf: ValueOf): EditCall | undefined {
  const at = args.findIndex(({ value }) => /^-exec(?:dir)?$/.test(value));
  const name = args[at + 1]?.value ?? '';
  if (at === -1 || !EDITORS.has(name)) return undefined;
  const end = args.findIndex(({ text }, index) => index > at && /^(?:\\;|[;+]|['"];['"])$/.test(text));
  const inner = readEdit(name, args.slice(at + 2, end === -1 ? undefined : end), valueOf);
  const first = args.findIndex(({ value }) => /^[-(!]/.test(value));
  const tests = args.slice(first, at).map(({ value }) => value);
  const [, pattern] = /^(?:-type f )?(?:-name (\S+))?(?: -type f)?$/.exec(tests.join(' ')) ?? [];
  const isKnown = tests.length === 0 || pattern !== undefined || tests.join(' ') === '-type f';
  const folders = isKnown && end === args.length - 1 ? args.slice(0, first) : [];
  return inner && { ...inner, files: { folders, pattern } };
}

function readEdit(tool: string, args: readonly Word[], valueOf: ValueOf): EditCall | undefined {
  if (tool === 'sed') return readSed(args, valueOf);
  if (tool !== 'dos2unix') return undefined;
  const isPlain = args.every(({ value }) => !value.startsWith('-') || /^-(?:[kq]+|-keepdate|-quiet)$/.test(value));
  const files = args.filter(({ value }) => !value.startsWith('-'));
  return { files, edit: isPlain ? toUnix : undefined, isOfEndings: isPlain };
}

const toUnix = (text: string): string => text.replace(/\r\n/g, '\n');

function readSed(args: readonly Word[], valueOf: ValueOf): EditCall | undefined {
  const values = args.map(({ value }) => value);
  if (!values.some((value) => /^(?:-[a-zA-Z]*i|--in-place)/.test(value))) return undefined;
  const isScript = (_: Word, at: number): boolean => TAKES_SCRIPT.test(values[at - 1] ?? '');
  const named = args.filter(isScript);
  const operands = args.filter((word, at) => !word.value.startsWith('-') && !isScript(word, at));
  const [scripts, files] = named.length > 0 ? [named, operands] : [operands.slice(0, 1), operands.slice(1)];
  const texts = scripts.map(valueOf);
  const isExtended = values.some((value) => /^-[Eirs]*[Er]/.test(value) || value === '--regexp-extended');
  const isKnown = texts.length > 0 && args.every((word, at) => isScript(word, at) || IS_KNOWN.test(word.value));
  const script = isKnown && texts.every((text) => text !== undefined) ? texts.join('\n') : undefined;
  const commands = script === undefined ? undefined : sedCommands(script, isExtended);
  const isSought = commands?.some((command) =>
    patternsOf(command).some(({ expression }) => holdsUnknown(expression.source)),
  );
  // Whether lines of several files are counted through, seds do not agree on.
  const isOne = files.length === 1 && files[0]?.value !== '{}';
  const isCounted =
    !isOne && commands?.some(({ from, to }) => to !== undefined || /^(?:number|string)$/.test(typeof from));
  return {
    files,
    edit: commands && !isSought && !isCounted ? (text) => edited(text, commands) : undefined,
    isOfEndings: commands !== undefined && texts.every((text) => ENDINGS.test(text ?? '')),
  };
}

const TAKES_SCRIPT = /^(?:-[Ers]*e|--expression)$/;

/** `-i.bak` leaves another file beside each, and so do `-ie` and `-ir`, whatever they were meant to be. */
const IS_KNOWN = /^(?:[^-].*|-[Ers]*[ie]?|--(?:expression|in-place|regexp-extended|separate))$/s;

const ENDINGS = /^s([/|,#@!])\\r\$?\1\1g?;?$/;
