import { isUtf8 } from 'node:buffer';
import type { Problem } from '../report/result.ts';
import type { Place } from '../syntax/text.ts';

/** The text of a file, byte order mark included, or why it has none. */
export function decode(bytes: Uint8Array): { readonly text: string } | { readonly problem: Problem } {
  if (bytes.length === 0) return { problem: { message: 'an empty file' } };
  if (isUtf16(bytes)) return { problem: { message: 'UTF-16; a Dockerfile is UTF-8' } };
  const nul = bytes.indexOf(0);
  if (nul !== -1) return { problem: { message: `a binary file (NUL byte at offset ${nul})`, at: placeOf(bytes, nul) } };
  const bad = invalidByte(bytes);
  if (bad === undefined) return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  const byte = bytes[bad]?.toString(16).padStart(2, '0');
  return { problem: { message: `not valid UTF-8 (byte 0x${byte} at offset ${bad})`, at: placeOf(bytes, bad) } };
}

/** What Windows PowerShell writes with `>`. */
const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** The first byte that is read as something else: decoding puts a mark in the place of what it cannot read. */
function invalidByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  const read = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const offset = bytes.findIndex((byte, index) => byte !== read[index]);
  return offset === -1 ? bytes.length - 1 : offset;
}

const LINE_FEED = 10;

function placeOf(bytes: Uint8Array, offset: number): Place {
  const before = bytes.subarray(0, offset);
  const line = before.reduce((lines, byte) => lines + (byte === LINE_FEED ? 1 : 0), 1);
  const start = before.lastIndexOf(LINE_FEED) + 1;
  return { line, column: new TextDecoder().decode(before.subarray(start)).length + 1 };
}
