/** A half-open range of UTF-16 offsets into the file's own text. */
export type Span = { readonly start: number; readonly end: number };

/** Those beyond ASCII; the others are told by their codes, because most characters are asked about. */
const SPACE = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** White space as BuildKit sees it, which asks Go's `unicode.IsSpace`: unlike `\s` no byte order mark is one. */
export function isSpace(char: string | undefined): boolean {
  if (char === undefined) return false;
  const code = char.charCodeAt(0);
  return code < LAST_ASCII ? code === 32 || (code >= 9 && code <= 13) : SPACE.test(char);
}

const LAST_ASCII = 0x7f;

/** The first offset in a range that holds no white space. */
export function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

/** The end of a range without the white space that ends it. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at--;
  return at;
}

/** A one-based place, as editors show it. */
export type Place = { readonly line: number; readonly column: number };

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Where the line of an offset begins. */
export const lineStart = (text: string, offset: number): number =>
  offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** The offset at which each line starts. Only `\n` breaks a line, as in BuildKit; a lone `\r` does not. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function placeAt(starts: readonly number[], offset: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The line ending that new lines of this file take: the one that most of its lines have. */
export function lineEnding(text: string): '\n' | '\r\n' {
  if (!text.includes('\r')) return '\n';
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

/** The line around an offset, without its line break. */
export function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lineBreak = text.indexOf('\n', offset);
  const end = lineBreak === -1 ? text.length : lineBreak;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end };
}

export function indentAt(text: string, offset: number): string {
  const line = lineAround(text, offset);
  return /^[ \t]*/.exec(text.slice(line.start, line.end))?.[0] ?? '';
}

/** A text as a pattern that matches it and nothing else. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
