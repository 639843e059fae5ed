import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/shell/parse.ts';
import { isCertain, isPlainChain, stopsOnError } from '../../src/shell/script.ts';

describe('isPlainChain', () => {
  it.each([
    'a',
    'a && b && c',
    'a | b && c',
    '(a; b) && { c || d; }',
    'if a; then b; fi && c',
    'A=1 && b',
    '! a && b',
    'a && b;',
    'a && # c\n b',
  ])('holds for %j', (text) => {
    expect(isPlainChain(parseShell(text))).toBe(true);
  });

  it.each(['', '# a', 'a; b', 'a\nb', 'a || b', 'a && b || true', 'a &', 'a && b &', 'a & b'])(
    'does not hold for %j',
    (text) => {
      expect(isPlainChain(parseShell(text))).toBe(false);
    },
  );
});

describe('isCertain', () => {
  const holds = (text: string): boolean => {
    const script = parseShell(text);
    const command = script.commands.find(({ name }) => name === 'x');
    return command !== undefined && isCertain(script, command);
  };

  it.each(['x', 'a && x && b', 'a; x', 'yes | x', 'a || b; x'])('holds for x in %j', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each(['a || x', 'x || a', 'x &', 'if a; then x; fi', '(x)', '! x', 'echo $(x)', 'f() { x; }', 'x; $A'])(
    'does not hold for x in %j',
    (text) => {
      expect(holds(text)).toBe(false);
    },
  );
});

describe('stopsOnError', () => {
  it.each(['set -e; a', 'set -eux\na', 'set -xe && a', 'set -o errexit; a', 'set -euo pipefail; a'])(
    'holds for %j',
    (text) => {
      expect(stopsOnError(parseShell(text))).toBe(true);
    },
  );

  it.each(['', 'a; set -e', 'set -x; a', 'set +e; a', '(set -e); a', 'set -o pipefail; a', 'settle -e'])(
    'does not hold for %j',
    (text) => {
      expect(stopsOnError(parseShell(text))).toBe(false);
    },
  );
});
