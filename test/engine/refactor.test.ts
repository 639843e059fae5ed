import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import type { Change } from '../../src/model/change.ts';
import type { Safety, Transform } from '../../src/model/finding.ts';
import { usualSettings } from '../../src/model/settings.ts';
import { lineOf } from '../../src/transforms/support/wording.ts';
import { fake, fixOf, lying, replacing, run } from '../support/fakes.ts';

const FILE = 'FROM scratch\nRUN a\nRUN b\nRUN c\n';
const ids = (items: readonly { transform: string }[]): string[] => items.map(({ transform }) => transform);
const lines = (items: readonly { at: { start: { line: number } } }[]): number[] => items.map(({ at }) => at.start.line);

describe('refactorText', () => {
  it('changes nothing where nothing is found', () => {
    expect(run(FILE, [replacing('t', 'z', 'y')])).toEqual({
      status: 'ok',
      text: FILE,
      findings: [],
      fixes: [],
      held: [],
      declines: [],
      withheld: [],
    });
  });

  it('goes on until nothing is found any more', () => {
    const result = run(FILE, [replacing('1', 'a', 'b'), replacing('2', 'b', 'c'), replacing('3', 'c', 'd')]);
    expect(result.text).toBe('FROM scratch\nRUN d\nRUN d\nRUN d\n');
    expect(ids(result.fixes)).toEqual(['1', '2', '3', '2', '3', '3']);
    expect(result.withheld).toEqual([]);
  });

  it('makes several fixes of one RUN one after the other, when they touch', () => {
    const touching = fake('all', function* (file) {
      const step = file.source.text.indexOf('RUN a');
      const at = { start: step + 4, end: step + 5 };
      if (!file.source.text.includes(' x'))
        yield {
          at,
          message: 'x',
          fix: fixOf(
            [{ start: at.end, end: at.end, text: ' x' }],
            [{ kind: 'addWords', step, after: at.start, words: ['x'] }],
          ),
        };
      if (!file.source.text.includes(' y'))
        yield {
          at,
          message: 'y',
          fix: fixOf(
            [{ start: at.end, end: at.end, text: ' y' }],
            [{ kind: 'addWords', step, after: at.start, words: ['y'] }],
          ),
        };
    });
    const result = run(FILE, [touching]);
    expect(result.text).toBe('FROM scratch\nRUN a y x\nRUN b\nRUN c\n');
    expect(result.withheld).toEqual([]);
  });

  it('hands the build context on', () => {
    let seen: string | undefined;
    const asking: Transform = {
      ...fake('t', () => []),
      find: (_, context) => {
        seen = context.readText('x');
        return [];
      },
    };
    run(FILE, [asking], { context: memoryContext({ x: 'text' }) });
    expect(seen).toBe('text');
  });

  it('says of each fix what it was, how safe and why', () => {
    const { fixes } = run(FILE, [replacing('t', 'b', 'B', {}, { safety: 'review', reason: 'the evidence' })]);
    expect(fixes).toEqual([
      {
        transform: 't',
        at: { start: { line: 3, column: 5 }, end: { line: 3, column: 6 } },
        message: 'b found',
        safety: 'review',
        reason: 'the evidence',
      },
    ]);
  });
});

describe('places', () => {
  it('are places of the file as it was given, however many passes came before', () => {
    const long = replacing('long', 'a', 'first-of-all');
    const later = fake('later', function* (file) {
      if (!file.source.text.includes('first-of-all')) return;
      for (const finding of replacing('', 'c', 'C').find(file, memoryContext({}), usualSettings)) yield finding;
    });
    const declines = fake('declines', function* (file) {
      const start = file.source.text.indexOf('RUN b');
      yield { at: { start, end: start + 5 }, message: 'left', declined: 'because' };
    });
    const result = run(FILE, [long, later, declines]);
    expect(result.text).toBe('FROM scratch\nRUN first-of-all\nRUN b\nRUN C\n');
    expect(result.fixes.map(({ at }) => [at.start.line, at.start.column, at.end.column])).toEqual([
      [2, 5, 6],
      [4, 5, 6],
    ]);
    expect(result.declines.map(({ at }) => [at.start.line, at.start.column, at.end.column])).toEqual([[3, 1, 6]]);
  });

  it('are found again after RUNs were joined and lines added', () => {
    const joins = fake(
      'join',
      function* (file) {
        const [, first, second] = file.source.instructions;
        if (first === undefined || second === undefined || first.args.text !== 'a') return;
        const changes: Change[] = [{ kind: 'join', steps: [first.span.start, second.span.start] }];
        const edits = [
          {
            start: first.span.end,
            end: second.args.text === 'b' ? second.span.start + 4 : 0,
            text: ' \\\n\n\n    && ',
          },
        ];
        yield { at: first.span, message: 'joined', fix: fixOf(edits, changes) };
      },
      { phase: 'words' },
    );
    const declines = fake('declines', function* (file) {
      const start = file.source.text.lastIndexOf('RUN');
      yield { at: { start, end: start + 5 }, message: 'left', declined: `line ${lineOf(file, start)} asks for it` };
    });
    const result = run(FILE, [
      joins,
      declines,
      replacing('z', 'c', 'C', { phase: 'cleanup' }),
      replacing('y', 'b', 'B', { phase: 'cleanup' }),
    ]);
    expect(result.text).toBe('FROM scratch\nRUN a \\\n\n\n    && B\nRUN C\n');
    expect(result.fixes.map(({ transform, at }) => `${transform} ${at.start.line}:${at.start.column}`).sort()).toEqual([
      'join 2:1',
      'y 3:5',
      'z 4:5',
    ]);
    expect(result.declines.map(({ reason }) => reason)).toEqual(['line 4 asks for it']);
  });
});

describe('fixes that do not come to rest', () => {
  const circular = 'the fixes of this file do not come to rest';

  it('are all withheld when two undo each other, and the file is as it was', () => {
    const result = run(FILE, [replacing('there', 'a', 'z'), replacing('back', 'z', 'a')]);
    expect(result).toMatchObject({ status: 'ok', text: FILE, fixes: [], held: [], declines: [] });
    expect(result.withheld.map(({ transform, reason }) => [transform, reason])).toEqual([
      ['there', circular],
      ['back', circular],
    ]);
  });

  it('are all withheld when three go round', () => {
    const result = run(FILE, [replacing('1', 'a', 'x'), replacing('2', 'x', 'y'), replacing('3', 'y', 'a')]);
    expect(result.text).toBe(FILE);
    expect(ids(result.withheld)).toEqual(['1', '2', '3']);
    expect(result.withheld.every(({ reason }) => reason === circular)).toBe(true);
  });

  it('are all withheld when the circle does not hold the first text', () => {
    const result = run(FILE, [replacing('0', 'b', 'x'), replacing('1', 'x', 'y'), replacing('2', 'y', 'x')]);
    expect(result.text).toBe(FILE);
    expect(ids(result.withheld)).toEqual(['0', '1', '2']);
  });

  it('are all withheld when the file grows for ever', () => {
    const growing = fake('grow', function* (file) {
      const step = file.source.text.indexOf('RUN a');
      const at = { start: step + 4, end: step + 5 };
      const change: Change = { kind: 'addWords', step, after: at.start, words: ['x'] };
      yield { at, message: 'more', fix: fixOf([{ start: at.end, end: at.end, text: ' x' }], [change]) };
    });
    const result = run(FILE, [growing]);
    expect(result).toMatchObject({ status: 'ok', text: FILE, fixes: [] });
    expect(result.withheld.length).toBeGreaterThanOrEqual(10);
    expect(result.withheld.every(({ reason }) => reason === circular)).toBe(true);
  });
});

describe('many passes', () => {
  it('are made where the file has many places that need one each', () => {
    const count = 60;
    const text = `FROM scratch\n${Array.from({ length: count }, (_, index) => `RUN a ${index}\n`).join('')}`;
    const one = fake('one', function* (file) {
      const whole = { start: 0, end: file.source.text.length };
      for (const { at, message, ...found } of replacing('', 'a', 'b').find(file, memoryContext({}), usualSettings)) {
        if ('fix' in found) yield { at, message, fix: { ...found.fix, scope: [whole] } };
      }
    });
    const result = run(text, [one]);
    expect(result.fixes).toHaveLength(count);
    expect(result.withheld).toEqual([]);
    expect(result.text).toBe(text.replaceAll(' a ', ' b '));
  });
});

describe('a wrong fix', () => {
  it('is withheld alone among right ones', () => {
    const result = run(FILE, [replacing('right', 'a', 'A'), lying('wrong', 'b', 'B'), replacing('too', 'c', 'C')]);
    expect(result.text).toBe('FROM scratch\nRUN A\nRUN b\nRUN C\n');
    expect(ids(result.fixes)).toEqual(['right', 'too']);
    expect(result.withheld).toEqual([
      {
        transform: 'wrong',
        at: { start: { line: 3, column: 5 }, end: { line: 3, column: 6 } },
        message: 'b found',
        reason: 'RUN: expected "not-B", found "B"',
      },
    ]);
  });

  it('is withheld first of all, and later passes do not bring it back', () => {
    const result = run(FILE, [lying('wrong', 'a', 'A'), replacing('1', 'b', 'x'), replacing('2', 'x', 'y')]);
    expect(result.text).toBe('FROM scratch\nRUN a\nRUN y\nRUN c\n');
    expect(ids(result.withheld)).toEqual(['wrong']);
  });

  it('keeps no right one from its turn', () => {
    const result = run(FILE, [lying('wrong', 'a', 'A'), replacing('zright', 'a', 'B')]);
    expect(result.text).toBe('FROM scratch\nRUN B\nRUN b\nRUN c\n');
    expect(ids(result.fixes)).toEqual(['zright']);
    expect(ids(result.withheld)).toEqual(['wrong']);
  });

  it('is withheld at each of its places', () => {
    const text = 'FROM scratch\nRUN a\nRUN a\n';
    const result = run(text, [lying('wrong', 'a', 'A')]);
    expect(result.text).toBe(text);
    expect(lines(result.withheld)).toEqual([2, 3]);
  });

  it.each([
    [
      'overlap each other',
      [
        { start: 17, end: 18, text: 'x' },
        { start: 16, end: 18, text: 'y' },
      ],
      'two edits overlap',
    ],
    ['lie behind the file', [{ start: 30, end: 900, text: '' }], 'an edit lies outside of the file'],
    ['do nothing', [{ start: 17, end: 18, text: 'a' }], 'its edits change nothing'],
    ['are none', [], 'its edits change nothing'],
    ['lose the instruction', [{ start: 13, end: 16, text: 'RUNN' }], 'unknown instruction "RUNN"'],
  ])('is withheld when its edits %s, and the others are made', (_, edits, reason) => {
    const wrong = fake('wrong', function* () {
      yield { at: { start: 13, end: 18 }, message: 'found', fix: fixOf(edits, []) };
    });
    const result = run(FILE, [wrong, replacing('right', 'c', 'C')]);
    expect(result.text).toBe('FROM scratch\nRUN a\nRUN b\nRUN C\n');
    expect(result.withheld.map((fix) => [fix.transform, fix.reason])).toEqual([['wrong', reason]]);
  });

  it('is none that is wrong only together with another: it waits, and then it may not be found any more', () => {
    const text = 'FROM debian:12\nRUN apt-get update && b && apt-get update\nRUN apt-get install -y a\n';
    const [first, last] = [text.indexOf('apt-get update'), text.lastIndexOf('apt-get update')];
    const dropping = (id: string, word: number, start: number, end: number): Transform =>
      fake(id, function* (file) {
        if (file.source.text !== text) return;
        const change: Change = { kind: 'removeCommand', step: 15, from: word, to: word + 'apt-get '.length };
        yield { at: { start, end }, message: 'twice', fix: fixOf([{ start, end, text: '' }], [change]) };
      });
    const ending = ' && apt-get update'.length;
    const transforms = [dropping('1', first, first, first + ending), dropping('2', last, last - 4, last - 4 + ending)];
    const alone = transforms.map((transform) => run(text, [transform]));
    expect(alone.map(({ fixes }) => fixes.length)).toEqual([1, 1]);
    const together = run(text, transforms);
    expect(together).toMatchObject({ text: alone[0]?.text, fixes: [{ transform: '1' }], withheld: [] });
  });
});

describe('safety', () => {
  const all = (['safe', 'review', 'manual'] as const).map((safety, index) =>
    replacing(safety, 'abc'[index] ?? '', 'X', {}, { safety }),
  );
  const only =
    (...accepted: Safety[]) =>
    (safety: Safety): boolean =>
      accepted.includes(safety);

  it('decides what is made and what is held', () => {
    const result = run(FILE, all, { accepts: only('safe') });
    expect(ids(result.fixes)).toEqual(['safe']);
    expect(result.held.map(({ transform, safety, at }) => [transform, safety, at.start.line])).toEqual([
      ['review', 'review', 3],
      ['manual', 'manual', 4],
    ]);
    expect(result.text).toBe('FROM scratch\nRUN X\nRUN b\nRUN c\n');
  });

  it('never makes a manual fix, whatever the caller accepts', () => {
    const result = run(FILE, all, { accepts: () => true });
    expect(ids(result.fixes)).toEqual(['safe', 'review']);
    expect(ids(result.held)).toEqual(['manual']);
  });

  it('holds everything where nothing is accepted', () => {
    const result = run(FILE, all, { accepts: () => false });
    expect(result.text).toBe(FILE);
    expect(ids(result.held)).toEqual(['safe', 'review', 'manual']);
  });
});

describe('ignore comments', () => {
  const transforms = [replacing('use-x', 'a', 'A', { covers: ['DL3009'] }), replacing('use-y', 'b', 'B')];
  const silenced = (text: string) => {
    const result = run(text, transforms);
    return { made: ids(result.fixes), left: result.declines.map(({ transform, reason }) => `${transform}: ${reason}`) };
  };

  it.each([['# dockmod ignore'], ['# dockmod ignore=use-x'], ['# hadolint ignore=DL3009'], ['#trivy:ignore:DL3009']])(
    '%s silences a fix of the next instruction, and says so',
    (comment) => {
      expect(silenced(`FROM scratch\n${comment}\nRUN a\nRUN b\n`)).toEqual({
        made: ['use-y'],
        left: [`use-x: the comment ${JSON.stringify(comment)} asks for it`],
      });
    },
  );

  it('silence inside of an instruction as well', () => {
    const text = 'FROM scratch\nRUN x && \\\n  # dockmod ignore\n  a\nRUN b\n';
    expect(silenced(text).made).toEqual(['use-y']);
  });

  it.each(['# dockmod ignore=use-y', '# hadolint ignore=DL3008', '# ignore'])(
    '%s is about something else',
    (comment) => {
      expect(silenced(`FROM scratch\n${comment}\nRUN a\nRUN b\n`)).toEqual({ made: ['use-x', 'use-y'], left: [] });
    },
  );

  it('silence nothing but their own instruction', () => {
    expect(silenced('FROM scratch\n# dockmod ignore\nRUN c\nRUN a\nRUN b\n').made).toEqual(['use-x', 'use-y']);
  });

  it.each(['# dockmod global ignore=use-x', '# hadolint global ignore=DL3009'])(
    '%s silences the whole file',
    (comment) => {
      expect(silenced(`FROM scratch\nRUN a\nRUN b\nRUN a\n${comment}\n`)).toEqual({
        made: ['use-y'],
        left: Array(2).fill(`use-x: the comment ${JSON.stringify(comment)} asks for it`),
      });
    },
  );

  it('silence the file from the check directive', () => {
    expect(silenced('# check=skip=DL3009\nFROM scratch\nRUN a\nRUN b\n').made).toEqual(['use-y']);
  });

  it('silence a fix that edits several instructions, whichever it heads', () => {
    const both = fake('both', function* (file) {
      const [, first, second] = file.source.instructions;
      if (first === undefined || second === undefined || file.source.instructions.length < 3) return;
      const changes: Change[] = [{ kind: 'join', steps: [first.span.start, second.span.start] }];
      const edits = [{ start: first.span.end, end: second.span.start + 4, text: ' && ' }];
      yield { at: first.span, message: 'adjacent', fix: fixOf(edits, changes) };
    });
    expect(run('FROM scratch\nRUN a\nRUN b\n', [both]).text).toBe('FROM scratch\nRUN a && b\n');
    const text = 'FROM scratch\nRUN a\n# dockmod ignore=both\nRUN b\n';
    expect(run(text, [both])).toMatchObject({ text, fixes: [], withheld: [], declines: [{ transform: 'both' }] });
  });
});

describe('declines', () => {
  it('are reported with their reason, and only those of the last pass', () => {
    const picky = fake('picky', function* (file) {
      for (const [index, { keyword, span }] of file.source.instructions.entries())
        if (keyword === 'RUN') yield { at: span, message: `RUN ${index}`, declined: `it is number ${index}` };
    });
    const result = run(FILE, [picky, replacing('t', 'b', 'B')]);
    expect(result.declines.map(({ message, reason, at }) => [message, reason, at.start.line])).toEqual([
      ['RUN 1', 'it is number 1', 2],
      ['RUN 2', 'it is number 2', 3],
      ['RUN 3', 'it is number 3', 4],
    ]);
  });
});

describe('findings', () => {
  it('are all that was found, in the order of the file, with what became of each', () => {
    const declines = fake('declines', function* (file) {
      yield { at: file.source.instructions[0]?.span ?? { start: 0, end: 0 }, message: 'left', declined: 'because' };
    });
    const transforms = [
      replacing('fixed', 'c', 'C'),
      replacing('held', 'b', 'B', {}, { safety: 'manual' }),
      lying('withheld', 'a', 'A'),
      declines,
    ];
    const { findings } = run(FILE, transforms);
    expect(findings.map(({ transform, outcome, at }) => [transform, outcome, at.start.line])).toEqual([
      ['declines', 'declined', 1],
      ['withheld', 'withheld', 2],
      ['held', 'held', 3],
      ['fixed', 'fixed', 4],
    ]);
  });
});

describe('files that are not worked on', () => {
  const never = fake('never', () => {
    throw new Error('asked');
  });

  it.each([
    ['invalid', '', 'the file has no instruction', 1, 1],
    ['invalid', 'FROM a\n\n  RUNN b\n', 'unknown instruction "RUNN"', 3, 3],
    ['invalid', 'FROM a\nRUN <<EOF\nb\n', 'unterminated heredoc EOF', 2, 1],
    [
      'left',
      'FROM a\nRUN cat << EOF\n',
      'builders disagree about whether << EOF starts a heredoc, so the file is left alone',
      2,
      1,
    ],
    [
      'left',
      'FROM a\nSHELL ["pwsh", "-c"]\nRUN b\n',
      'its commands run in pwsh, which dockmod does not read; the file is left alone',
      3,
      1,
    ],
  ])('are %s: %j', (status, text, message, line, column) => {
    expect(run(text, [never])).toEqual({
      status,
      text,
      problem: { message, at: { line, column } },
      findings: [],
      fixes: [],
      held: [],
      declines: [],
      withheld: [],
    });
  });
});

describe('a file that parsers read in two ways', () => {
  const TWO_WAYS = 'FROM scratch\nRUN a\nRUN echo b\\\\\nUSER x\n';
  const message = 'parsers disagree about where this instruction starts, so the file is left alone';

  it('is left alone where something would change', () => {
    const result = run(TWO_WAYS, [replacing('t', 'a', 'A')]);
    expect(result).toMatchObject({ status: 'left', text: TWO_WAYS, fixes: [], withheld: [] });
    expect(result.problem).toEqual({ message, at: { line: 4, column: 1 } });
  });

  it('is like any other where nothing would', () => {
    const declines = fake('declines', function* () {
      yield { at: { start: 0, end: 4 }, message: 'left', declined: 'because' };
    });
    const held = replacing('held', 'a', 'A', {}, { safety: 'manual' });
    const result = run(TWO_WAYS, [declines, held]);
    expect(result).toMatchObject({ status: 'ok', text: TWO_WAYS, declines: [{ transform: 'declines' }] });
    expect(ids(result.held)).toEqual(['held']);
  });

  it('is no outcome: the fix that makes it one is withheld, and the others are made', () => {
    const makesTwoWays = fake('doubtful', function* (file) {
      const step = file.source.text.indexOf('RUN b');
      if (step === -1) return;
      const at = { start: step + 4, end: step + 5 };
      const word = `'b <<E c'`;
      const change: Change = { kind: 'replaceWord', step, at: at.start, text: word };
      yield { at, message: 'quoted', fix: fixOf([{ ...at, text: word }], [change]) };
    });
    const result = run(FILE, [makesTwoWays, replacing('right', 'c', 'C')]);
    expect(result).toMatchObject({ status: 'ok', text: 'FROM scratch\nRUN a\nRUN b\nRUN C\n' });
    expect(ids(result.fixes)).toEqual(['right']);
    expect(result.withheld.map(({ transform, reason }) => [transform, reason])).toEqual([['doubtful', message]]);
  });
});
