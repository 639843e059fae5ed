import type { Problem } from './result.ts';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** These would break a line, speak to the terminal, or turn the direction of the text around. */
const CONTROL = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text of a file or a file name, safe to stand in a line of ours. */
export const oneLine = (text: string): string =>
  text.replace(CONTROL, (char) => NAMED[char] ?? `\\u{${char.charCodeAt(0).toString(16)}}`);

/** `path:line:col: message`, the form that editors and terminals make a link of. */
export function located(path: string, { message, at }: Problem): string {
  const place = at === undefined ? '' : `:${at.line}:${at.column}`;
  return `${oneLine(path)}${place}: ${oneLine(message)}`;
}
