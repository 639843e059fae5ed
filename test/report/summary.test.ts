import { describe, expect, test } from 'vitest';
import { type Mode, summaryLines } from '../../src/report/summary.ts';
import { newTally, type Tally } from '../../src/report/tally.ts';

type Counts = {
  readonly files?: Partial<Tally['files']>;
  readonly fixes?: Partial<Tally['fixes']>;
  readonly held?: Partial<Tally['held']>;
  readonly written?: number;
  readonly declines?: number;
  readonly withheld?: number;
};

function tallied({ files, fixes, held, ...counts }: Counts): Tally {
  const none = newTally();
  return {
    ...none,
    ...counts,
    files: { ...none.files, ...files },
    fixes: { ...none.fixes, ...fixes },
    held: { ...none.held, ...held },
  };
}

const said = (counts: Counts, mode: Mode = 'preview', verbose = false): string =>
  summaryLines(tallied(counts), { mode, verbose }).join('\n');

const MANY: Counts = { files: { changed: 6, unchanged: 25 }, fixes: { safe: 9, review: 5 }, declines: 3 };
const ONE: Counts = { files: { changed: 1, unchanged: 2 }, fixes: { safe: 1 } };

describe('says what happened and what to do next', () => {
  test('in a preview', () => {
    expect(said(MANY)).toBe(
      '14 fixes in 6 of 31 files (9 safe, 5 review). 3 places left alone (--verbose says why). Nothing written; add --write.',
    );
    expect(said(ONE)).toBe('1 fix in 1 of 3 files (1 safe). Nothing written; add --write.');
    expect(said({ files: { changed: 1 }, fixes: { review: 2 } })).toBe(
      '2 fixes in 1 file (2 review). Nothing written; add --write.',
    );
  });

  test('after writing', () => {
    expect(said({ ...MANY, written: 6 }, 'write')).toBe(
      '14 fixes in 6 of 31 files (9 safe, 5 review), written to 6 files. 3 places left alone (--verbose says why).',
    );
    expect(said({ ...ONE, written: 1 }, 'write')).toBe('1 fix in 1 of 3 files (1 safe), written to 1 file.');
  });

  test('after a check', () => {
    expect(said(ONE, 'check')).toBe(
      '1 fix in 1 of 3 files (1 safe). Nothing written; --write in place of --check writes.',
    );
  });

  test('as a filter, which writes no file', () => {
    expect(said(ONE, 'filter')).toBe('1 fix in 1 of 3 files (1 safe).');
  });

  test.each(['preview', 'write', 'check', 'filter'] as const)('when there is nothing to do: %s', (mode) => {
    expect(said({ files: { unchanged: 31 } }, mode)).toBe('Nothing to change in 31 files.');
    expect(said({ files: { unchanged: 1 } }, mode)).toBe('Nothing to change in 1 file.');
  });
});

describe('says what was held back', () => {
  test('and which switch releases it', () => {
    expect(said({ ...ONE, held: { review: 5 } })).toContain('5 more need review; leave out --safe to see them.');
    expect(said({ ...ONE, held: { review: 1 } })).toContain('1 more needs review; leave out --safe to see it.');
  });

  test('without "more" where there is nothing else', () => {
    expect(said({ files: { unchanged: 2 }, held: { review: 1 } })).toBe(
      'Nothing to change in 2 files. 1 fix needs review; leave out --safe to see it.',
    );
    expect(said({ files: { unchanged: 2 }, held: { review: 2 } })).toContain(
      '2 fixes need review; leave out --safe to see them.',
    );
  });

  test('what is to be done by hand', () => {
    expect(said({ ...ONE, held: { manual: 1 } })).toContain('1 place needs a change by hand (--verbose says which).');
    expect(said({ ...ONE, held: { manual: 2 } }, 'preview', true)).toContain('2 places need a change by hand. ');
  });

  test('without pointing to --verbose where that is on', () => {
    expect(said({ ...ONE, declines: 1 })).toContain('1 place left alone (--verbose says why).');
    expect(said({ ...ONE, declines: 1 }, 'preview', true)).toContain('1 place left alone. ');
  });
});

describe('counts what went wrong', () => {
  test('each kind by itself', () => {
    const files = { unchanged: 1, left: 1, skipped: 2, unreadable: 2, unwritable: 1, broken: 1 };
    expect(said({ files })).toBe(
      'Nothing to change in 2 files. 1 file left alone as a whole. 2 templates skipped. 2 files could not be read. ' +
        '1 file could not be written. 1 file hit a bug of dockmod.',
    );
  });

  test('also when nothing else is left to say', () => {
    expect(said({ files: { unreadable: 1 } })).toBe('1 file could not be read.');
    expect(said({ files: { skipped: 1 } })).toBe('1 template skipped.');
    expect(said({})).toBe('');
  });
});

describe('"withheld"', () => {
  test('is said when a fix was', () => {
    expect(said({ ...ONE, withheld: 1 }).split('\n')).toEqual([
      '1 fix withheld: its edits do not do what it says (a bug of dockmod; the file is as it was there)',
      '1 fix in 1 of 3 files (1 safe). Nothing written; add --write.',
    ]);
    expect(said({ ...ONE, withheld: 2 })).toContain('2 fixes withheld: their edits do not do what they say (a bug');
  });

  test('is never said else', () => {
    const everything: Counts = {
      files: { changed: 1, unchanged: 1, left: 1, skipped: 1, unreadable: 1, unwritable: 1, broken: 1 },
      fixes: { safe: 1, review: 1 },
      held: { review: 1, manual: 1 },
      written: 1,
      declines: 1,
    };
    for (const mode of ['preview', 'write', 'check', 'filter'] as const) {
      expect(said(everything, mode)).not.toContain('withheld');
    }
  });
});
