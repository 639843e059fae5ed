import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../src/syntax/second-opinion.ts';
import { nastyLines } from '../support/generate.ts';
import { instruction, outline, parsed, problemOf } from '../support/read.ts';

const AMBIGUOUS = {
  kind: 'ambiguous',
  message: 'parsers disagree about where this instruction starts, so the file is left alone',
};

/** reference: the traps of dockerfile-ast, by their number. */
describe('where dockerfile-ast and BuildKit part', () => {
  it.each([
    ['1: an escaped escape at the end of a line', 'FROM a\nRUN echo a\\\\\nUSER x\n', 20],
    ['2: a heredoc in single quotes', "FROM a\nRUN echo 'a <<EOF b'\nUSER x\n", 28],
    ['2: a heredoc in double quotes', 'FROM a\nRUN echo "a <<EOF b"\nUSER x\n', 28],
    ['2: a heredoc in a JSON form', 'FROM a\nRUN ["cat", "a <<EOF"]\nUSER x\n', 30],
    ['3: a heredoc for descriptor 3', 'FROM a\nRUN cat 3<<EOF\nUSER y\nEOF\nUSER x\n', 33],
    ['3: a heredoc for descriptor 0', 'FROM a\nRUN cat 0<<EOF\nUSER y\nEOF\nUSER x\n', 33],
    ['4: a heredoc whose name is quoted in part', "FROM a\nRUN cat <<E'O'F\nUSER y\nEOF\nUSER x\n", 34],
    ['5: a dash at one of several heredocs', 'FROM a\nRUN <<A <<-B\n\tA\n\tB\nUSER y\nA\n\tB\nUSER x\n', 38],
    [
      '11: a directive after a comment that looks like one',
      '# see foo bar=baz\n# escape=`\nFROM a\nRUN b \\\n c\n',
      -1,
    ],
    ['lines of nothing but the escape character', '\\\nFROM a\n', 2],
    ['a no-break space before an instruction', 'FROM a\n\u00a0RUN b\n', 8],
    ['a quote that never ends before a heredoc', "FROM a\nRUN echo it's <<EOF\nUSER a\n", 27],
  ])('at %s, the file is left alone', (_, text, offset) => {
    expect(problemOf(text)).toMatchObject(offset === -1 ? AMBIGUOUS : { ...AMBIGUOUS, offset });
  });

  it.each([
    ['in an instruction', 'FROM a\nRUN x\rUSER y\n', 12],
    ['in a continuation', 'FROM a\nRUN x \\\n \r y\nUSER z\n', 16],
    ['in a comment', '# a\rb\nFROM a\nUSER b\n', 3],
    ['in a line break', 'FROM a\r\r\nRUN b\n', 6],
  ])('15: at a lone carriage return %s, the file is left alone', (_, text, offset) => {
    expect(problemOf(text)).toEqual({
      kind: 'ambiguous',
      message:
        'a carriage return without a line feed breaks a line to some and not to others, so the file is left alone',
      offset,
    });
  });

  it('6: an indented comment inside a continuation is no part of the shell text', () => {
    const { args, comments } = instruction('RUN a && \\\n# c\n  # c2\n  b');
    expect(args.text).toBe('a &&   b');
    expect(comments.map(({ text }) => text)).toEqual(['# c', '# c2']);
  });

  it('7: a backslash in a comment of a continuation is no trouble', () => {
    expect(instruction('RUN \\\n# comment\\comment\n foo').args.text).toBe('foo');
  });

  it('8: an argument that holds two dashes is an argument, and so is what follows', () => {
    const { flags, args } = instruction('COPY a--b --from=x c');
    expect(flags).toEqual([]);
    expect(args.text).toBe('a--b --from=x c');
  });

  it('9: the source of a COPY is found among several flags', () => {
    const { flags } = instruction('COPY --from=b --chown=1 x y');
    expect(flags.find(({ name }) => name === 'from')?.value).toBe('b');
  });

  it('10: blanks inside a JSON string stay', () => {
    expect(instruction('CMD ["nginx","-g","daemon off;"]').args.text).toBe('["nginx","-g","daemon off;"]');
  });

  it('11: a comment that looks like a directive is none, and none follows it', () => {
    const file = parsed('# see foo bar=baz\n# escape=x\nFROM a\n');
    expect(file.directives).toEqual([]);
    expect(file.escape).toBe('\\');
  });

  it('12: backslashes of paths stay', () => {
    expect(instruction('COPY C:\\x D:\\y').args.text).toBe('C:\\x D:\\y');
  });

  it('13: quoted flags, a bare `--` and flags of CMD are taken off', () => {
    expect(instruction('RUN --mount="target=/a b" x').args.text).toBe('x');
    expect(instruction('RUN -- x').args.text).toBe('x');
    expect(instruction('CMD --foo bar').flags.map(({ name }) => name)).toEqual(['foo']);
  });

  it('14: quoted values of ARG stay in one piece', () => {
    expect(instruction('ARG A="b c" D=e').args.text).toBe('A="b c" D=e');
  });
});

describe('parseDockerfile', () => {
  it.each([
    ['Unix line endings', 'FROM a\nRUN b \\\n  c\nUSER d\n'],
    ['Windows line endings', 'FROM a\r\nRUN b \\\r\n  c\r\nUSER d\r\n'],
    ['both', 'FROM a\r\nRUN b \\\n  c\nUSER d\r\n'],
    ['no final newline', 'FROM a\nRUN b \\\n  c\nUSER d'],
    ['a byte order mark', '\ufeffFROM a\nRUN b \\\n  c\nUSER d\n'],
    ['tabs and blanks', '\tFROM a\n  RUN\tb \\\n  c  \n\n \t\nUSER   d\t\n'],
    ['keywords in lower case', 'from a\nrun b \\\n  c\nuSeR d\n'],
    ['comments and blank lines', '# x\nFROM a\n\n# y\nRUN b \\\n# z\n\n  c\n  # w\nUSER d\n# v\n'],
  ])('reads the same with %s', (_, text) => {
    expect(outline(text)).toEqual([
      ['FROM', 'a'],
      ['RUN', 'b   c'],
      ['USER', 'd'],
    ]);
  });

  it('takes a blank line inside a continuation for nothing, so that the next instruction is swallowed', () => {
    expect(outline('FROM a\nRUN b \\\n\nUSER c\n')).toEqual([
      ['FROM', 'a'],
      ['RUN', 'b USER c'],
    ]);
  });

  it('reads an instruction that ends with the file inside a continuation', () => {
    expect(outline('FROM a\nRUN b \\')).toEqual([
      ['FROM', 'a'],
      ['RUN', 'b'],
    ]);
    expect(outline('FROM a\nRUN b \\\n\n# c')).toEqual([
      ['FROM', 'a'],
      ['RUN', 'b'],
    ]);
  });

  it('joins words over a continuation without a blank', () => {
    expect(outline('FROM a\nRU\\\nN b\\\nc\n')).toEqual([
      ['FROM', 'a'],
      ['RUN', 'bc'],
    ]);
  });

  it('gives comments in the order of the file, those inside of instructions too', () => {
    const { comments } = parsed('# a\nFROM x\n # b\nRUN y \\\n# c\n z \\\n  # d\n\n# e');
    expect(comments.map(({ text }) => text)).toEqual(['# a', '# b', '# c', '# d', '# e']);
  });

  it('goes by the escape directive, and by nothing else', () => {
    const text = '# escape=`\nFROM a\nRUN b `\n c \\\nUSER d\n';
    expect(outline(text)).toEqual([
      ['FROM', 'a'],
      ['RUN', 'b  c \\'],
      ['USER', 'd'],
    ]);
  });

  it('allows ARG before the first FROM', () => {
    expect(outline('ARG A=1\nFROM a:$A\n')).toEqual([
      ['ARG', 'A=1'],
      ['FROM', 'a:$A'],
    ]);
  });

  it.each([
    ['an empty file', '', 'the file has no instruction', 0],
    ['nothing but a comment', '# syntax=a\n\n# b\n', 'the file has no instruction', 0],
    ['nothing but a byte order mark', '\ufeff', 'the file has no instruction', 0],
    ['no FROM', 'ARG a\n', 'no FROM: a Dockerfile starts with a base image', 0],
    ['no FROM behind a comment', '# x\n  RUN a\n', 'no FROM: a Dockerfile starts with a base image', 6],
    ['an instruction before FROM', 'ARG a\nRUN b\nFROM c\n', 'RUN before the first FROM', 6],
    ['ONBUILD before FROM', 'ONBUILD RUN b\nFROM c\n', 'ONBUILD before the first FROM', 0],
    ['an unknown instruction', 'FROM a\n\nRUNN b\n', 'unknown instruction "RUNN"', 8],
    ['an unknown instruction in a template', '{{ template }}\nFROM a\n', 'unknown instruction "{{"', 0],
    [
      'an instruction that a no-break space glues to its argument',
      'FROM a\nRUN\u00a0b\n',
      'unknown instruction "RUN\u00a0b"',
      7,
    ],
    ['a byte order mark in the middle', 'FROM a\n\ufeffRUN b\n', 'unknown instruction "\ufeffRUN"', 7],
    ['a continuation of nothing', 'FROM a\n\\\n', 'unknown instruction ""', 7],
    ['a lost continuation', 'FROM a\nRUN b && \\\n c\n && d\n', 'unknown instruction "&&"', 22],
    ['ONBUILD without an instruction', 'FROM a\nONBUILD\n', 'ONBUILD without an instruction', 7],
    ['ONBUILD with an unknown one', 'FROM a\nONBUILD FOO\n', 'ONBUILD without an instruction', 7],
    ['an unterminated heredoc', 'FROM a\nCOPY <<EOF /x\nb\n', 'unterminated heredoc EOF', 7],
  ])('calls %s invalid, and says where', (_, text, message, offset) => {
    expect(problemOf(text)).toEqual({ kind: 'invalid', message, offset });
  });

  it('names no more than the start of a long unknown word', () => {
    expect(problemOf(`FROM a\n${'x'.repeat(500)}\n`)?.message).toBe(`unknown instruction "${'x'.repeat(40)}"`);
  });

  it('never throws, and accounts for every character that is no blank', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom('', '\ufeff', '# escape=`\n', '# syntax=x\r\n'), nastyLines('\\'), (head, body) => {
        const text = `${head}FROM a\n${body}`;
        const result = parseDockerfile(text);
        if ('problem' in result) return;
        read++;
        const { directives, comments, instructions } = result.file;
        const rest = text.split('');
        for (const { span } of [...directives, ...comments, ...instructions]) rest.fill('', span.start, span.end);
        expect(rest.join('').trim()).toBe('');
        const starts = instructions.map(({ span }) => span.start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
      { numRuns: 600 },
    );
    expect(read).toBeGreaterThan(60);
  });
});
