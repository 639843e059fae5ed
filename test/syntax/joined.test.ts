import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceJoined, toSource, toSourceSpan } from '../../src/syntax/joined.ts';
import { commentOn, isBlank, joinLine, physicalLine } from '../../src/syntax/lines.ts';
import { nastyLines } from '../support/generate.ts';
import { instruction } from '../support/read.ts';

describe('the source map of joined text', () => {
  it.each(['\\', '`'] as const)(
    'leads every character to the same one in the file, with %s as the escape',
    (escape) => {
      let characters = 0;
      fc.assert(
        fc.property(nastyLines(escape), fc.nat(20), (text, skip) => {
          for (let at = 0; at < text.length; ) {
            const line = physicalLine(text, at);
            at = line.next;
            if (commentOn(text, line) !== undefined || isBlank(text, line)) continue;
            const { joined, next } = joinLine(text, line, escape);
            at = next;
            const slice = sliceJoined(joined, Math.min(skip, joined.text.length));
            for (const part of [joined, slice]) {
              for (let offset = 0; offset < part.text.length; offset++) {
                expect(text[toSource(part, offset)]).toBe(part.text[offset]);
                characters++;
              }
            }
          }
        }),
        { numRuns: 500 },
      );
      expect(characters).toBeGreaterThan(5000);
    },
  );

  it('gives ranges that end with their last character, not with the next line', () => {
    const text = 'RUN aa \\\n# c\n  bb \\\n  cc';
    const file = `FROM scratch\n${text}`;
    const { args } = instruction(text);
    const spanOf = (word: string) => {
      const start = args.text.indexOf(word);
      const { start: from, end } = toSourceSpan(args, start, start + word.length);
      return file.slice(from, end);
    };
    expect(args.text).toBe('aa   bb   cc');
    expect(spanOf('aa')).toBe('aa');
    expect(spanOf('bb')).toBe('bb');
    expect(spanOf('aa   bb')).toBe('aa \\\n# c\n  bb');
    expect(spanOf('cc')).toBe('cc');
  });

  it('gives a word at the very end of a line its own end', () => {
    const { args } = instruction('RUN aa\\\nbb');
    expect(args.text).toBe('aabb');
    expect(toSourceSpan(args, 0, 2)).toEqual({ start: 17, end: 19 });
    expect(toSourceSpan(args, 2, 4)).toEqual({ start: 21, end: 23 });
  });

  it('gives an empty range its place', () => {
    const { args } = instruction('RUN ab');
    expect(toSourceSpan(args, 1, 1)).toEqual({ start: 18, end: 18 });
  });

  it('shares its segments with slices of slices', () => {
    const { args } = instruction('RUN abc \\\n def');
    const inner = sliceJoined(sliceJoined(args, 2), 3, 6);
    expect(inner.text).toBe(args.text.slice(5, 8));
    expect(toSource(inner, 0)).toBe(toSource(args, 5));
  });
});
