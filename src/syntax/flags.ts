import { type Joined, sliceJoined, toSourceSpan } from './joined.ts';
import type { Span } from './text.ts';
import { unquote } from './words.ts';

/** A BuildKit flag of an instruction: `--mount=type=cache,target=/x`. */
export type Flag = { readonly name: string; readonly value: string; readonly text: string; readonly span: Span };

/**
 * Takes the leading `--name[=value]` words off an instruction's arguments, as BuildKit does: quotes may hold spaces, and a
 * bare `--` ends the flags.
 */
export function takeFlags(args: Joined): { flags: Flag[]; rest: Joined } {
  const { text } = args;
  const flags: Flag[] = [];
  let at = 0;
  while (text.startsWith('--', at)) {
    const end = flagEnd(text, at);
    const written = text.slice(at, end);
    const next = skipSpace(text, end);
    if (written === '--') return { flags, rest: sliceJoined(args, next) };
    const equals = written.indexOf('=');
    flags.push({
      name: equals === -1 ? written.slice(2) : written.slice(2, equals),
      value: equals === -1 ? '' : unquote(written.slice(equals + 1)),
      text: written,
      span: toSourceSpan(args, at, end),
    });
    at = next;
  }
  return { flags, rest: sliceJoined(args, at) };
}

function flagEnd(text: string, start: number): number {
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (/\s/.test(char)) break;
  }
  return Math.min(at, text.length);
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && /\s/.test(text[at] as string)) at++;
  return at;
}
