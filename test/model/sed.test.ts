import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edited } from '../../src/model/sed/edit.ts';
import { sedCommands } from '../../src/model/sed/script.ts';

const sed = (text: string, script: string, isExtended = false): string | undefined => {
  const commands = sedCommands(script, isExtended);
  return commands && edited(text, commands);
};

/** What the sed of this machine makes of it. */
const asSed = (text: string, script: string, isExtended: boolean): string =>
  spawnSync('sed', [...(isExtended ? ['-E'] : []), script], { input: text, encoding: 'utf8' }).stdout;

const hasSed = spawnSync('sed', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('sed (GNU sed)') ?? false;

describe('what sed leaves of a text', () => {
  it.each([
    ['s/b/X/', 'abb\nb\n', 'aXb\nX\n'],
    ['s/b/X/g', 'abb\nb\n', 'aXX\nX\n'],
    ['s/b/X/2', 'abb\nb\n', 'abX\nb\n'],
    ['s|http://a/|http://b/|', 'u=http://a/x\n', 'u=http://b/x\n'],
    ['s,x\\,y,Z,', 'x,y', 'Z'],
    ['s/\\r$//', 'a\r\nb\r\nc', 'a\nb\nc'],
    ['s/^Name=.*/Name=tfb/', 'A=1\nName=x y\n', 'A=1\nName=tfb\n'],
    ['s/\\(a\\)\\.\\(b\\)/\\2-\\1 [&]/', 'a.b\n', 'b-a [a.b]\n'],
    ['s/a+b/P/;s/a\\+b/Q/', 'a+b aab\n', 'P Q\n'],
    ['/^#/d', '#a\nb\n#c\n', 'b\n'],
    ['$d', 'a\nb', 'a\n'],
    ['2,/e$/d', 'one\ntwo\nthree\nfour\n', 'one\nfour\n'],
    ['/en_US/s/^# //', '# de_DE\n# en_US\n', '# de_DE\nen_US\n'],
    ['s/x/a\\nb/\ns/^a/c/', 'x\n', 'c\nb\n'],
    ['s/[^"]*$/!/', 'a"b\n', 'a"!\n'],
    ['s/Foo/bar/I', 'fOO\n', 'bar\n'],
    ['s/*a/P/', '*a\n', 'P\n'],
  ])('%s', (script, text, left) => {
    expect(sed(text, script)).toBe(left);
  });

  it.each([
    ['s/a/b/w /tmp/x'],
    ['s/a/b/e'],
    ['s/a/b/p'],
    ['s/a/\\Ub/'],
    ['s/\\(ab\\)*/x/'],
    ['s/a\\|b/x/'],
    ['s/\\(a\\)\\1/x/'],
    ['s/x*/-/g'],
    ['s/^a/b/2'],
    ['2d;/a/,2d'],
    ['s/a/b'],
    ['s//b/'],
    ['a text'],
    ['r /etc/passwd'],
    ['/a/{s/b/c/}'],
    ['/a/!d'],
    ['y/a/b/'],
    ['s|a\\|b|x|'],
    ['s/\\<a/b/'],
    ['s/[\\n]/x/'],
    ['s/a/\\2/'],
    ['1~2d'],
  ])('%s is left to sed', (script) => {
    expect(sedCommands(script, false)).toBeUndefined();
  });

  it('leaves alone what bytes and characters make of each other', () => {
    expect(sed('é\n', 's/./x/')).toBeUndefined();
    expect(sed('é\n', 's/.*/x/')).toBe('x\n');
    expect(sed('é=1\n', 's/=1/=2/')).toBe('é=2\n');
    expect(sedCommands('s/é*/x/', false)).toBeUndefined();
  });

  it('does not search for ever', () => {
    expect(sed(`${'a'.repeat(5000)}\n`, 's/.*a.*a.*b/x/')).toBeUndefined();
  });

  it.runIf(hasSed)('is what sed itself leaves', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      'c',
      '.',
      '\\.',
      '[ab]',
      '[^a]',
      ' ',
      '-',
      '[[:alpha:]]',
      '\\s',
      '\\w',
      '\\-',
    );
    const times = fc.constantFrom('', '', '', '*', '\\+', '\\?', '\\{1,2\\}', '+', '?', '{2}');
    const part = fc.tuple(atom, times).map(([one, some]) => one + some);
    const grouped = fc.oneof(
      part,
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `\\(${parts.join('')}\\)`),
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `(${parts.join('')})`),
    );
    const pattern = fc
      .tuple(
        fc.constantFrom('', '', '^'),
        fc.array(grouped, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('', '', '$'),
      )
      .map(([start, parts, end]) => start + parts.join('') + end);
    const put = fc
      .array(fc.constantFrom('x', '&', '\\1', '\\n', '\\&', '-', '$'), { maxLength: 3 })
      .map((parts) => parts.join(''));
    const address = fc.oneof(fc.constantFrom('', '', '1', '2', '$', '1,2', '2,$', '/a/', '/b/,/c/', '2,/a/', '/a/,2'));
    const command = fc.oneof(
      fc
        .tuple(address, pattern, put, fc.constantFrom('', 'g', '2', 'I', 'gI'))
        .map(([at, one, other, flags]) => `${at}s/${one}/${other}/${flags}`),
      address.map((at) => `${at}d`),
    );
    const script = fc.array(command, { minLength: 1, maxLength: 2 }).map((commands) => commands.join(';'));
    const text = fc
      .tuple(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', '.', ' ', '-', '\r', '+'), maxLength: 8 }), {
          maxLength: 5,
        }),
        fc.constantFrom('', '\n'),
      )
      .map(([lines, end]) => lines.join('\n') + end);
    let understood = 0;
    fc.assert(
      fc.property(text, script, fc.boolean(), (input, commands, isExtended) => {
        const own = sed(input, commands, isExtended);
        if (own === undefined) return;
        understood++;
        expect(own).toBe(asSed(input, commands, isExtended));
      }),
      { numRuns: Number(process.env['SED_RUNS'] ?? 300) },
    );
    expect(understood).toBeGreaterThan(20);
  });
});
