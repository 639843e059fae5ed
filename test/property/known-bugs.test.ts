import { describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { KNOWN_BUGS } from './known-bugs.ts';

describe('a known bug', () => {
  it.skip.each(KNOWN_BUGS)('is mended: $what', ({ text }) => {
    expect(refactor(text).withheld).toEqual([]);
  });

  it.each(KNOWN_BUGS)('is still one, else its entry can go: $what', ({ text, transform, reason }) => {
    const { withheld, text: after } = refactor(text);
    expect(withheld).toEqual([expect.objectContaining({ transform, reason: expect.stringMatching(reason) })]);
    expect(refactor(after).text).toBe(after);
  });
});
