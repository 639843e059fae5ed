import type { Joined } from './joined.ts';
import { type Span, skipBlank, trimEnd } from './text.ts';

/** A comment that has a line of its own; `text` starts with `#`. */
export type Comment = { readonly text: string; readonly span: Span };

/** One instruction's line as BuildKit joins it, before anybody looks at what it says. */
export type LogicalLine = {
  readonly joined: Joined;
  /** First and last character in the file; heredoc bodies come after `end`. */
  readonly start: number;
  readonly end: number;
  /** Comments on lines of their own inside the continuation. */
  readonly comments: readonly Comment[];
  /** Offset of the line after it. */
  readonly next: number;
};

export type PhysicalLine = { readonly start: number; readonly end: number; readonly next: number };

/** The line at `start`; `end` excludes its line break. */
export function physicalLine(text: string, start: number): PhysicalLine {
  const lineBreak = text.indexOf('\n', start);
  const next = lineBreak === -1 ? text.length : lineBreak + 1;
  let end = lineBreak === -1 ? text.length : lineBreak;
  while (end > start && text[end - 1] === '\r') end--;
  return { start, end, next };
}

/** The comment that takes up a whole line, if it is one. */
export function commentOn(text: string, line: PhysicalLine): Comment | undefined {
  const start = skipBlank(text, line.start, line.end);
  if (start === line.end || text[start] !== '#') return undefined;
  const span = { start, end: trimEnd(text, start, line.end) };
  return { text: text.slice(span.start, span.end), span };
}

export const isBlank = (text: string, line: PhysicalLine): boolean =>
  skipBlank(text, line.start, line.end) === line.end;

/**
 * Joins the lines of the instruction that starts on `first`. A line goes on when it ends in the escape character (blanks may
 * follow) and the character before that is not the escape character too; inside, comment lines and blank lines vanish.
 * Source: moby/buildkit, frontend/dockerfile/parser/parser.go.
 */
export function joinLine(text: string, first: PhysicalLine, escape: string): LogicalLine {
  const start = skipBlank(text, first.start, first.end);
  const segments: number[] = [];
  const comments: Comment[] = [];
  let joined = '';
  let line = first;
  let from = start;
  for (;;) {
    const kept = keptEnd(text, from, line.end, escape);
    const until = kept === -1 ? line.end : kept;
    if (until > from) {
      segments.push(joined.length, from, until - from);
      joined += text.slice(from, until);
    }
    if (kept === -1) break;
    const next = nextKeptLine(text, line, comments);
    if (next === undefined) {
      line = { ...line, next: text.length };
      break;
    }
    line = next;
    from = line.start;
  }
  if (segments.length === 0) segments.push(0, start, 0);
  return {
    joined: { text: joined, base: 0, segments },
    start,
    end: trimEnd(text, start, line.end),
    comments,
    next: line.next,
  };
}

function nextKeptLine(text: string, after: PhysicalLine, comments: Comment[]): PhysicalLine | undefined {
  let at = after.next;
  while (at < text.length) {
    const line = physicalLine(text, at);
    const comment = commentOn(text, line);
    if (comment !== undefined) comments.push(comment);
    else if (!isBlank(text, line)) return line;
    at = line.next;
  }
  return undefined;
}

/** Where the kept part of a continued line ends, or -1 when the line does not go on. */
function keptEnd(text: string, from: number, end: number, escape: string): number {
  let at = end;
  while (at > from && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  if (at === from || text[at - 1] !== escape) return -1;
  const last = at - 1;
  return last > from && text[last - 1] === escape ? -1 : last;
}
