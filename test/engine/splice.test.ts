import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeEdits, inOrder, splice, whyNotSplice } from '../../src/engine/splice.ts';
import type { Edit } from '../../src/model/finding.ts';

/** Edits of a text that do not overlap, in any order; some only insert, some only remove, some stand side by side. */
const edited: fc.Arbitrary<{ text: string; edits: Edit[] }> = fc
  .record({
    text: fc.string({ minLength: 1, maxLength: 40 }),
    cuts: fc.uniqueArray(fc.nat(40), { maxLength: 10 }),
    texts: fc.array(fc.constantFrom('', 'x', 'yy', '\n', '\\\r\n'), { minLength: 6, maxLength: 6 }),
    inserts: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    turn: fc.boolean(),
  })
  .map(({ text, cuts, texts, inserts, turn }) => {
    const at = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
    const edits: Edit[] = [];
    for (let index = 0; index + 1 < at.length; index += 2) {
      const [start = 0, end = 0] = at.slice(index, index + 2);
      const replacement = texts[index / 2] ?? '';
      if (inserts[index / 2]) edits.push({ start, end: start, text: `i${replacement}` });
      else if (start < end) edits.push({ start, end, text: replacement });
    }
    return { text, edits: turn ? edits.reverse() : edits };
  });

/** What edits do to a text, done by hand from the back. */
function byHand(text: string, edits: readonly Edit[]): string {
  const fromBack = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  return fromBack.reduce((done, { start, end, text: part }) => done.slice(0, start) + part + done.slice(end), text);
}

describe('splice', () => {
  it('replaces, inserts and removes', () => {
    const edits = [
      { start: 0, end: 1, text: 'A' },
      { start: 2, end: 2, text: '+' },
      { start: 3, end: 5, text: '' },
    ];
    expect(splice('abcdef', edits)).toBe('Ab+cf');
    expect(splice('abcdef', edits.toReversed())).toBe('Ab+cf');
    expect(splice('abc', [])).toBe('abc');
  });

  it('loses nothing at the edges of what it removes or replaces, in any order', () => {
    const around = [
      { start: 1, end: 1, text: '<' },
      { start: 1, end: 3, text: '' },
      { start: 3, end: 3, text: '>' },
      { start: 3, end: 4, text: 'D' },
    ];
    for (const edits of [around, around.toReversed(), [around[2], around[0], around[3], around[1]] as Edit[]])
      expect(splice('abcdef', edits)).toBe('a<>Def');
  });

  it('puts two insertions at one place in the order that they come in', () => {
    const edits = [
      { start: 1, end: 1, text: '1' },
      { start: 1, end: 1, text: '2' },
    ];
    expect(splice('ab', edits)).toBe('a12b');
  });

  it('does what the edits say, whatever they are', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        expect(whyNotSplice(text, edits)).toBeUndefined();
        expect(splice(text, edits)).toBe(byHand(text, edits));
      }),
      { numRuns: 500 },
    );
  });
});

describe('whyNotSplice', () => {
  it.each([
    [
      'two ranges overlap',
      [
        { start: 0, end: 3 },
        { start: 2, end: 4 },
      ],
      'two edits overlap',
    ],
    [
      'a range lies in another',
      [
        { start: 0, end: 5 },
        { start: 2, end: 3 },
      ],
      'two edits overlap',
    ],
    [
      'something is put into a range',
      [
        { start: 2, end: 2 },
        { start: 0, end: 5 },
      ],
      'two edits overlap',
    ],
    [
      'a range comes twice',
      [
        { start: 0, end: 3 },
        { start: 0, end: 3 },
      ],
      'two edits overlap',
    ],
    ['a range ends behind the file', [{ start: 4, end: 7 }], 'an edit lies outside of the file'],
    ['a range starts before it', [{ start: -1, end: 2 }], 'an edit lies outside of the file'],
    ['a range ends before it starts', [{ start: 3, end: 2 }], 'an edit lies outside of the file'],
    ['a place is no number', [{ start: Number.NaN, end: 2 }], 'an edit lies outside of the file'],
  ])('says that %s', (_, spans, reason) => {
    const edits = spans.map((span) => ({ ...span, text: 'x' }));
    expect(whyNotSplice('abcdef', edits)).toBe(reason);
  });
});

describe('beforeEdits', () => {
  it('leads offsets of new text to where it was put', () => {
    const edits = [{ start: 2, end: 4, text: 'xyz' }];
    expect(splice('abcdef', edits)).toBe('abxyzef');
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((offset) => beforeEdits(offset, edits))).toEqual([0, 1, 2, 2, 2, 4, 5, 6]);
  });

  it('leads every character that no edit touched to itself', () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        // Each character of the text becomes one that tells its place.
        const places = Array.from(text, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
        const after = splice(places, edits);
        for (let offset = 0; offset < after.length; offset++) {
          const place = after.charCodeAt(offset) - 0x4e00;
          const before = beforeEdits(offset, inOrder(edits));
          if (place >= 0) expect(before).toBe(place);
          else expect(edits.map(({ start }) => start)).toContain(before);
        }
        expect(beforeEdits(after.length, inOrder(edits))).toBe(places.length);
      }),
      { numRuns: 500 },
    );
  });

  it('leads through several passes, one after the other', () => {
    const first = [{ start: 0, end: 0, text: '++' }];
    const second = [{ start: 3, end: 4, text: '' }];
    expect(splice(splice('abcd', first), second)).toBe('++acd');
    expect(beforeEdits(beforeEdits(4, second), first)).toBe(3);
  });
});
