import { parseShell } from '../../shell/parse.ts';
import type { ChangeOf, Separator } from '../change.ts';
import { isComment, type TraceToken } from '../trace.ts';
import { fresh, type Items, indexOf, itemOf, rewrite } from './items.ts';

export const append = (items: Items, { step, operator, command }: ChangeOf<'append'>): void =>
  rewrite(items, step, (tokens) => appended(tokens, operator, commandTokens(command)));

/** Behind the last word; comments after it stay last. The script of a heredoc ends with a line break, before and after. */
function appended(tokens: readonly TraceToken[], operator: Separator, added: readonly TraceToken[]): TraceToken[] {
  const end = tokens.findLastIndex((token) => token.text !== '\n' && !isComment(token)) + 1;
  return tokens.toSpliced(end, 0, fresh(operator), ...added);
}

const commandTokens = (command: string): TraceToken[] => parseShell(command).tokens.map(({ text }) => fresh(text));

function splice(items: Items, id: number, at: number, offset: 0 | 1, added: readonly TraceToken[]): void {
  rewrite(items, id, (tokens) => tokens.toSpliced(indexOf(tokens, at) + offset, 0, ...added));
}

/** Behind `||` or `|` a second command would not belong to what it was put before. */
export function insertCommand(items: Items, change: ChangeOf<'insertCommand'>): void {
  const { step, before, command, operator = '&&' } = change;
  const { tokens } = itemOf(items, step);
  const previous = tokens.slice(0, indexOf(tokens, before)).findLast((token) => !isComment(token));
  if (previous !== undefined && /^(?:\|\|?|!)$/.test(previous.text))
    throw new Error(`a command can not be put behind ${previous.text}`);
  splice(items, step, before, 0, [...commandTokens(command), fresh(operator)]);
}

export const replaceWord = (items: Items, { step, at, text }: ChangeOf<'replaceWord'>): void =>
  rewrite(items, step, (tokens) => tokens.with(indexOf(tokens, at), { text, at }));

export const removeWords = (items: Items, { step, at }: ChangeOf<'removeWords'>): void =>
  rewrite(items, step, (tokens) => {
    const gone = new Set(at.map((offset) => indexOf(tokens, offset)));
    return tokens.filter((_, index) => !gone.has(index));
  });

export const addWords = (items: Items, { step, after, words }: ChangeOf<'addWords'>): void =>
  splice(items, step, after, 1, words.map(fresh));

export const addWordsBefore = (items: Items, { step, before, words }: ChangeOf<'addWordsBefore'>): void =>
  splice(items, step, before, 0, words.map(fresh));

export const removeCommand = (items: Items, { step, from, to }: ChangeOf<'removeCommand'>): void =>
  rewrite(items, step, (tokens) => withoutCommand(tokens, from, to));

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
