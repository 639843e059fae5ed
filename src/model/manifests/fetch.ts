import type { PackageCall } from '../package-calls.ts';

/** A call as it is written, without some of its options and with others behind it. */
export const fetchLike = ({ command }: PackageCall, added: readonly string[], dropped?: RegExp): string =>
  [...command.words.filter(({ value }) => dropped?.test(value) !== true).map(({ text }) => text), ...added].join(' ');
