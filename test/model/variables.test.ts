import { describe, expect, it } from 'vitest';
import { expand, expandWord, meaningOf } from '../../src/model/variables.ts';

const values: Readonly<Record<string, string>> = { A: 'a', B: 'b c', EMPTY: '', DOLLAR: '$x' };
const lookup = (name: string): string | undefined => (Object.hasOwn(values, name) ? values[name] : undefined);

describe('expand', () => {
  it('gives up on what doubles itself again and again', () => {
    let value: string | undefined = 'ten signs.';
    for (let round = 0; round < 60 && value !== undefined; round++) value = expand('$A$A', () => value);
    expect(value).toBeUndefined();
  });

  it.each([
    ['plain', 'plain'],
    ['$A', 'a'],
    ['${A}', 'a'],
    ['x$A-${B}y', 'xa-b cy'],
    ['$A_B', undefined],
    ['${A}_B', 'a_B'],
    ['$NONE', undefined],
    ['${NONE:-d}', 'd'],
    ['${NONE-d}', 'd'],
    ['${NONE:-}', ''],
    ['${A:-d}', 'a'],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${A:+d}', 'd'],
    ['${NONE:+d}', ''],
    ['${NONE:?}', undefined],
    ['${A:?wrong}', 'a'],
    ['${A#x}', undefined],
    ['${A//a/b}', undefined],
    ['${NONE:-$A}', undefined],
    ['$DOLLAR', undefined],
    ['\\$A', undefined],
    ['$1', undefined],
    ['$', undefined],
  ])('makes %s %s', (text, expected) => {
    expect(expand(text, lookup)).toBe(expected);
  });
});

describe('expandWord', () => {
  it.each([
    ['"$A b"', 'a b'],
    [`'$A'`, '$A'],
    [`"it's $A"`, "it's a"],
    [`'$A'"$A"$A`, '$Aaa'],
    ['\\$A', '$A'],
    ['"\\$A"', '$A'],
    ['a\\ b', 'a b'],
    ['"a\\b"', 'a\\b'],
    ['"a\\b$A"', 'a\\ba'],
    ['"$NONE"', undefined],
    [`'$NONE'`, '$NONE'],
    ['', ''],
  ])('makes %s %s', (word, expected) => {
    expect(expandWord(word, '\\', lookup)).toBe(expected);
  });

  it('goes by the escape character that it is told', () => {
    expect(expandWord('C:\\$A', '`', lookup)).toBe('C:\\a');
    expect(expandWord('`$A', '`', lookup)).toBe('$A');
  });
});

describe('meaningOf', () => {
  it.each([
    ['$A b', '"$A b"'],
    ['"a"b', 'ab'],
    ["'$A'", '\\$A'],
    ['a\\ b', '"a b"'],
  ])('is the same for %s and %s', (one, other) => {
    expect(meaningOf(one, '\\')).toBe(meaningOf(other, '\\'));
  });

  it.each([
    ['$A', "'$A'"],
    ['${A}', '$\\{A}'],
    ['a\\b', '"a\\b"'],
    ['a b', 'a  b'],
  ])('differs for %s and %s', (one, other) => {
    expect(meaningOf(one, '\\')).not.toBe(meaningOf(other, '\\'));
  });
});
