import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/cli/decode.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

test('text comes through as it is, byte order mark included', () => {
  const text = fc.string({ unit: 'binary', minLength: 1 }).filter((sample) => !sample.includes('\0'));
  fc.assert(
    fc.property(text, (sample) => {
      expect(decode(Buffer.from(sample))).toEqual({ text: sample });
    }),
  );
  expect(decode(bytes([0xef, 0xbb, 0xbf], 'FROM a\r\n'))).toEqual({ text: '\ufeffFROM a\r\n' });
});

const TEXTLESS: readonly (readonly [string, Uint8Array, object])[] = [
  ['nothing', bytes(), { message: 'an empty file' }],
  [
    'a NUL byte',
    bytes('FROM a\nRUN \0'),
    { message: 'a binary file (NUL byte at offset 11)', at: { line: 2, column: 5 } },
  ],
  [
    'a Latin-1 letter',
    bytes('FROM a\n# caf', [0xe9], ' x\n'),
    { message: 'not valid UTF-8 (byte 0xe9 at offset 12)', at: { line: 2, column: 6 } },
  ],
  [
    'a lone continuation',
    bytes('FROM é\n', [0x80]),
    { message: 'not valid UTF-8 (byte 0x80 at offset 8)', at: { line: 2, column: 1 } },
  ],
  [
    'a cut character at the end',
    bytes('é\u{1f433}x', [0xf0, 0x9f]),
    { message: 'not valid UTF-8 (byte 0xf0 at offset 7)', at: { line: 1, column: 5 } },
  ],
  [
    'an encoded surrogate',
    bytes('a', [0xed, 0xa0, 0x80]),
    { message: 'not valid UTF-8 (byte 0xed at offset 1)', at: { line: 1, column: 2 } },
  ],
  [
    'a genuine replacement character before',
    bytes('\ufffd', [0xff]),
    { message: 'not valid UTF-8 (byte 0xff at offset 3)', at: { line: 1, column: 2 } },
  ],
  ['UTF-16, as PowerShell writes it', bytes([0xff, 0xfe, 0x46, 0x00]), { message: 'UTF-16; a Dockerfile is UTF-8' }],
  ['UTF-16, the other way around', bytes([0xfe, 0xff, 0x00, 0x46]), { message: 'UTF-16; a Dockerfile is UTF-8' }],
];

test.each(TEXTLESS)('says why there is no text: %s', (_, input, problem) => {
  expect(decode(input)).toEqual({ problem });
});
