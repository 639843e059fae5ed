import { parseShell } from '../shell/parse.ts';
import { actingOf, type Instruction } from '../syntax/instruction.ts';
import { type Joined, toSource } from '../syntax/joined.ts';
import type { Comment } from '../syntax/lines.ts';
import type { Change, Separator } from './change.ts';
import { type Dockerfile, fromText, type Step } from './dockerfile.ts';
import { absolutePath } from './paths.ts';
import { startIn } from './run.ts';
import { type Settings, sameSettings } from './state.ts';
import { ignoresWorkdir } from './workdir-use.ts';

/** A word, an operator or a comment of a step. `at` is its offset in the file, or -1 where a change brought it in. */
export type TraceToken = { readonly text: string; readonly at: number; readonly comment?: true };

/** What a builder would see of one instruction, or a comment that stands alone. */
export type TraceItem = Settings & {
  /** Offset in the file before any change; negative where a change brought it in. */
  readonly id: number;
  /** Keyword and flags; `#` for a comment. */
  readonly head: string;
  readonly tokens: readonly TraceToken[];
  /** It does the same in any working directory. */
  readonly anywhere: boolean;
  /** The shell text was understood. */
  readonly readable: boolean;
};

/** The whole file in order: directives apart, a list of instructions and comments. */
export type Trace = { readonly directives: readonly string[]; readonly items: readonly TraceItem[] };

const COMMENT = '#';
const NO_SETTINGS: Settings = { fingerprint: 0, folder: '' };
/** What a comment inside an instruction is compared as: no word starts with a line break and a `#`. */
const INNER_COMMENT = '\n';

export function traceOf(file: Dockerfile): Trace {
  const { text } = file.source;
  const items: TraceItem[] = file.globals.map((step) => stepItem(step, text));
  for (const stage of file.stages) {
    items.push(instructionItem(withText(stage.from, fromText(stage.from)), NO_SETTINGS, text));
    for (const step of stage.steps) items.push(stepItem(step, text));
  }
  const inner = new Set(file.source.instructions.flatMap((instruction) => instruction.comments));
  for (const comment of file.source.comments) if (!inner.has(comment)) items.push(commentItem(comment));
  items.sort((a, b) => a.id - b.id);
  return { directives: file.source.directives.map(({ name, value }) => `${name}=${value}`), items };
}

const commentItem = ({ text, span }: Comment): TraceItem => ({
  id: span.start,
  head: COMMENT,
  tokens: [{ text, at: span.start }],
  ...NO_SETTINGS,
  anywhere: true,
  readable: false,
});

const withText = (instruction: Instruction, text: string): Instruction => ({
  ...instruction,
  args: { ...instruction.args, text },
});

function stepItem(step: Step, text: string): TraceItem {
  const { run, instruction, state } = step;
  const item = { ...instructionItem(instruction, state, text), anywhere: ignoresWorkdir(step) };
  if (run === undefined || run.script.opaque !== undefined || run.script.tokens.length === 0) return item;
  const tokens = run.script.tokens.map((token) => ({ text: token.text, at: startIn(run, token) }));
  return {
    ...item,
    head: run.isHeredoc ? `${item.head} ${run.instruction.args.text}` : item.head,
    tokens: withComments(tokens, instruction.comments),
    readable: true,
  };
}

function instructionItem(instruction: Instruction, settings: Settings, text: string): TraceItem {
  const acting = actingOf(instruction);
  const keywords = instruction.onbuild === undefined ? instruction.keyword : `ONBUILD ${acting.keyword}`;
  const bodies = instruction.heredocs.map(({ bodyStart, bodyEnd }) => ({
    text: text.slice(bodyStart, bodyEnd),
    at: bodyStart,
  }));
  return {
    id: instruction.span.start,
    head: [keywords, ...acting.flags.map((flag) => flag.text)].join(' '),
    tokens: withComments([...textTokens(acting, instruction.span.start), ...bodies], instruction.comments),
    fingerprint: settings.fingerprint,
    folder: settings.folder,
    anywhere: false,
    readable: false,
  };
}

/** Text that is not taken apart: as a whole, or in pieces between the comments inside, so that these keep their place. */
function textTokens({ args, comments }: Instruction, start: number): TraceToken[] {
  const tokens: TraceToken[] = [];
  let from = 0;
  for (const { span } of comments) {
    const to = offsetAt(args, span.start);
    if (to > from) tokens.push({ text: args.text.slice(from, to), at: from === 0 ? start : toSource(args, from) });
    from = to;
  }
  return [...tokens, { text: args.text.slice(from), at: from === 0 ? start : toSource(args, from) }];
}

/** The offset in the joined text of the first character that does not stand before `source` in the file. */
function offsetAt(joined: Joined, source: number): number {
  let low = 0;
  let high = joined.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (toSource(joined, middle) < source) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withComments(tokens: readonly TraceToken[], comments: readonly Comment[]): TraceToken[] {
  if (comments.length === 0) return [...tokens];
  const notes = comments.map(({ text, span }) => noteToken(text, span.start));
  return [...tokens, ...notes].sort((a, b) => a.at - b.at);
}

const noteToken = (text: string, at: number): TraceToken => ({ text: INNER_COMMENT + text, at, comment: true });

const isComment = (token: TraceToken): boolean => token.comment === true;

/**
 * The trace that a change promises. Throws where the change names something that is not there: then the fix is wrong, and the
 * prover says so.
 */
export function applyChanges(trace: Trace, changes: readonly Change[]): Trace {
  const items = new Map(trace.items.map((item) => [item.id, item]));
  for (const change of changes) applyChange(items, change);
  return { ...trace, items: [...items.values()] };
}

type Items = Map<number, TraceItem>;

function applyChange(items: Items, change: Change): void {
  switch (change.kind) {
    case 'join':
      join(items, change);
      break;
    case 'move':
      move(items, change);
      break;
    case 'lower':
      lower(items, change);
      break;
    case 'append':
      rewrite(items, change.step, (tokens) => appended(tokens, change.operator, commandTokens(change.command)));
      break;
    case 'insertCommand':
      insertCommand(items, change);
      break;
    case 'addWords':
      splice(items, change.step, change.after, 1, change.words.map(fresh));
      break;
    case 'addWordsBefore':
      splice(items, change.step, change.before, 0, change.words.map(fresh));
      break;
    case 'replaceWord':
      rewrite(items, change.step, (tokens) => replaceAt(tokens, change.at, change.text));
      break;
    case 'removeWords':
      rewrite(items, change.step, (tokens) => withoutWords(tokens, change.at));
      break;
    case 'replaceStep':
      replaceStep(items, change);
      break;
    case 'workdirForCd':
      workdirForCd(items, change.step);
      break;
    case 'nameStage':
      nameStage(items, change);
      break;
    case 'removeStep':
      removeStep(items, change.step);
      break;
    case 'removeCommand':
      rewrite(items, change.step, (tokens) => withoutCommand(tokens, change.from, change.to));
      break;
  }
}

/** Behind the last word; comments after it stay last. The script of a heredoc ends with a line break, before and after. */
function appended(tokens: readonly TraceToken[], operator: Separator, added: readonly TraceToken[]): TraceToken[] {
  const end = tokens.findLastIndex((token) => token.text !== '\n' && !isComment(token)) + 1;
  return tokens.toSpliced(end, 0, fresh(operator), ...added);
}

const fresh = (text: string): TraceToken => ({ text, at: -1 });

const commandTokens = (command: string): TraceToken[] => parseShell(command).tokens.map(({ text }) => fresh(text));

function itemOf(items: Items, id: number): TraceItem {
  const item = items.get(id);
  if (item === undefined) throw new Error(`no step at ${id}`);
  return item;
}

function rewrite(items: Items, id: number, tokens: (before: readonly TraceToken[]) => readonly TraceToken[]): void {
  const item = itemOf(items, id);
  items.set(id, { ...item, tokens: tokens(item.tokens) });
}

function indexOf(tokens: readonly TraceToken[], at: number): number {
  const index = tokens.findIndex((token) => token.at === at);
  if (index === -1) throw new Error(`no word at ${at}`);
  return index;
}

function splice(items: Items, id: number, at: number, offset: 0 | 1, added: readonly TraceToken[]): void {
  rewrite(items, id, (tokens) => tokens.toSpliced(indexOf(tokens, at) + offset, 0, ...added));
}

/** Behind `||` or `|` a second command would not belong to what it was put before. */
function insertCommand(items: Items, { step, before, command }: Extract<Change, { kind: 'insertCommand' }>): void {
  const { tokens } = itemOf(items, step);
  const previous = tokens.slice(0, indexOf(tokens, before)).findLast((token) => !isComment(token));
  if (previous !== undefined && /^(?:\|\|?|!)$/.test(previous.text))
    throw new Error(`a command can not be put behind ${previous.text}`);
  splice(items, step, before, 0, [...commandTokens(command), fresh('&&')]);
}

const replaceAt = (tokens: readonly TraceToken[], at: number, text: string): TraceToken[] =>
  tokens.with(indexOf(tokens, at), { text, at });

function withoutWords(tokens: readonly TraceToken[], at: readonly number[]): TraceToken[] {
  const gone = new Set(at.map((offset) => indexOf(tokens, offset)));
  return tokens.filter((_, index) => !gone.has(index));
}

/** Takes a command out of a chain, with the operator after it, or before it where it was the last. Comments stay. */
function withoutCommand(tokens: readonly TraceToken[], from: number, to: number): readonly TraceToken[] {
  let start = indexOf(tokens, from);
  let end = indexOf(tokens, to) + 1;
  const following = tokens.findIndex((token, index) => index >= end && !isComment(token));
  if (tokens[following]?.text === '&&') end = following + 1;
  else {
    start = tokens.findLastIndex((token, index) => index < start && !isComment(token));
    if (tokens[start]?.text !== '&&') throw new Error('the command is no part of a chain');
  }
  return tokens.filter((token, index) => index < start || index >= end || isComment(token));
}

function join(items: Items, { steps, bracketed = [] }: Extract<Change, { kind: 'join' }>): void {
  const [first, ...others] = steps;
  if (first === undefined) return;
  const order = [...items.keys()];
  if (bracketed.includes(first)) rewrite(items, first, inBrackets);
  for (const id of others) {
    const target = itemOf(items, first);
    const joined = itemOf(items, id);
    const [from, to] = [order.indexOf(first), order.indexOf(id)];
    if (to <= from) throw new Error('the steps are not in the order of the file');
    const between = order.slice(from + 1, to).filter((key) => items.has(key));
    if (joined.head !== target.head || !sameSettings(joined, target))
      throw new Error('the steps differ in kind, flags or settings');
    const comments = between.map((key) => innerComment(itemOf(items, key)));
    const commands = bracketed.includes(id) ? inBrackets(joined.tokens) : joined.tokens;
    items.set(first, { ...target, tokens: [...target.tokens, fresh('&&'), ...comments, ...commands] });
    for (const key of [...between, id]) items.delete(key);
  }
}

/** Comments before the first command and after the last stay outside. */
function inBrackets(tokens: readonly TraceToken[]): TraceToken[] {
  const isCode = (token: TraceToken): boolean => !isComment(token);
  const end = tokens.findLastIndex(isCode) + 1;
  return tokens.toSpliced(end, 0, fresh(')')).toSpliced(tokens.findIndex(isCode), 0, fresh('('));
}

function replaceStep(items: Items, { step, head, text }: Extract<Change, { kind: 'replaceStep' }>): void {
  const item = itemOf(items, step);
  const [own, ...rest] = item.tokens;
  if (own === undefined || /^(?:ONBUILD )?(?:RUN|FROM)\b/.test(item.head))
    throw new Error(`${item.head} can not be replaced`);
  items.set(step, { ...item, head, tokens: text === undefined ? item.tokens : [{ ...own, text }, ...rest] });
}

function workdirForCd(items: Items, step: number): void {
  const item = itemOf(items, step);
  const [cd, path, operator] = item.tokens.filter((token) => !isComment(token));
  const isTied = operator?.text === '&&' || operator?.text === ';';
  if (!/^RUN\b/.test(item.head) || cd?.text !== 'cd' || !path?.text.startsWith('/') || !isTied)
    throw new Error(`${item.head} does not begin with the cd to a folder`);
  const folder = absolutePath(path.text, '/');
  const tokens = item.tokens.filter((token) => token !== cd && token !== path && token !== operator);
  items.set(step, { ...item, folder, tokens });
  if (folder !== item.folder) enterBefore(items, item, path.text, folder);
}

/** What follows is in the folder as well, up to the next WORKDIR, so none of it may make a difference of that. */
function enterBefore(items: Items, step: TraceItem, path: string, folder: string): void {
  const all = [...items.values()];
  const workdir = { ...step, id: ~step.id, head: 'WORKDIR', tokens: [fresh(path)], readable: false };
  let isInside = false;
  items.clear();
  for (const item of all) {
    if (item.id === step.id) items.set(workdir.id, workdir);
    if (/^FROM\b/.test(item.head)) isInside = false;
    const isMoved = isInside && item.head !== COMMENT;
    if (isMoved && !item.anywhere) throw new Error(`${item.head} would be in another folder`);
    items.set(item.id, isMoved ? { ...item, folder } : item);
    if (item.id === step.id) isInside = true;
    if (/^WORKDIR\b/.test(item.head)) isInside = false;
  }
}

function nameStage(items: Items, { step, name }: Extract<Change, { kind: 'nameStage' }>): void {
  const item = itemOf(items, step);
  const [base, ...rest] = item.tokens;
  if (!/^FROM\b/.test(item.head) || base === undefined || rest.length > 0 || /\s/.test(base.text))
    throw new Error(`${item.head} can not be named`);
  items.set(step, { ...item, tokens: [{ ...base, text: `${base.text} AS ${name}` }] });
}

/** No other step may go: what it did would be missing. */
function removeStep(items: Items, step: number): void {
  const item = itemOf(items, step);
  const [keyword] = /^(?:CMD|ENTRYPOINT|HEALTHCHECK)\b/.exec(item.head) ?? [];
  if (keyword === undefined) throw new Error(`${item.head} can not be removed`);
  const heads = [...items.values()].filter(({ id }) => id > step).map(({ head }) => head);
  const stageEnd = heads.findIndex((head) => /^FROM\b/.test(head));
  const rest = stageEnd === -1 ? heads : heads.slice(0, stageEnd);
  if (!rest.some((head) => head.split(' ', 1)[0] === keyword))
    throw new Error(`no later ${keyword} of the stage takes its place`);
  items.delete(step);
}

function move(items: Items, { step, to, place, comments }: Extract<Change, { kind: 'move' }>): void {
  const source = itemOf(items, step);
  const target = itemOf(items, to);
  if (source.head !== target.head) throw new Error('the steps differ in kind or flags');
  const notes = comments.map((id) => itemOf(items, id));
  const [first, second] = place === 'start' ? [source, target] : [target, source];
  const inner = place === 'end' ? notes.map(innerComment) : [];
  const joined = { ...target, tokens: [...first.tokens, fresh('&&'), ...inner, ...second.tokens] };
  const above = place === 'start' ? notes : [];
  const kept = [...items.values()].filter(({ id }) => id !== step && !comments.includes(id));
  items.clear();
  for (const item of kept)
    for (const placed of item.id === to ? [...above, joined] : [item]) items.set(placed.id, placed);
}

/** What a RUN may move over: nothing that it runs in but the environment, and nothing that changes files. */
const LIGHT = /^(?:#|(?:CMD|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|STOPSIGNAL)\b)/;

function lower(items: Items, { step, to, comments }: Extract<Change, { kind: 'lower' }>): void {
  const lowered = itemOf(items, step);
  const target = itemOf(items, to);
  const order = [...items.values()];
  const over = order.slice(order.indexOf(lowered) + 1, order.indexOf(target));
  const heavy = over.find(({ head }) => !LIGHT.test(head));
  if (!over.some(({ head }) => head !== COMMENT) || heavy !== undefined || !/^RUN\b/.test(lowered.head))
    throw new Error(`${lowered.head} can not move over ${heavy?.head ?? 'nothing'}`);
  const notes = comments.map((id) => itemOf(items, id));
  const last = over.findLast(({ head }) => head !== COMMENT) ?? target;
  items.clear();
  for (const item of order.filter((item) => item !== lowered && !notes.includes(item))) {
    const below = item === last ? [...notes, { ...lowered, fingerprint: target.fingerprint }] : [];
    for (const placed of [item, ...below]) items.set(placed.id, placed);
  }
}

function innerComment(item: TraceItem): TraceToken {
  if (item.head !== COMMENT) throw new Error('an instruction stands between the steps');
  return noteToken(item.tokens[0]?.text ?? '', item.id);
}

const OPERATORS: readonly string[] = ['&&', '||', '|', ';', '\n'];

/** Token texts, each comment moved behind the operators that follow it: it stands before a word, wherever `&&` is written. */
export function comparable(item: TraceItem): string[] {
  const texts: string[] = [];
  let waiting: string[] = [];
  for (const token of item.tokens) {
    if (isComment(token)) waiting.push(token.text);
    else if (OPERATORS.includes(token.text)) texts.push(token.text);
    else {
      texts.push(...waiting, token.text);
      waiting = [];
    }
  }
  return [...texts, ...waiting];
}

/** Every comment of the file in order, wherever it stands. */
export const commentsOf = (trace: Trace): string[] =>
  trace.items.flatMap((item) =>
    item.tokens.filter((token) => item.head === COMMENT || isComment(token)).map((token) => token.text.trimStart()),
  );
