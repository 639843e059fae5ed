import { expect, test } from 'vitest';
import { checked, count, failed, fixed, newTally } from '../../src/report/tally.ts';
import { changed, decline, fix, unchanged, unreadable } from './samples.ts';

test('counts files and findings by kind', () => {
  const tally = newTally();
  count(tally, { ...changed('a', { fixes: [fix('x', 1, 1), fix('y', 1, 1, { safety: 'review' })] }), written: true });
  count(
    tally,
    unchanged('b', {
      held: [fix('z', 1, 1, { safety: 'manual' })],
      declines: [decline('d', 1, 1)],
      withheld: [decline('w', 1, 1)],
    }),
  );
  count(tally, { ...unchanged('c'), status: 'left' });
  count(tally, unreadable('d'));
  expect(tally).toEqual({
    files: { changed: 1, unchanged: 1, left: 1, skipped: 0, unreadable: 1, unwritable: 0, broken: 0 },
    written: 1,
    fixes: { safe: 1, review: 1, manual: 0 },
    held: { safe: 0, review: 0, manual: 1 },
    declines: 1,
    withheld: 1,
  });
  expect([checked(tally), failed(tally), fixed(tally)]).toEqual([3, 1, 2]);
});

test('what could not be written does not count as fixed', () => {
  const tally = newTally();
  count(tally, {
    ...changed('a', { declines: [decline('d', 1, 1)] }),
    status: 'unwritable',
    problem: { message: 'read-only' },
  });
  expect([fixed(tally), tally.declines, tally.written, checked(tally), failed(tally)]).toEqual([0, 0, 0, 0, 1]);
});
