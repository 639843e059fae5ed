import { describe, expect, it } from 'vitest';
import { type Candidate, select } from '../../src/engine/select.ts';
import type { Edit, Finding, Phase } from '../../src/model/finding.ts';
import type { Span } from '../../src/syntax/text.ts';
import { fake, fixOf } from '../support/fakes.ts';

const candidate = (
  id: string,
  phase: Phase,
  edits: readonly Edit[],
  scope: readonly Span[] = [],
  at = edits[0],
): Candidate => {
  const fix = fixOf(edits, [], { scope });
  const finding: Finding = { at: at ?? { start: 0, end: 0 }, message: id, fix };
  return { transform: fake(id, () => [], { phase }), finding, fix };
};
const edit = (start: number, end = start): Edit => ({ start, end, text: 'x' });
const chosen = (...candidates: Candidate[]): string[] => select(candidates).map(({ transform }) => transform.meta.id);

describe('select', () => {
  it('takes fixes that have nothing to do with each other, in the order of the file', () => {
    expect(chosen(candidate('b', 'words', [edit(20, 25)]), candidate('a', 'words', [edit(0, 5)]))).toEqual(['a', 'b']);
  });

  it('gives the turn to the earlier phase, wherever it stands', () => {
    const [first, second] = [candidate('late', 'cleanup', [edit(0, 9)]), candidate('early', 'words', [edit(5, 6)])];
    expect(chosen(first, second)).toEqual(['early']);
    expect(chosen(candidate('steps', 'steps', [edit(4)]), first)).toEqual(['steps']);
  });

  it('gives the turn to the name that sorts first at the same place', () => {
    expect(chosen(candidate('b', 'words', [edit(3, 5)]), candidate('a', 'words', [edit(3, 5)]))).toEqual(['a']);
  });

  it('lets a fix wait that overlaps one before it', () => {
    expect(chosen(candidate('a', 'words', [edit(0, 5)]), candidate('b', 'words', [edit(4, 8)]))).toEqual(['a']);
  });

  it('lets a fix wait that only touches one before it', () => {
    expect(chosen(candidate('a', 'words', [edit(0, 5)]), candidate('b', 'words', [edit(5, 8)]))).toEqual(['a']);
    expect(chosen(candidate('a', 'words', [edit(5)]), candidate('b', 'words', [edit(5)]))).toEqual(['a']);
    expect(chosen(candidate('a', 'words', [edit(0, 5)]), candidate('b', 'words', [edit(6, 8)]))).toEqual(['a', 'b']);
  });

  it('lets a fix wait whose edits touch what another rests on', () => {
    const rests = candidate('a', 'words', [edit(0, 2)], [{ start: 0, end: 30 }]);
    expect(chosen(rests, candidate('b', 'words', [edit(30)]))).toEqual(['a']);
    expect(chosen(rests, candidate('b', 'words', [edit(31)]))).toEqual(['a', 'b']);
  });

  it('lets a fix wait that rests on what another edits', () => {
    const rests = candidate('b', 'words', [edit(40)], [{ start: 0, end: 30 }]);
    expect(chosen(candidate('a', 'words', [edit(10, 12)]), rests)).toEqual(['a']);
  });

  it('lets two fixes rest on the same', () => {
    const scope = [{ start: 0, end: 5 }];
    expect(chosen(candidate('a', 'words', [edit(10)], scope), candidate('b', 'words', [edit(20)], scope))).toEqual([
      'a',
      'b',
    ]);
  });

  it('takes all edits of a fix or none', () => {
    const both = candidate('b', 'words', [edit(10, 12), edit(3, 4)], [], edit(10, 12));
    expect(chosen(candidate('a', 'words', [edit(0, 5)]), both, candidate('c', 'words', [edit(11)]))).toEqual([
      'a',
      'c',
    ]);
  });

  it('leaves the list that it is given as it was', () => {
    const candidates = [candidate('b', 'words', [edit(9)]), candidate('a', 'words', [edit(0)])];
    select(candidates);
    expect(candidates.map(({ transform }) => transform.meta.id)).toEqual(['b', 'a']);
  });
});
