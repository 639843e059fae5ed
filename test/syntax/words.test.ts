import { describe, expect, it } from 'vitest';
import { splitWords, unquote } from '../../src/syntax/words.ts';

const split = (text: string, escape?: string): string[] =>
  splitWords(text, escape).map(({ start, end }) => text.slice(start, end));

describe('splitWords', () => {
  it.each([
    ['  a\tb  c ', ['a', 'b', 'c']],
    ['A="b c" D=e', ['A="b c"', 'D=e']],
    ["A='b \" c' d", ["A='b \" c'", 'd']],
    ['a\\ b c', ['a\\ b', 'c']],
    ['"a \\" b" c', ['"a \\" b"', 'c']],
    ["'a\\' b", ["'a\\'", 'b']],
    ['""', ['""']],
    ['a\\', ['a\\']],
    ['', []],
  ])('takes %j apart', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('gives no words where a quote never ends, because BuildKit stops there', () => {
    expect(split('a "b c')).toEqual([]);
    expect(split("a it's b")).toEqual([]);
  });

  it('goes by the escape character that it is told', () => {
    expect(split('C:\\ x', '`')).toEqual(['C:\\', 'x']);
    expect(split('a` b', '`')).toEqual(['a` b']);
  });
});

describe('unquote', () => {
  it.each([
    ['plain', 'plain'],
    ['"a b"', 'a b'],
    [`'a "b"'`, 'a "b"'],
    ['a"b c"d', 'ab cd'],
    ['a\\ b', 'a b'],
    ['"a\\"b"', 'a"b'],
    ['"a\\b"', 'a\\b'],
    ['"a\\\\b"', 'a\\b'],
    ["'a\\b'", 'a\\b'],
    ['"\\$x"', '$x'],
    ['a\\', 'a\\'],
  ])('makes %j of %j', (word, value) => {
    expect(unquote(word)).toBe(value);
  });

  it('goes by the escape character that it is told', () => {
    expect(unquote('C:\\x', '`')).toBe('C:\\x');
    expect(unquote('a` b', '`')).toBe('a b');
  });
});
