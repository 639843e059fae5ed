import { describe, expect, it } from 'vitest';
import { expansionsIn, filledIn } from '../../src/shell/fill.ts';

const names = (text: string) => [...expansionsIn(text)].map(({ name, operator, word }) => `${name}${operator}${word}`);

describe('expansionsIn', () => {
  it.each([
    ['cp $A "${B}" c', ['A', 'B']],
    ['echo ${A:-x} ${B-} ${C:+y}', ['A:-x', 'B-', 'C:+y']],
    ['echo ${A%.sh} ${A:?no} ${A:-$B}', ['Aother', 'Aother', 'Aother']],
    ['echo $1 $# $@ ${10}', ['1', '#', '@', '10']],
  ])('are what a shell fills in: %s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each(["awk '{print $1}' file", 'echo \\$A', `"$(awk '{print $1}' file)"`, "sed 's/$/x/'", 'echo 5$ $'])(
    'are none where quotes or a backslash keep it: %s',
    (text) => {
      expect(names(text)).toEqual([]);
    },
  );

  it('takes a single quote in double ones for what it is: "it\'s $A"', () => {
    expect(names("echo \"it's $A\" '$B'")).toEqual(['A']);
  });
});

describe('filledIn', () => {
  const values: Record<string, string> = { A: 'bin', B: 'two words', C: '*.c', D: '' };
  const fill = (text: string) => filledIn(text, ({ name }) => values[name]);

  it.each([
    ['cp x "$A/x"', 'cp x "bin/x"'],
    ['gcc $B', 'gcc two words'],
    ['gcc $D x', 'gcc  x'],
  ])('puts what is known in its place: %s', (text, expected) => {
    expect(fill(text)).toBe(expected);
  });

  it.each(['gcc $C', 'cp $UNKNOWN x'])('leaves what is not known, or does not mean itself: %s', (text) => {
    expect(fill(text)).toBe(text);
  });
});
