import { describe, expect, test } from 'vitest';
import {
  filterReporter,
  jsonReporter,
  nameReporter,
  patchReporter,
  type Reporter,
  textReporter,
} from '../../src/report/formats.ts';
import { plain } from '../../src/report/paint.ts';
import { newTally } from '../../src/report/tally.ts';
import { changed, decline, fix, unchanged, unreadable } from './samples.ts';

const options = { verbose: false, paint: plain, wrote: false, version: '1.2.3' };

const files = [
  changed('a'),
  unchanged('quiet', { declines: [decline('d', 1, 1)] }),
  unreadable('bad'),
  changed('b'),
  { ...changed('locked'), status: 'unwritable' as const, problem: { message: 'read-only' } },
];

async function product(reporter: Reporter, results = files): Promise<string> {
  let text = '';
  for (const result of results) text += await reporter.file(result);
  return text + reporter.end(newTally());
}

const DIFF = (path: string): string =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-FROM a\n+FROM b\n`;

const FOUND = '  1:1  one  safe  message of one — reason of one\n';

describe('text', () => {
  test('is findings and diff for each changed file, apart by an empty line, and quiet for the others', async () => {
    expect(await product(textReporter(options))).toBe(`a\n${FOUND}\n${DIFF('a')}\nb\n${FOUND}\n${DIFF('b')}`);
  });

  test('is without diffs when the files are written', async () => {
    expect(await product(textReporter({ ...options, wrote: true }))).toBe(`a\n${FOUND}\nb\n${FOUND}`);
  });

  test('names unchanged files with --verbose where there is something to say', async () => {
    expect(
      await product(textReporter({ ...options, verbose: true }), [
        unchanged('empty'),
        unchanged('quiet', { declines: [decline('d', 1, 1)] }),
      ]),
    ).toBe('quiet\n  1:1  d  left alone  message of d — reason of d\n');
  });

  test('has colours when they are wanted', async () => {
    expect(await product(textReporter({ ...options, paint: (style, text) => `<${style}>${text}` }))).toContain(
      '\n<red>-FROM a\n',
    );
  });
});

test('patch is diffs alone, without colours', async () => {
  expect(await product(patchReporter())).toBe(DIFF('a') + DIFF('b') + DIFF('locked'));
});

test('names are those of the files that would change', async () => {
  expect(await product(nameReporter())).toBe('a\nb\n');
});

test('the filter prints the new text, and the old one where nothing changes', async () => {
  expect(await product(filterReporter(), [changed('a')])).toBe('FROM b\n');
  expect(await product(filterReporter(), [unchanged('a')])).toBe('FROM a\n');
  expect(await product(filterReporter(), [unreadable('a')])).toBe('');
});

test('json holds every file', async () => {
  const report = JSON.parse(
    await product(jsonReporter(options), [
      changed('a', { held: [fix('h', 2, 2, { safety: 'manual' })] }),
      unreadable('bad'),
    ]),
  );
  expect(report).toMatchObject({ schemaVersion: 1, dockmod: '1.2.3' });
  expect(report.files).toEqual([
    {
      path: 'a',
      status: 'changed',
      written: false,
      fixes: [
        {
          transform: 'one',
          safety: 'safe',
          message: 'message of one',
          reason: 'reason of one',
          start: { line: 1, column: 1 },
          end: { line: 1, column: 4 },
        },
      ],
      held: [expect.objectContaining({ transform: 'h', safety: 'manual', start: { line: 2, column: 2 } })],
      declines: [],
      withheld: [],
      diff: DIFF('a'),
    },
    {
      path: 'bad',
      status: 'error',
      written: false,
      problem: { message: 'no FROM', line: 3, column: 7 },
      fixes: [],
      held: [],
      declines: [],
      withheld: [],
    },
  ]);
});
