import { describe, expect, it } from 'vitest';
import { baseName, invocationOf } from '../../src/shell/invocation.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Command } from '../../src/shell/script.ts';

function invoked(text: string): [wrapper: string, tool: string, args: string] | undefined {
  const found = invocationOf(parseShell(text).commands[0] as Command);
  const join = (words: readonly { text: string }[]): string => words.map((word) => word.text).join(' ');
  return found && [join(found.wrapper), found.tool.text, join(found.args)];
}

describe('invocationOf', () => {
  it.each([
    ['apt-get update', '', 'apt-get', 'update'],
    ['sudo apt-get update', 'sudo', 'apt-get', 'update'],
    ['sudo -E -u root apt-get update', 'sudo -E -u root', 'apt-get', 'update'],
    ['sudo --user root -- apt-get update', 'sudo --user root --', 'apt-get', 'update'],
    ['sudo A=1 apt-get update', 'sudo A=1', 'apt-get', 'update'],
    ['env A=b C=d apt-get update', 'env A=b C=d', 'apt-get', 'update'],
    ['env -i -u X A=b apt-get', 'env -i -u X A=b', 'apt-get', ''],
    ['timeout 30 apt-get update', 'timeout 30', 'apt-get', 'update'],
    ['timeout -k 5 -s KILL 30 apt-get update', 'timeout -k 5 -s KILL 30', 'apt-get', 'update'],
    ['nice -n 5 sudo env A=1 apt-get x', 'nice -n 5 sudo env A=1', 'apt-get', 'x'],
    ['time apt-get x', '', 'apt-get', 'x'],
    ['exec apt-get x', 'exec', 'apt-get', 'x'],
    ['command apt-get x', 'command', 'apt-get', 'x'],
    ['/usr/bin/sudo /usr/bin/apt-get x', '/usr/bin/sudo', '/usr/bin/apt-get', 'x'],
    ['DEBIAN_FRONTEND=noninteractive apt-get x', '', 'apt-get', 'x'],
    ['xargs apt-get install', '', 'xargs', 'apt-get install'],
    ['$SUDO apt-get x', '', '$SUDO', 'apt-get x'],
  ])('of %s', (text, ...expected) => {
    expect(invoked(text)).toEqual(expected);
  });

  it.each(['A=1', 'sudo', 'env A=b', 'sudo -u root', 'timeout 30', '> x'])('is nothing for %s', (text) => {
    expect(invoked(text)).toBeUndefined();
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'takes a command called %s for what it is',
    (name) => {
      expect(invoked(`${name} -x y`)).toEqual(['', name, '-x y']);
    },
  );
});

describe('baseName', () => {
  it.each([
    ['/usr/bin/apt-get', 'apt-get'],
    ['apt-get', 'apt-get'],
    ['./a.sh', 'a.sh'],
    ['a/', ''],
    ['', ''],
  ])('of %j is %j', (path, name) => {
    expect(baseName(path)).toBe(name);
  });
});
