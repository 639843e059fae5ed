import { describe, expect, it } from 'vitest';
import { operandsIn, optionsIn } from '../../src/shell/options.ts';
import { parseShell } from '../../src/shell/parse.ts';

const SYNTAX = { short: 'uo', long: ['uid', 'output'] };
const shown = (text: string): string[] =>
  optionsIn(parseShell(text).commands[0]?.words.slice(1) ?? [], SYNTAX).map(({ name, value }) =>
    value === undefined ? name : `${name}=${value}`,
  );

describe('optionsIn', () => {
  it.each([
    ['x -a b -c', ['a', 'c']],
    ['x -abc', ['a', 'b', 'c']],
    ['x -u 1 -u2 -au 3 -au4', ['u=1', 'u=2', 'a', 'u=3', 'a', 'u=4']],
    ['x --uid 1 --uid=2 --all --color=auto', ['uid=1', 'uid=2', 'all', 'color=auto']],
    ['x -o -a b', ['o=-a']],
    ['x --output --all', ['output=--all']],
    ['x -qO- -', ['q', 'O', '-']],
    ['x -a -- -b', ['a']],
    ['x -u', ['u']],
    ['x -u "$A" --uid="$B"', ['u="$A"', 'uid="$B"']],
    ['x', []],
  ])('reads %s', (text, options) => {
    expect(shown(text)).toEqual(options);
  });
});

describe('operandsIn', () => {
  it.each([
    ['x -u 1 a --uid 2 --uid=3 b -ab', ['a', 'b']],
    ['x a -- -b c', ['a', '-b', 'c']],
    ['x -u', []],
  ])('reads %s', (text, operands) => {
    const words = parseShell(text).commands[0]?.words.slice(1) ?? [];
    expect(operandsIn(words, SYNTAX).map((word) => word.text)).toEqual(operands);
  });
});
