import { splitWords, unquote, wordsIn } from './words.ts';

/** What a line announces with `<<NAME`; the body stands on the lines after the instruction. */
export type HeredocMarker = {
  readonly name: string;
  /** `<<-`: leading tabs of the body and of its end do not count. */
  readonly chomp: boolean;
  /** A quoted name keeps variables of the body unexpanded. */
  readonly quoted: boolean;
  /** Where the whole word stands in the joined line. */
  readonly start: number;
  readonly end: number;
};

export type Heredoc = HeredocMarker & {
  /** The body in the file, up to the line of its end. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
};

const MARKER = /^\d*<<(-?)([^<]*)$/;

/** The heredocs of a joined line. BuildKit splits these words with `\`, whatever the escape directive says. */
export function heredocMarkers(line: string): HeredocMarker[] {
  if (!line.includes('<<')) return [];
  const markers: HeredocMarker[] = [];
  for (const { start, end } of splitWords(line)) {
    const match = MARKER.exec(line.slice(start, end));
    const written = match?.[2] ?? '';
    const name = unquote(written);
    if (name === '') continue;
    markers.push({ name, chomp: match?.[1] === '-', quoted: name !== written, start, end });
  }
  return markers;
}

/**
 * `<< NAME`, with a blank: since 2025 BuildKit takes it for a heredoc, older builders do not, and so they disagree about where
 * the instruction ends.
 */
export function disputedHeredoc(line: string): string | undefined {
  if (!line.includes('<<')) return undefined;
  const words = wordsIn(line);
  const at = words.findIndex((word, index) => /^\d*<<$/.test(word) && /^[^<]+$/.test(words[index + 1] ?? ''));
  return at === -1 ? undefined : `${words[at]} ${words[at + 1]}`;
}
