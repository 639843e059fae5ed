import type { Problem } from './result.ts';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Control characters would break a line, or speak to the terminal. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text of a file or a file name, safe to stand in a line of ours. */
export const oneLine = (text: string): string =>
  text.replace(CONTROL, (char) => NAMED[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** `path:line:col: message`, the form that editors and terminals make a link of. */
export function located(path: string, { message, at }: Problem): string {
  const place = at === undefined ? '' : `:${at.line}:${at.column}`;
  return `${oneLine(path)}${place}: ${oneLine(message)}`;
}
