import { describe, expect, it } from 'vitest';
import {
  contains,
  indentAt,
  isSpace,
  lineAround,
  lineEnding,
  lineStarts,
  overlaps,
  placeAt,
} from '../../src/syntax/text.ts';

describe('lineStarts and placeAt', () => {
  it('count lines by line feeds alone', () => {
    expect(lineStarts('a\r\nb\rc\n')).toEqual([0, 3, 7]);
    expect(lineStarts('')).toEqual([0]);
  });

  it('give one-based places for any offset', () => {
    const text = 'ab\nc\n\nd';
    const places = [...text, ''].map((_, offset) => placeAt(lineStarts(text), offset));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual([
      '1:1',
      '1:2',
      '1:3',
      '2:1',
      '2:2',
      '3:1',
      '4:1',
      '4:2',
    ]);
  });
});

describe('lineEnding', () => {
  it.each([
    ['', '\n'],
    ['a', '\n'],
    ['a\nb\n', '\n'],
    ['a\r\nb\r\n', '\r\n'],
    ['a\r\nb\r\nc\n', '\r\n'],
    ['a\r\nb\n', '\n'],
    ['a\rb', '\n'],
  ])('of %j is %j', (text, expected) => {
    expect(lineEnding(text)).toBe(expected);
  });
});

describe('lineAround and indentAt', () => {
  it('leave out the line break, Windows or not', () => {
    const text = 'a\r\n \tbc\nd';
    expect(lineAround(text, 5)).toEqual({ start: 3, end: 7 });
    expect(lineAround(text, 0)).toEqual({ start: 0, end: 1 });
    expect(lineAround(text, 8)).toEqual({ start: 8, end: 9 });
    expect(indentAt(text, 6)).toBe(' \t');
    expect(indentAt(text, 0)).toBe('');
  });
});

describe('contains and overlaps', () => {
  it('treat ranges as half open', () => {
    const outer = { start: 2, end: 5 };
    expect(contains(outer, { start: 2, end: 5 })).toBe(true);
    expect(contains(outer, { start: 1, end: 3 })).toBe(false);
    expect(overlaps(outer, { start: 4, end: 9 })).toBe(true);
    expect(overlaps(outer, { start: 5, end: 9 })).toBe(false);
    expect(overlaps(outer, { start: 0, end: 2 })).toBe(false);
  });
});

describe('isSpace', () => {
  it.each(['\t', '\n', '\v', '\f', '\r', ' ', '\u0085', '\u00a0', '\u2003', '\u3000'])('holds for %j', (char) => {
    expect(isSpace(char)).toBe(true);
  });

  it.each(['\ufeff', '\u200b', '\0', 'a', '\\', undefined])('does not hold for %j', (char) => {
    expect(isSpace(char)).toBe(false);
  });
});
