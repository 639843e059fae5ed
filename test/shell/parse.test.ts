import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShell } from '../../src/shell/parse.ts';
import type { Command } from '../../src/shell/script.ts';

const words = ({ words: own }: Command): string[] => own.map(({ text }) => text);
const commandsOf = (text: string): string[][] => parseShell(text).commands.map(words);
const tokensOf = (text: string): string[] => parseShell(text).tokens.map((token) => token.text);
const nestingOf = (text: string, name: string): readonly string[] | undefined =>
  parseShell(text).commands.find((command) => command.name === name)?.nesting;

describe('commands', () => {
  it('have exact places, words and all', () => {
    const text = `  apt-get  update && A=1 curl -o "/x y" http://a >log 2>&1;  b`;
    const { commands } = parseShell(text);
    expect(commands.map(({ start, end }) => text.slice(start, end))).toEqual([
      'apt-get  update',
      'A=1 curl -o "/x y" http://a >log 2>&1',
      'b',
    ]);
    for (const word of commands.flatMap((command) => [...command.words, ...command.assignments]))
      expect(text.slice(word.start, word.end)).toBe(word.text);
  });

  it('have assignments and redirects apart from their words', () => {
    const [command] = parseShell('A=1 B="x y" curl x <in >>log 2>&1').commands;
    expect(command && words(command)).toEqual(['curl', 'x']);
    expect(command?.assignments.map(({ text }) => text)).toEqual(['A=1', 'B="x y"']);
    expect(command?.redirects.map(({ operator, target }) => [operator, target?.text])).toEqual([
      ['<', 'in'],
      ['>>', 'log'],
      ['>&', '1'],
    ]);
  });

  it('may be nothing but assignments or redirects', () => {
    expect(parseShell('A=1').commands[0]).toMatchObject({ name: '', words: [], assignments: [{ text: 'A=1' }] });
    expect(parseShell('> x').commands[0]).toMatchObject({ name: '', words: [], redirects: [{ operator: '>' }] });
  });

  it.each([
    ['"apt-get" x', 'apt-get'],
    ["'apt'-get x", 'apt-get'],
    ["ap''t x", 'apt'],
    ['/usr/bin/apt x', '/usr/bin/apt'],
    ['a\\ b c', 'a b'],
  ])('have the name that %s runs', (text, name) => {
    expect(parseShell(text).commands[0]?.name).toBe(name);
  });

  it.each([
    ['echo a', true],
    ["echo '$a'", true],
    ['echo *.txt', true],
    ['echo $a', false],
    ['echo "${a}"', false],
    ['echo `a`', false],
    ['echo $(a)', false],
    ['echo <(a)', false],
    [`echo 'a'$b'c'`, false],
  ])('know whether a word stays as it is: %s', (text, literal) => {
    expect(parseShell(text).commands[0]?.words[1]?.literal).toBe(literal);
  });

  it('are found in substitutions of every kind, after the command that they are a part of', () => {
    expect(commandsOf('a $(b `c`) "$(d)" ${x:-$(e)} <(f) $((1 + $(g))) > $(h)')).toHaveLength(8);
    expect(parseShell('a $(b $(c))').commands.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(nestingOf('a $(b $(c))', 'c')).toEqual(['substitution', 'substitution']);
    expect(nestingOf('A=$(b)', 'b')).toEqual(['substitution']);
    expect(nestingOf('bash <(curl x)', 'curl')).toEqual(['substitution']);
    expect(nestingOf('cat <<X\n$(b)\nX\n', 'b')).toEqual(['substitution']);
    expect(nestingOf("cat <<'X'\n$(b)\nX\n", 'b')).toBeUndefined();
  });
});

describe('nesting', () => {
  it.each([
    ['(a)', ['subshell']],
    ['{ a; }', ['group']],
    ['if a; then b; fi', ['if']],
    ['for i in x; do a; done', ['loop']],
    ['while a; do b; done', ['loop']],
    ['until a; do b; done', ['loop']],
    ['case x in y) a;; esac', ['case']],
    ['f() { a; }', ['function', 'group']],
    ['function f { a; }', ['function', 'group']],
    ['coproc a', ['coproc']],
    ['a | b', ['pipeline']],
    ['! a', ['negation']],
    ['! a | b', ['negation', 'pipeline']],
    ['a &', ['background']],
    ['(a &)', ['subshell', 'background']],
    ['{ a && b; } | c', ['pipeline', 'group']],
    ['x && (cd y && { a; })', ['subshell', 'group']],
    ['a', []],
    ['time a', []],
    ['a && b', []],
  ])('of the command in %s', (text, expected) => {
    expect(nestingOf(text, 'a')).toEqual(expected);
  });

  it('holds for both sides of a pipe', () => {
    expect(nestingOf('a | b && c', 'b')).toEqual(['pipeline']);
    expect(nestingOf('a | b && c', 'c')).toEqual([]);
  });
});

describe('statements', () => {
  const shape = (text: string): string[] =>
    parseShell(text).statements.map(({ links, background }) => {
      const shown = links.map(({ operator, start, end }) => `${operator}${text.slice(start, end)}`);
      return shown.join(' ') + (background ? ' (background)' : '');
    });

  it.each([
    ['a && b || c', ['a &&b ||c']],
    ['a; b', ['a', 'b']],
    ['a\nb', ['a', 'b']],
    ['a && b; c & d', ['a &&b', 'c (background)', 'd']],
    ['a | b && c', ['a | b &&c']],
    ['(a; b) && { c; }', ['(a; b) &&{ c; }']],
    ['if a; then b; fi && c', ['if a; then b; fi &&c']],
    ['a && # c\n b', ['a &&b']],
    ['', []],
    ['# only', []],
  ])('of %j', (text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  it('name the command of a link that is nothing but that', () => {
    const links = parseShell('a x && (b) && c | d && A=1 e $(f)').statements[0]?.links ?? [];
    expect(links.map(({ command }) => command?.name)).toEqual(['a', undefined, undefined, 'e']);
    expect(links.map(({ commands }) => commands.map(({ name }) => name))).toEqual([
      ['a'],
      ['b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['a  &&b;c', ['a', '&&', 'b', ';', 'c']],
    ['a "b  c" $(d  e)', ['a', '"b  c"', '$(d  e)']],
    ['a 2>/dev/null', ['a', '2>', '/dev/null']],
    ['a &&>x b||2>&1 c', ['a', '&&', '>', 'x', 'b', '||', '2>&', '1', 'c']],
    ['a # b  && c', ['a', '# b  && c']],
    ['a;#b\nc', ['a', ';', '#b', '\n', 'c']],
    ['a \\\n && b', ['a', '&&', 'b']],
    ['a\nb', ['a', '\n', 'b']],
    ['cat <<X\n  y:   z\n# q\nX\nb', ['cat', '<<X', '\n', '  y:   z\n# q\n', 'X', '\n', 'b']],
    ['A=(x  y) b', ['A=(x  y)', 'b']],
    ['', []],
  ])('of %j', (text, expected) => {
    expect(tokensOf(text)).toEqual(expected);
  });

  const piece = fc.constantFrom(
    ...['a', '-y', '"b c"', "'d'", '$x', '$(e f)', '`g`', 'A=1', '&&', '||', '|', ';', '&', '(', ')', '{', '}', '!'],
    ...[
      'if',
      'then',
      'fi',
      'for i in',
      'do',
      'done',
      'case x in',
      'y)',
      ';;',
      'esac',
      '>',
      '2>&1',
      '<<X',
      '\nX\n',
      '\n',
    ],
    ...['# c', '\\\n', '\\', '"', "'", '${', '((', '))', '[[', ']]', '  ', '\t', '<(h)', 'é', '\u00a0'],
  );
  const shellText = fc
    .tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom(' ', ''))
    .map(([pieces, blank]) => pieces.join(blank));

  it('lose nothing but white space and line continuations, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(shellText, fc.string()), (text) => {
        const { tokens } = parseShell(text);
        let at = 0;
        let lost = '';
        for (const token of tokens) {
          expect(text.slice(token.start, token.start + token.text.length)).toBe(token.text);
          expect(token.start).toBeGreaterThanOrEqual(at);
          lost += `${text.slice(at, token.start)}|`;
          at = token.start + token.text.length;
        }
        lost += text.slice(at);
        expect(lost.replaceAll('\\\n', '').replaceAll('|', '').trim()).toBe('');
      }),
      { numRuns: 1500 },
    );
  });

  it('hold the start of every link, and every word of every command that is not inside of a substitution', () => {
    fc.assert(
      fc.property(shellText, (text) => {
        const script = parseShell(text);
        if (script.opaque !== undefined) return;
        const starts = new Set(script.tokens.map(({ start }) => start));
        for (const { start } of script.statements.flatMap(({ links }) => links)) expect(starts.has(start)).toBe(true);
        for (const command of script.commands) {
          if (command.nesting.includes('substitution')) continue;
          for (const word of command.words) expect(starts.has(word.start)).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });
});

describe('opaque', () => {
  it.each([
    ['a parse error', 'a && && b', /does not parse/],
    ['a quote that never ends', 'echo "a', /does not parse/],
    ['an error inside of a substitution', 'a $(b $(c', /does not parse/],
    ['an error inside of a process substitution', 'a <(b &&)', /does not parse/],
    ['an error in the text of a heredoc', 'cat <<X\n$(a &&)\nX\n', /does not parse/],
    ['eval', 'a && eval "$(b)"', /eval/],
    ['eval behind an if', 'if a; then eval b; fi', /eval/],
    ['eval inside of a substitution', 'a $(eval b)', /eval/],
    ['a command name from a variable', '$APT install a', /\$APT is known only at run time/],
    ['a command name from a substitution', '`which apt` install a', /known only at run time/],
    ['a command name with a variable in it', '/opt/$V/bin/a b', /known only at run time/],
    ['a parenthesis inside of a word', 'ap(t x', /parenthesis/],
    ['a parenthesis inside of a word, closed', 'ap(t) x', /parenthesis|does not parse/],
    ['a parenthesis and quotes', 'e(cho "x"', /parenthesis/],
    ['a parenthesis behind blanks', 'a b ( c', /parenthesis|does not parse/],
    ['a parenthesis behind an equals sign', '=( b', /parenthesis/],
    ['a negation of nothing', 'a && ! ! &', /negation/],
    ['an extended glob', 'rm -rf !(a|b)', /extended glob/],
    ['an extended glob in an assignment', 'A=@(a|b) c', /extended glob/],
    ['a command in braces', 'echo ${ a; }', /error in most shells/],
    ['old arithmetic that never ends', 'echo $[1 + 1', /error in most shells|does not parse/],
    ['a command in braces that never ends', 'echo ${ a', /error in most shells|does not parse/],
    ['a redirect without a target', 'a < 2>&1', /redirect/],
    ['a heredoc that never ends', 'cat <<X\na\n', /heredoc/],
    ['a quote in a heredoc name that never ends', "cat <<E'OF\nx\n", /heredoc|does not parse/],
    ['more nesting than anybody writes', '$('.repeat(20_000), /nested too deeply|does not parse/],
    ['arithmetic in arithmetic without an end', '$(('.repeat(20_000), /nested too deeply/],
    ['more functions than anybody nests', 'f() '.repeat(20_000), /nested too deeply|does not parse/],
  ])('is a text with %s', (_, text, reason) => {
    expect(parseShell(text).opaque).toMatch(reason);
  });

  it.each([
    'a && b || c; d &',
    'f() { a; }; f',
    'f () (a)',
    'a=(x y) b',
    '(a) | (b)',
    'if (a); then b; fi',
    'case x in (a) b;; c) d;; esac',
    'for i in 1 2; do a "$i"; done',
    '[[ ! (a == b) ]] || c',
    'echo $((1 + (2 * 3)))',
    'a <<< "$b"',
    'cat <<X\na (b\nX\n',
    'echo "a(b"',
    "echo 'eval'",
    'a 2>&1 >/dev/null <x',
    '! a',
    '',
  ])('is not %j', (text) => {
    expect(parseShell(text).opaque).toBeUndefined();
  });
});

/** Scripts as people write them, and as they break. */
const SCRIPTS = [
  ...['a', 'a && b', 'a || b', 'a; b', 'a & b', 'a | b', '! a', '(a)', '{ a; }', 'a > b', 'a >> b 2>&1', 'a < b'],
  ...['if a; then b; fi', 'if a; then b; else c; fi', 'for i in a b; do c; done', 'while a; do b; done', 'f() { a; }'],
  ...['case x in a) b;; esac', 'case x in a|b) c;; *) d;; esac', 'echo "a b"', "echo 'a b'", 'echo $(a)', 'echo `a`'],
  ...['echo ${a:-b}', 'echo $((1+1))', 'a=1 b', 'a=(1 2)', 'cat <<X\na\nX', '[[ a == b ]]', '((a++))', 'a <<< b'],
  ...['a \\\n b', '# c', 'a # c', 'time a', 'a <(b)', 'until a; do b; done', 'select i in a; do b; done', 'coproc a'],
  ...['a &&', '&& a', 'a ||', '| a', 'a |', '; a', 'a ;; b', '(a', 'a)', '{ a', '{ a;', 'a }; }', 'if a; then b', 'fi'],
  ...['if a; fi', 'for i in a b; c; done', 'while a; b; done', 'done', 'case x in a) b', 'esac', 'echo "a', "echo 'a"],
  ...['echo $(a', 'echo `a', 'echo ${a', 'echo $((1+1)', 'a=(1 2', 'a >', 'a < && b', 'ap(t x', 'e(cho "x"', 'a (b)'],
  ...['a () b', '=( a', 'f() a', '[[ a ==', '((a++)', 'a & && b', 'a && ; b', '<(', 'then a', 'a | | b', '! ! &'],
  ...['?(a)', 'rm !(a|b)', '< 2>&1', "cat <<E'OF\nx", 'x=@(a) b', 'a $(b (c)', '${a', 'function f', 'in a; do'],
];

const hasBash = spawnSync('bash', ['--version']).status === 0;

describe.skipIf(!hasBash)('bash -n', () => {
  // One bash reads them all: a process for each would take seconds.
  const answers = hasBash
    ? spawnSync(
        'bash',
        ['-c', 'for s; do bash -n -c "$s" 2>/dev/null && echo yes || echo no; done', 'bash', ...SCRIPTS],
        {
          encoding: 'utf8',
        },
      )
        .stdout.trim()
        .split('\n')
    : [];

  it('answers for every script', () => {
    expect(answers).toHaveLength(SCRIPTS.length);
    expect(answers.filter((answer) => answer === 'yes').length).toBeGreaterThan(30);
    expect(answers.filter((answer) => answer === 'no').length).toBeGreaterThan(40);
  });

  it('rejects nothing that we take for understood', () => {
    const rejected = SCRIPTS.filter((_, index) => answers[index] === 'no');
    expect(rejected.filter((text) => parseShell(text).opaque === undefined)).toEqual([]);
  });

  it('accepts nothing that we call a mistake', () => {
    const accepted = SCRIPTS.filter((_, index) => answers[index] === 'yes');
    // bash only warns about a heredoc that the end of the text ends.
    expect(accepted.filter((text) => parseShell(text).opaque !== undefined)).toEqual(
      ["cat <<E'OF\nx"].filter((text) => accepted.includes(text)),
    );
  });
});
