import { describe, expect, test } from 'vitest';
import { type Paint, plain } from '../../src/report/paint.ts';
import { findingLines } from '../../src/report/text.ts';
import { decline, fix, refactored } from './samples.ts';

const shown = (more: Parameters<typeof refactored>[0], verbose = false): string =>
  findingLines('sub/Dockerfile', refactored(more), { verbose, paint: plain });

test('a file without findings is not named', () => {
  expect(shown({})).toBe('');
  expect(shown({}, true)).toBe('');
});

describe('fixes', () => {
  test('stand in the order of the file, in columns', () => {
    const fixes = [fix('first-in-time', 120, 5), fix('second', 9, 14, { safety: 'review' }), fix('third', 9, 1)];
    expect(shown({ fixes })).toBe(
      [
        'sub/Dockerfile',
        '    9:1   third          safe    message of third — reason of third',
        '    9:14  second         review  message of second — reason of second',
        '  120:5   first-in-time  safe    message of first-in-time — reason of first-in-time',
        '',
      ].join('\n'),
    );
  });

  test('take one line each, whatever their words hold', () => {
    const report = shown({ fixes: [fix('one', 1, 1, { message: 'a\nb\r\t\u001b[31m', reason: '--- x\n+++ y' })] });
    expect(report.split('\n')).toHaveLength(3);
    expect(report).toContain('a\\nb\\r\\t\\u{1b}[31m — --- x\\n+++ y');
  });
});

describe('what was not done', () => {
  const work = {
    fixes: [fix('done', 5, 1)],
    held: [fix('risky', 4, 1, { safety: 'review' }), fix('big', 3, 1, { safety: 'manual' })],
    declines: [decline('odd', 2, 1)],
  };

  test('is not said', () => {
    expect(shown(work)).toBe('sub/Dockerfile\n  5:1  done  safe  message of done — reason of done\n');
    expect(shown({ ...work, fixes: [] })).toBe('');
  });

  test('is said with --verbose, after what was done', () => {
    expect(shown(work, true).split('\n')).toEqual([
      'sub/Dockerfile',
      '  5:1  done   safe        message of done — reason of done',
      '  3:1  big    by hand     message of big — reason of big',
      '  4:1  risky  held back   message of risky — reason of risky',
      '  2:1  odd    left alone  message of odd — reason of odd',
      '',
    ]);
  });
});

const marked: Paint = (style, text) => `<${style}>${text}<>`;

test('colours do not move the columns', () => {
  const work = refactored({ fixes: [fix('one', 1, 1), fix('other', 22, 10, { safety: 'review' })] });
  const painted = findingLines('Dockerfile', work, { verbose: false, paint: marked });
  expect(painted).toContain('<green>safe  <>');
  expect(painted.replace(/<\w*>/g, '')).toBe(findingLines('Dockerfile', work, { verbose: false, paint: plain }));
});
