import type { Span } from './text.ts';

/**
 * Text as BuildKit hands it on: continuations, and the comment and blank lines inside them, are gone. `segments` says where
 * each kept run of characters stands in the file, as flat triples (offset in the joined line, offset in the file, length).
 * `base` is where `text` begins in the joined line, so that a slice shares the segments of its line.
 */
export type Joined = { readonly text: string; readonly base: number; readonly segments: readonly number[] };

export const sliceJoined = (joined: Joined, start: number, end = joined.text.length): Joined => ({
  text: joined.text.slice(start, end),
  base: joined.base + start,
  segments: joined.segments,
});

/** The offset in the file of a character of the joined text. */
export function toSource(joined: Joined, offset: number): number {
  const { segments } = joined;
  const wanted = joined.base + offset;
  let low = 0;
  let high = segments.length / 3 - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle * 3] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return (segments[low * 3 + 1] ?? 0) + wanted - (segments[low * 3] ?? 0);
}

/** The range of the file that holds a non-empty range of the joined text; the end belongs to its last character. */
export const toSourceSpan = (joined: Joined, start: number, end: number): Span => ({
  start: toSource(joined, start),
  end: end > start ? toSource(joined, end - 1) + 1 : toSource(joined, start),
});
