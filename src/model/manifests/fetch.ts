import type { Word } from '../../shell/script.ts';
import type { PackageCall } from '../package-calls.ts';

/** A call as it is written, without some of its options and with others behind it. */
export function fetchLike({ command }: PackageCall, added: readonly string[], dropped?: RegExp): string {
  const words: readonly Word[] = [...command.assignments, ...command.words];
  const kept = words.filter(({ value }) => dropped?.test(value) !== true).map(({ text }) => text);
  return [...kept, ...added].join(' ');
}
