import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/change.ts';
import { applyChanges } from '../../src/model/changes/apply.ts';
import { commentsOf, comparable, type Trace, traceOf } from '../../src/model/trace.ts';
import { dockerfile } from '../support/read.ts';

const trace = (text: string): Trace => traceOf(dockerfile(text));
/** Each item as its head and its tokens; comments inside of instructions in braces. */
const shown = ({ items }: Trace): string[] =>
  items.map((item) => [item.head, ...comparable(item).map((text) => text.replace(/^\n(#.*)/, '{$1}'))].join(' '));

const BASE = 'FROM a\n# one\nRUN b c \\\n    # two\n    && d\n# three\nRUN e\nUSER x\n# four\nRUN f && g h\n';
const at = (text: string, from = 0): number => BASE.indexOf(text, from);
const [first, second, third] = [at('RUN b'), at('RUN e'), at('RUN f')] as const;
const changed = (...changes: Change[]): string[] => shown(applyChanges(trace(BASE), changes));
const failure = (...changes: Change[]): string => {
  try {
    applyChanges(trace(BASE), changes);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('traceOf', () => {
  it('lists instructions and comments in the order of the file', () => {
    expect(shown(trace(BASE))).toEqual([
      'FROM a',
      '# # one',
      'RUN b c && {# two} d',
      '# # three',
      'RUN e',
      'USER x',
      '# # four',
      'RUN f && g h',
    ]);
  });

  it('holds directives, globals, flags and what triggers run', () => {
    const found = trace('# syntax=x\nARG A=1\nFROM --platform=b a\nONBUILD RUN --network=none c\nCOPY --from=d e f\n');
    expect(found.directives).toEqual(['syntax=x']);
    expect(shown(found)).toEqual([
      'ARG A=1',
      'FROM --platform=b a',
      'ONBUILD RUN --network=none c',
      'COPY --from=d e f',
    ]);
  });

  it('is the same for texts that differ only in layout', () => {
    const plain = 'FROM a\nRUN b c && d\nENV A=1 B=2\n';
    const laid = '\n  from a\n\nrun   b   c \\\n\n  &&   d\nENV \\\n  A=1 B=2\n';
    const spread = trace(laid.replace('\\\n  A=1', 'A=1'));
    expect(shown(spread)).toEqual(shown(trace(plain)));
  });

  it.each([
    ['a word', 'RUN b "c  d"', 'RUN b "c d"'],
    ['a heredoc', 'RUN <<E\na\nE', 'RUN <<E\nb\nE'],
    ['blanks in a heredoc for a command', 'RUN cat <<E\n a\nE', 'RUN cat <<E\na\nE'],
    ['blanks in a heredoc inside of a heredoc', 'RUN <<E\ncat <<F\n a: b\nF\nE', 'RUN <<E\ncat <<F\na: b\nF\nE'],
    ['the name of a heredoc', 'RUN <<E\na\nE', "RUN <<'E'\na\nE"],
    ['blanks in text that is not read', 'RUN "a  b', 'RUN "a b'],
    ['blanks in an ENV', 'ENV A b  c', 'ENV A b c'],
    ['a flag', 'COPY --chown=1 a b', 'COPY --chown=2 a b'],
    ['the quotes of a flag', 'COPY --chown="1" a b', 'COPY --chown=1 a b'],
    ['a command that a comment hides', 'RUN a # b && c', 'RUN a && c # b'],
    ['a command behind a comment', 'RUN a # b', 'RUN a'],
    ['a line break in a script', 'RUN <<E\na\nb\nE', 'RUN <<E\na b\nE'],
    ['the place of a comment between words', 'RUN a \\\n# c\n b', 'RUN a b \\\n# c\n'],
    ['the place of a comment in an ENV', 'ENV A=1 \\\n# c\n B=2', 'ENV \\\n# c\n A=1 B=2'],
    ['the place of a comment in a RUN that is not read', 'RUN $A \\\n# c\n b', 'RUN \\\n# c\n $A  b'],
    ['a comment before a whole RUN', '# c\nRUN a', 'RUN \\\n# c\n a'],
  ])('differs with %s', (_, one, other) => {
    expect(shown(trace(`FROM x\n${one}\n`))).not.toEqual(shown(trace(`FROM x\n${other}\n`)));
  });

  it('takes a comment before an operator and behind it for the same place', () => {
    expect(shown(trace('FROM x\nRUN a \\\n# c\n && b\n'))).toEqual(shown(trace('FROM x\nRUN a && \\\n# c\n b\n')));
  });
});

describe('join', () => {
  it('makes one step of adjacent ones, comments between them inside', () => {
    expect(changed({ kind: 'join', steps: [first, second] })).toEqual([
      'FROM a',
      '# # one',
      'RUN b c && {# two} d && {# three} e',
      'USER x',
      '# # four',
      'RUN f && g h',
    ]);
  });

  it('puts brackets around those that need them, and leaves a comment at their start outside', () => {
    expect(changed({ kind: 'join', steps: [first, second], bracketed: [first, second] })[2]).toBe(
      'RUN ( b c && {# two} d ) && {# three} ( e )',
    );
    const text = 'FROM a\nRUN \\\n# b\nc; d\nRUN f\n';
    const step = text.indexOf('RUN f');
    expect(shown(applyChanges(trace(text), [{ kind: 'join', steps: [7, step], bracketed: [7] }]))[1]).toBe(
      'RUN {# b} ( c ; d ) && f',
    );
  });

  it.each([
    ['an instruction stands between', [second, third], 'the steps differ in kind, flags or settings'],
    ['a step is not there', [first, 3], 'no step at 3'],
    ['the first step is not there', [3, first], 'no step at 3'],
    ['the order is another', [second, first], 'the steps are not in the order of the file'],
    ['a step is named twice', [first, first], 'the steps are not in the order of the file'],
    ['one of them is no RUN', [second, at('USER x')], 'the steps differ in kind, flags or settings'],
  ])('fails where %s', (_, steps, message) => {
    expect(failure({ kind: 'join', steps })).toBe(message);
  });

  it('fails where an instruction without settings stands between', () => {
    const text = 'FROM a\nRUN b\nEXPOSE 80\nRUN c\n';
    expect(() => applyChanges(trace(text), [{ kind: 'join', steps: [7, 23] }])).toThrow(
      'an instruction stands between',
    );
  });

  it('fails where flags differ', () => {
    const text = 'FROM a\nRUN b\nRUN --network=none c\n';
    expect(() => applyChanges(trace(text), [{ kind: 'join', steps: [7, 13] }])).toThrow('differ in kind, flags');
  });
});

describe('lower', () => {
  const text = 'FROM a\n# b\nRUN b\n# c\n\n# env\nENV C=1\nEXPOSE 80\n# d\nRUN d\nWORKDIR /x\nRUN e\n';
  const step = (line: string): number => text.indexOf(line);
  const comments = [step('# b')];

  it('puts a RUN and its comments below what it does not heed', () => {
    const to = step('RUN d');
    const lowered = applyChanges(trace(text), [{ kind: 'lower', step: step('RUN b'), to, comments }]);
    expect(shown(lowered).slice(1, 8)).toEqual(['# # c', '# # env', 'ENV C=1', 'EXPOSE 80', '# # b', 'RUN b', '# # d']);
    const settings = new Map(lowered.items.map(({ id, fingerprint }) => [id, fingerprint]));
    expect(settings.get(step('RUN b'))).toBe(settings.get(to));
  });

  it.each([
    ['over a folder', 'RUN d', 'RUN e', /RUN can not move over WORKDIR/],
    ['over nothing', 'RUN d', 'WORKDIR', /RUN can not move over nothing/],
    ['upwards', 'RUN d', 'RUN b', /RUN can not move over nothing/],
    ['unless it is a RUN', 'ENV', 'RUN d', /ENV can not move over nothing/],
  ])('fails %s', (_, from, to, message) => {
    const change: Change = { kind: 'lower', step: step(from), to: step(to), comments: [] };
    expect(() => applyChanges(trace(text), [change])).toThrow(message);
  });
});

describe('raise', () => {
  const text = 'FROM a\n# files\nCOPY . .\nLABEL b=c\n# d\nRUN d\nUSER x\nRUN e\n';
  const step = (line: string): number => text.indexOf(line);
  const raised = (from: string, to: string): string[] => {
    const change: Change = { kind: 'raise', step: step(from), before: step(to), comments: [step('# d')] };
    return shown(applyChanges(trace(text), [change]));
  };

  it('puts a RUN and its comments above what brings files', () => {
    expect(raised('RUN d', '# files').slice(1, 6)).toEqual(['# # d', 'RUN d', '# # files', 'COPY . .', 'LABEL b=c']);
  });

  it.each([
    ['over another user', 'RUN e', 'COPY', /RUN can not move over RUN/],
    ['over a user', 'RUN e', 'USER', /RUN can not move over USER/],
    ['over nothing', 'RUN d', '# d', /RUN can not move over nothing/],
    ['downwards', 'RUN d', 'USER', /RUN can not move over nothing/],
    ['unless it is a RUN', 'LABEL', 'COPY', /LABEL can not move over nothing/],
  ])('fails %s', (_, from, to, message) => {
    expect(() => raised(from, to)).toThrow(message);
  });
});

describe('lowerCopy', () => {
  const text =
    'FROM a\n# all\nCOPY . /b\nENV C=d\nWORKDIR /b\n# e\nRUN e\nRUN f\nCOPY --chown=$C g h\nWORKDIR i\nRUN j\nVOLUME k\nRUN l\n';
  const lowered = (step: string, to: string): Trace => {
    const [id, behind, comment] = [step, to, '# all'].map((line) => text.indexOf(line)) as [number, number, number];
    const comments = step === 'COPY .' ? [comment] : [];
    return applyChanges(trace(text), [{ kind: 'lowerCopy', step: id, to: behind, comments }]);
  };

  it('puts a COPY and its comments below a RUN, with the settings there', () => {
    const found = lowered('COPY .', 'RUN f');
    expect(shown(found).slice(0, 8)).toEqual([
      'FROM a',
      'ENV C=d',
      'WORKDIR /b',
      '# # e',
      'RUN e',
      'RUN f',
      '# # all',
      'COPY . /b',
    ]);
    const [run, copy] = [found.items[5], found.items[7]];
    expect([copy?.fingerprint, copy?.folder]).toEqual([run?.fingerprint, '/b']);
  });

  it.each([
    ['over another COPY', 'COPY .', 'RUN j', 'COPY . can not move below COPY --chown=$C'],
    [
      'over a folder that it goes by',
      'COPY --chown',
      'RUN j',
      'COPY --chown=$C goes by the WORKDIR that it would move over',
    ],
    ['below anything but a RUN', 'COPY .', 'WORKDIR', 'COPY can not move below WORKDIR'],
    ['upwards', 'COPY --chown', 'RUN e', 'COPY --chown=$C can not move below RUN'],
    ['unless it brings files', 'ENV', 'RUN e', 'ENV can not move below RUN'],
  ])('fails %s', (_, step, to, message) => {
    expect(() => lowered(step, to)).toThrow(message.replace('COPY . can', 'COPY can'));
  });

  it('fails over a value that it goes by, and over a volume', () => {
    const found = (between: string): (() => Trace) => {
      const file = `FROM a\nCOPY . $B\n${between}\nRUN c\n`;
      const change: Change = { kind: 'lowerCopy', step: 7, to: file.indexOf('RUN'), comments: [] };
      return () => applyChanges(trace(file), [change]);
    };
    expect(found('ENV B=/c')).toThrow('COPY goes by the ENV that it would move over');
    expect(found('ARG B=/c')).toThrow('COPY goes by the ARG that it would move over');
    expect(found('VOLUME /c')).toThrow('COPY can not move below VOLUME');
    expect(found('USER c')).not.toThrow();
  });
});

describe('insertCopy', () => {
  const text =
    'FROM a\nWORKDIR /app\nCOPY x /y\n# run\nRUN b\nADD --chown=b . /app\nRUN c\nCOPY web/ ./w\nRUN d\nCOPY --from=a x y\nRUN e\nCOPY $A $B/\n';
  const inserted = (step: string, before: string, files: string[], folder: string): string[] => {
    const [id, above] = [text.indexOf(step), text.indexOf(before)];
    return shown(applyChanges(trace(text), [{ kind: 'insertCopy', step: id, before: above, files, folder }]));
  };

  it.each([
    ['ADD', '# run', ['c'], './', 'COPY --chown=b c ./'],
    ['ADD', 'RUN b', ['c', 'd.e'], '/app/', 'COPY --chown=b c d.e /app/'],
    ['ADD', 'RUN b', ['.c/d', '.c/e'], '.c/', 'COPY --chown=b .c/d .c/e .c/'],
    ['COPY web', 'RUN c', ['web/c'], 'w/', 'COPY web/c w/'],
    ['COPY web', 'RUN c', ['web/c/d'], '/app/w/c/', 'COPY web/c/d /app/w/c/'],
  ])('brings files of %s before a RUN', (step, before, files, folder, line) => {
    const found = inserted(step, before, files, folder);
    expect(found.indexOf(line)).toBe(trace(text).items.findIndex(({ id }) => id === text.indexOf(before)));
    expect(found.filter((other) => other !== line)).toEqual(shown(trace(text)));
  });

  it('may be needed for several folders', () => {
    const change = { kind: 'insertCopy', step: text.indexOf('ADD'), before: text.indexOf('RUN b') } as const;
    const [first, second]: Change[] = [
      { ...change, files: ['c'], folder: './' },
      { ...change, files: ['d/e'], folder: './d/' },
    ];
    const found = shown(applyChanges(trace(text), [first as Change, second as Change]));
    expect(found.slice(4, 7)).toEqual(['COPY --chown=b c ./', 'COPY --chown=b d/e ./d/', 'RUN b']);
  });

  it('brings a folder with all that is in it', () => {
    expect(inserted('ADD', 'RUN b', ['c/d/'], './c/d/')).toContain('COPY --chown=b c/d/ ./c/d/');
    expect(() => inserted('ADD', 'RUN b', ['c/d/'], './c/')).toThrow('does not bring c/d/ to ./c/');
  });

  it.each([
    ['to another folder', 'ADD', 'RUN b', ['c'], '/other/'],
    ['to a file', 'ADD', 'RUN b', ['c'], './d'],
    ['to another folder below', 'ADD', 'RUN b', ['c/d'], './'],
    ['from outside', 'ADD', 'RUN b', ['../c'], './'],
    ['from another folder', 'COPY web', 'RUN c', ['api/c'], 'w/'],
    ['from beside the folder', 'COPY web', 'RUN c', ['c'], 'w/'],
    ['by a pattern', 'ADD', 'RUN b', ['*.c'], './'],
    ['by a variable', 'ADD', 'RUN b', ['$c'], './'],
    ['of another stage', 'COPY --from', 'RUN d', ['x/c'], 'y/'],
    ['of a source that is not known', 'COPY $A', 'RUN e', ['c'], '$B/'],
    ['of a RUN', 'RUN c', 'RUN b', ['c'], './'],
    ['that are none', 'ADD', 'RUN b', [], './'],
  ])('brings no files %s', (_, step, before, files, folder) => {
    expect(() => inserted(step, before, files, folder)).toThrow(/does not bring|can not be put there/);
  });

  it.each([
    ['above another instruction', 'WORKDIR'],
    ['above another COPY', 'COPY x'],
    ['below', 'COPY web'],
    ['right above it', 'ADD'],
  ])('brings nothing %s', (_, before) => {
    expect(() => inserted('ADD', before, ['c'], './')).toThrow('a COPY can not be put there for ADD --chown=b');
  });
});

describe('insertRun', () => {
  const text = 'FROM a\nWORKDIR /app\n# all\nCOPY . .\nRUN --mount=type=cache,target=/c build it\nRUN <<EOF\na\nEOF\n';
  const at = (piece: string): number => text.indexOf(piece);
  const change = {
    kind: 'insertRun',
    like: at('RUN --mount'),
    before: at('# all'),
    command: 'mkdir -p src && fetch --all',
    as: -1,
  } as const;
  const inserted = (other: Partial<typeof change> | object, ...more: Change[]): string[] =>
    shown(applyChanges(trace(text), [{ ...change, ...other }, ...more]));

  it('puts a command before a step, with the flags of another', () => {
    expect(inserted({}).slice(2, 5)).toEqual([
      'RUN --mount=type=cache,target=/c mkdir -p src && fetch --all',
      '# # all',
      'COPY . .',
    ]);
  });

  it('leaves the flags out where it is told to', () => {
    expect(inserted({ isPlain: true })[2]).toBe('RUN mkdir -p src && fetch --all');
    expect(inserted({ isPlain: true, like: at('RUN <<EOF') })[2]).toBe('RUN mkdir -p src && fetch --all');
  });

  it('can be named by other changes', () => {
    const copy: Change = { kind: 'insertCopy', step: at('COPY'), before: -1, files: ['b'], folder: './' };
    expect(inserted({}, copy).slice(2, 4)).toEqual([
      'COPY b ./',
      'RUN --mount=type=cache,target=/c mkdir -p src && fetch --all',
    ]);
  });

  it.each([
    ['a command that a shell may read in another way', { command: 'fetch $A' }, /can not run like/],
    ['two commands without &&', { command: 'fetch; rm' }, /can not run like/],
    ['a RUN like a COPY', { like: at('COPY') }, /can not run like COPY/],
    ['a RUN like a heredoc', { like: at('RUN <<') }, /can not run like RUN <<EOF/],
    ['a step with the number of another', { as: at('COPY') }, /does not name a new step/],
    ['a step before nothing', { before: 1 }, 'no step at 1'],
  ])('does not put in %s', (_, other, reason) => {
    expect(() => inserted(other)).toThrow(reason);
  });
});

describe('splitRun', () => {
  const text = 'FROM a\n# one\nRUN --mount=type=secret,id=b c && d e \\\n  # two\n  && f\nRUN g; h\n';
  const split = (step: string, at: string, ...more: Change[]): string[] =>
    shown(
      applyChanges(trace(text), [
        { kind: 'splitRun', step: text.indexOf(step), at: text.indexOf(at), as: -1 },
        ...more,
      ]),
    );

  it('makes two of a RUN, both with its flags', () => {
    expect(split('RUN --mount', 'd e')).toEqual([
      'FROM a',
      '# # one',
      'RUN --mount=type=secret,id=b c',
      'RUN --mount=type=secret,id=b d e && {# two} f',
      'RUN g ; h',
    ]);
  });

  it.each([
    ['at its first word', 'RUN --mount', 'c && d'],
    ['inside of a command', 'RUN --mount', 'e \\'],
    ['at another separator', 'RUN g', 'h\n'],
  ])('does not split a RUN %s', (_, step, at) => {
    expect(() => split(step, at)).toThrow('can not be split there');
  });
});

describe('move', () => {
  it('puts commands before those of a later step, and comments above it', () => {
    const change: Change = { kind: 'move', step: second, to: third, place: 'start', comments: [at('# three')] };
    expect(changed(change)).toEqual([
      'FROM a',
      '# # one',
      'RUN b c && {# two} d',
      'USER x',
      '# # four',
      '# # three',
      'RUN e && f && g h',
    ]);
  });

  it('puts commands behind those of an earlier step, comments before them', () => {
    const change: Change = { kind: 'move', step: third, to: second, place: 'end', comments: [at('# four')] };
    expect(changed(change)).toEqual([
      'FROM a',
      '# # one',
      'RUN b c && {# two} d',
      '# # three',
      'RUN e && {# four} f && g h',
      'USER x',
    ]);
  });

  it('fails where a step is not there or is of another kind', () => {
    const move = { kind: 'move', place: 'end', comments: [] } as const;
    expect(failure({ ...move, step: 3, to: first })).toBe('no step at 3');
    expect(failure({ ...move, step: third, to: 3 })).toBe('no step at 3');
    expect(failure({ ...move, step: at('USER x'), to: first })).toBe('the steps differ in kind or flags');
    expect(failure({ ...move, step: third, to: first, comments: [second] })).not.toBe('none');
  });
});

describe('append', () => {
  it.each(['&&', ';'] as const)('adds a command behind %s', (operator) => {
    const found = changed({ kind: 'append', step: second, operator, command: 'rm  -rf "/x y"' });
    expect(found[4]).toBe(`RUN e ${operator} rm -rf "/x y"`);
  });

  it('adds a line to a script', () => {
    const text = 'FROM a\nRUN <<E\nb\nE\n';
    const found = applyChanges(trace(text), [{ kind: 'append', step: 7, operator: '\n', command: 'c' }]);
    expect(shown(found)).toEqual(shown(trace('FROM a\nRUN <<E\nb\nc\nE\n')));
  });

  it('fails where the step is not there', () => {
    expect(failure({ kind: 'append', step: 3, operator: '&&', command: 'x' })).toBe('no step at 3');
  });
});

describe('insertCommand and removeCommand', () => {
  it('adds a command before another', () => {
    expect(changed({ kind: 'insertCommand', step: third, before: at('g h'), command: 'i j' })[7]).toBe(
      'RUN f && i j && g h',
    );
    expect(changed({ kind: 'insertCommand', step: third, before: at('f &&'), command: 'i' })[7]).toBe(
      'RUN i && f && g h',
    );
  });

  it('adds a command as the others are separated', () => {
    const text = 'FROM a\nRUN b; c\nRUN <<E\nd\nE\n';
    const inserted = (step: string, before: string, operator: ';' | '\n'): string[] =>
      shown(
        applyChanges(trace(text), [
          { kind: 'insertCommand', step: text.indexOf(step), before: text.indexOf(before), command: 'i', operator },
        ]),
      );
    expect(inserted('RUN b', 'c\n', ';')).toEqual(shown(trace(text.replace('; c', '; i; c'))));
    expect(inserted('RUN <<', 'd\n', '\n')).toEqual(shown(trace(text.replace('d\n', 'i\nd\n'))));
  });

  it('takes a command out with the operator behind it, or before it', () => {
    expect(changed({ kind: 'removeCommand', step: third, from: at('f &&'), to: at('f &&') })[7]).toBe('RUN g h');
    expect(changed({ kind: 'removeCommand', step: third, from: at('g h'), to: at('h\n', third) })[7]).toBe('RUN f');
  });

  it('takes a command out that stands alone', () => {
    const text = 'FROM a\nRUN b; c d; e\nRUN <<E\nf\ng\nE\n';
    const without = (step: string, from: string, to: string): string[] =>
      shown(
        applyChanges(trace(text), [
          { kind: 'removeCommand', step: text.indexOf(step), from: text.indexOf(from), to: text.indexOf(to) },
        ]),
      );
    expect(without('RUN b', 'b;', 'b;')).toEqual(shown(trace(text.replace('b; ', ''))));
    expect(without('RUN b', 'c d', 'd;')).toEqual(shown(trace(text.replace('c d; ', ''))));
    expect(without('RUN b', 'e\n', 'e\n')).toEqual(shown(trace(text.replace('; e', ''))));
    expect(without('RUN <<', 'g\n', 'g\n')).toEqual(shown(trace(text.replace('g\n', ''))));
  });

  it.each(['RUN b || c; d', 'RUN b | c; d', 'RUN if b; then c; fi', 'RUN { c; }', 'RUN ! c'])(
    'never out of %s',
    (run) => {
      const text = `FROM a\n${run}\n`;
      const c = text.lastIndexOf('c');
      expect(() => applyChanges(trace(text), [{ kind: 'removeCommand', step: 7, from: c, to: c }])).toThrow('no part');
    },
  );

  it('leaves comments where a command goes', () => {
    expect(changed({ kind: 'removeCommand', step: first, from: at('d\n'), to: at('d\n') })[2]).toBe('RUN b c {# two}');
  });

  it('fails where no chain is, or no word', () => {
    const only = at('e\n', second);
    expect(failure({ kind: 'removeCommand', step: second, from: only, to: only })).toBe(
      'the command is no part of a chain',
    );
    expect(failure({ kind: 'removeCommand', step: third, from: third, to: third })).toBe(`no word at ${third}`);
    expect(failure({ kind: 'insertCommand', step: third, before: at('h\n', third) + 1, command: 'x' })).toMatch(
      'no word',
    );
  });
});

describe('addWords, addWordsBefore, replaceWord and removeWords', () => {
  it('work on the word that they name', () => {
    expect(changed({ kind: 'addWords', step: third, after: at('g h'), words: ['-y', 'z'] })[7]).toBe(
      'RUN f && g -y z h',
    );
    expect(changed({ kind: 'addWordsBefore', step: third, before: at('h\n', third), words: ['-y'] })[7]).toBe(
      'RUN f && g -y h',
    );
    expect(changed({ kind: 'replaceWord', step: third, at: at('g h'), text: 'G' })[7]).toBe('RUN f && G h');
    expect(changed({ kind: 'removeWords', step: third, at: [at('g h')] })[7]).toBe('RUN f && h');
    expect(changed({ kind: 'removeWords', step: first, at: [at('b c'), at('d\n')] })[2]).toBe('RUN c && {# two}');
  });

  it('fail where the word is in another step', () => {
    expect(failure({ kind: 'addWords', step: second, after: at('g h'), words: ['x'] })).toBe(`no word at ${at('g h')}`);
    expect(failure({ kind: 'replaceWord', step: second, at: at('g h'), text: 'x' })).toBe(`no word at ${at('g h')}`);
    expect(failure({ kind: 'removeWords', step: third, at: [at('g h'), first] })).toBe(`no word at ${first}`);
    expect(failure({ kind: 'addWordsBefore', step: 3, before: at('g h'), words: ['x'] })).toBe('no step at 3');
  });
});

describe('replaceStep', () => {
  const text = 'FROM a\nCOPY --from=0 \\\n# one\n b \\\n# two\n c\nRUN d\n';
  const replace = (change: { head: string; text?: string }, at = 'COPY'): string[] =>
    shown(applyChanges(trace(text), [{ kind: 'replaceStep', step: text.indexOf(at), ...change }]));

  it('gives another head, and other arguments where it says so', () => {
    expect(replace({ head: 'ADD' })[1]).toBe(shown(trace(text.replace('COPY --from=0', 'ADD')))[1]);
    const plain = applyChanges(trace('FROM a\nENV b c\n'), [
      { kind: 'replaceStep', step: 7, head: 'ENV', text: 'b=c' },
    ]);
    expect(shown(plain)[1]).toBe('ENV b=c');
  });

  it('fails for what does more than to say something', () => {
    expect(() => replace({ head: 'RUN' }, 'RUN')).toThrow('RUN can not be replaced');
    expect(() => replace({ head: 'FROM' }, 'FROM')).toThrow('FROM can not be replaced');
  });
});

describe('addMounts', () => {
  const FLAG = '--mount=type=cache,target=/root/.npm';
  const mounted = (text: string, flags: readonly string[], head = 'RUN'): string[] =>
    shown(applyChanges(trace(text), [{ kind: 'addMounts', step: text.indexOf(head), flags }]));

  it.each([
    ['a plain RUN', 'RUN b', `RUN ${FLAG} b`],
    ['one that has flags', 'RUN --network=host b', `RUN --network=host ${FLAG} b`],
    ['a heredoc', 'RUN <<E\nb\nE', `RUN ${FLAG} <<E\nb\nE`],
    [
      'one with a mount beside it',
      'RUN --mount=type=cache,target=/root/.npm2 b',
      `RUN --mount=type=cache,target=/root/.npm2 ${FLAG} b`,
    ],
  ])('%s', (_, before, after) => {
    expect(mounted(`FROM a\n${before}\n`, [FLAG])).toEqual(shown(trace(`FROM a\n${after}\n`)));
  });

  it('several, with all that they may say', () => {
    const flags = [
      '--mount=type=cache,target=/var/cache/apt,sharing=locked',
      '--mount=type=cache,target=/home/node/.npm,uid=1000,gid=1000',
    ];
    expect(mounted('FROM a\nRUN b\n', flags)[1]).toBe(`RUN ${flags.join(' ')} b`);
  });

  it.each([
    ['a secret', 'RUN b', '--mount=type=secret,id=x'],
    ['files of another stage', 'RUN b', '--mount=type=cache,from=x,target=/root/.npm'],
    ['a folder that no one can tell', 'RUN b', '--mount=type=cache,target=$HOME/.npm'],
    ['what is there', `RUN ${FLAG} b`, FLAG],
    ['more than a flag', 'RUN b', `${FLAG} rm`],
    ['a trigger', 'ONBUILD RUN b', FLAG],
  ])('never %s', (_, text, flag) => {
    expect(() => mounted(`FROM a\n${text}\n`, [flag], text)).toThrow(/can not get/);
  });

  it('of nothing but a RUN', () => {
    expect(failure({ kind: 'addMounts', step: at('USER x'), flags: [FLAG] })).toBe('USER can not get a mount');
  });
});

describe('nameStage', () => {
  const text = 'FROM --platform=x a\nRUN b\nFROM c AS d\nFROM \\\n# one\n e\n';
  const name = (head: string): Trace =>
    applyChanges(trace(text), [{ kind: 'nameStage', step: text.indexOf(head), name: 'n' }]);

  it('gives a name to a stage that has none', () => {
    expect(shown(name('FROM --platform'))[0]).toBe('FROM --platform=x a AS n');
  });

  it.each([
    ['a stage that has one', 'FROM c'],
    ['a FROM with comments inside', 'FROM \\'],
    ['what is no stage', 'RUN b'],
  ])('fails for %s', (_, head) => {
    expect(() => name(head)).toThrow('can not be named');
  });
});

describe('workdirForCd', () => {
  const changedBy = (text: string, ...runs: string[]): string[] =>
    shown(
      applyChanges(
        trace(text),
        runs.map((run) => ({ kind: 'workdirForCd', step: text.indexOf(run) })),
      ),
    );

  it('puts a WORKDIR in place of a cd', () => {
    const text = 'FROM a\n# one\nRUN --network=none \\\n# two\n cd /x/ && b; c\nENV d=e\nWORKDIR /f\n';
    const items = ['FROM a', '# # one', 'WORKDIR /x/', 'RUN --network=none {# two} b ; c', 'ENV d=e', 'WORKDIR /f'];
    expect(changedBy(text, 'RUN')).toEqual(items);
  });

  it('needs none where the RUN starts there anyway', () => {
    expect(changedBy('FROM a\nWORKDIR /x\nRUN cd /x/; b\nRUN c\n', 'RUN cd').slice(1)).toEqual([
      'WORKDIR /x',
      'RUN b',
      'RUN c',
    ]);
  });

  it.each([
    ['RUN cd /x', 'RUN cd /y'],
    ['RUN cd /y', 'RUN cd /x'],
  ])('works for one after the other, in any order', (...runs) => {
    const text = 'FROM a\nRUN cd /x && b\nRUN cd /y && c\nFROM d\nRUN e\n';
    expect(changedBy(text, ...runs)).toEqual([
      'FROM a',
      'WORKDIR /x',
      'RUN b',
      'WORKDIR /y',
      'RUN c',
      'FROM d',
      'RUN e',
    ]);
  });

  it('tells what is in which folder then', () => {
    const text = 'FROM a\nRUN cd /x && b\nENV c=d\nWORKDIR /e\nRUN f\nFROM a\nRUN g\n';
    const { items } = applyChanges(trace(text), [{ kind: 'workdirForCd', step: 7 }]);
    expect(items.map(({ folder }) => folder)).toEqual(['', '', '/x', '/x', '/x', '/e', '', '']);
    const found = trace('FROM a\nWORKDIR /x\nRUN b\nENV c=d\nWORKDIR /e\nRUN f\nFROM a\nRUN g\n').items;
    expect(items.map(({ folder }) => folder)).toEqual(found.map(({ folder }) => folder));
  });

  it.each([
    ['RUN cd x && b', 'RUN does not begin with the cd to a folder'],
    ['RUN cd /x || b', 'RUN does not begin with the cd to a folder'],
    ['RUN cd -P /x && b', 'RUN does not begin with the cd to a folder'],
    ['RUN b && cd /x && c', 'RUN does not begin with the cd to a folder'],
    ['ENV cd /x', 'ENV does not begin with the cd to a folder'],
    ['RUN cd /x && b\nRUN c', 'RUN would be in another folder'],
    ['RUN cd /x && b\nCOPY c d', 'COPY would be in another folder'],
    ['RUN cd /x && b\nWORKDIR c', 'WORKDIR would be in another folder'],
    ['RUN cd /x && b\nONBUILD RUN c', 'ONBUILD RUN would be in another folder'],
  ])('fails for %j', (text, message) => {
    expect(() => changedBy(`FROM a\n${text}\n`, text)).toThrow(message);
  });
});

describe('removeStep', () => {
  const text =
    'FROM a\nCMD b\nHEALTHCHECK --retries=1 CMD c\nONBUILD CMD d\nCMD e\nHEALTHCHECK NONE\nFROM a\nCMD f\nRUN g\nRUN g\n';
  const remove = (...heads: string[]): Trace =>
    applyChanges(
      trace(text),
      heads.map((head) => ({ kind: 'removeStep', step: text.indexOf(head) })),
    );

  it('takes an instruction away where a later one of its kind counts', () => {
    const found = remove('CMD b', 'HEALTHCHECK --retries');
    expect(shown(found).slice(0, 4)).toEqual(['FROM a', 'ONBUILD CMD d', 'CMD e', 'HEALTHCHECK NONE']);
  });

  it.each([
    ['the last of a stage', 'CMD e', 'no later CMD of the stage takes its place'],
    ['the last one with flags before it', 'HEALTHCHECK NONE', 'no later HEALTHCHECK of the stage takes its place'],
    ['the only one of the last stage', 'CMD f', 'no later CMD of the stage takes its place'],
    ['a trigger', 'ONBUILD CMD d', 'ONBUILD CMD can not be removed'],
    ['a RUN', 'RUN g', 'RUN can not be removed'],
    ['a stage', 'FROM a', 'FROM can not be removed'],
    ['what is not there', 'nowhere', 'no step at -1'],
  ])('fails for %s', (_, head, message) => {
    expect(() => remove(head)).toThrow(message);
  });

  it('fails for the one that was to take the place of another', () => {
    expect(() => remove('CMD b', 'CMD e')).toThrow('no later CMD');
  });
});

describe('several changes', () => {
  it('apply one after the other, and go by the places of the file before all of them', () => {
    const found = changed(
      { kind: 'replaceWord', step: second, at: at('e\n', second), text: 'E' },
      { kind: 'join', steps: [first, second] },
      { kind: 'removeCommand', step: first, from: at('d\n'), to: at('d\n') },
      { kind: 'append', step: first, operator: '&&', command: 'z' },
    );
    expect(found[2]).toBe('RUN b c && {# two} {# three} E && z');
  });

  it('find a step no more that was joined to another', () => {
    const found = failure(
      { kind: 'join', steps: [first, second] },
      { kind: 'append', step: second, operator: '&&', command: 'z' },
    );
    expect(found).toBe(`no step at ${second}`);
  });

  it('leave the trace that they were made from as it was', () => {
    const before = trace(BASE);
    const written = JSON.stringify(before);
    applyChanges(before, [{ kind: 'join', steps: [first, second] }]);
    expect(JSON.stringify(before)).toBe(written);
  });
});

describe('commentsOf', () => {
  it('gives every comment, wherever it stands', () => {
    expect(commentsOf(trace(BASE))).toEqual(['# one', '# two', '# three', '# four']);
    expect(commentsOf(trace('FROM a\nENV A=1 \\\n# c\n B=2\nRUN $X \\\n # d\n y\n'))).toEqual(['# c', '# d']);
  });

  it('takes no line of a heredoc for one', () => {
    expect(commentsOf(trace('FROM a\nCOPY <<E /x\n\n# b\nE\nRUN <<E\n\n# c\nE\n'))).toEqual([]);
  });
});
