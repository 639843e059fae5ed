import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentOn, isBlank, joinLine, type LogicalLine, physicalLine } from '../../src/syntax/lines.ts';
import { lineStarts, placeAt } from '../../src/syntax/text.ts';
import { joinedByOracle } from '../support/buildkit.ts';
import { nastyLines } from '../support/generate.ts';

const first = (text: string, escape = '\\'): LogicalLine => joinLine(text, physicalLine(text, 0), escape);

function allLines(text: string, escape: string): LogicalLine[] {
  const found: LogicalLine[] = [];
  for (let at = 0; at < text.length; ) {
    const line = physicalLine(text, at);
    if (commentOn(text, line) !== undefined || isBlank(text, line)) {
      at = line.next;
      continue;
    }
    const joined = joinLine(text, line, escape);
    found.push(joined);
    at = joined.next;
  }
  return found;
}

describe('physicalLine', () => {
  it('ends before any carriage returns of its line break', () => {
    expect(physicalLine('a\r\nb', 0)).toEqual({ start: 0, end: 1, next: 3 });
    expect(physicalLine('a\r\r\nb', 0)).toEqual({ start: 0, end: 1, next: 4 });
    expect(physicalLine('a\rb', 0)).toEqual({ start: 0, end: 3, next: 3 });
  });
});

describe('joinLine', () => {
  it.each([
    ['a line that goes on', 'a \\\n b', 'a  b'],
    ['no blank where none is written', 'a\\\nb', 'ab'],
    ['blanks behind the escape character', 'a \\ \t\n b', 'a  b'],
    ['Windows line endings', 'a \\\r\n b\r\n', 'a  b'],
    ['comments, blank lines and blanks in between', 'a \\\n# c\n\n  \t\n  # d \\\n b', 'a  b'],
    ['several lines', 'a \\\nb \\\nc', 'a b c'],
    ['a line of nothing but the escape character', 'a \\\n\\\nb', 'a b'],
    ['lines of nothing but the escape character at the start', '\\\n  \\\nRUN a', '  RUN a'],
    ['an escape character in the middle', 'a \\b \\\nc', 'a \\b c'],
  ])('joins over %s', (_, text, joined) => {
    const line = first(text);
    expect(line.joined.text).toBe(joined);
    expect(line.next).toBe(text.length);
  });

  it.each([
    ['the escape character is escaped itself', 'a\\\\\nb', 'a\\\\'],
    ['there are three of them', 'a\\\\\\\nb', 'a\\\\\\'],
    ['something follows', 'a \\ x\nb', 'a \\ x'],
    ['the escape character is another', 'a `\nb', 'a `'],
  ])('ends where %s', (_, text, joined) => {
    expect(first(text).joined.text).toBe(joined);
    expect(first(text).next).toBe(text.indexOf('\n') + 1);
  });

  it('goes by the escape character that it is told', () => {
    expect(first('a `\n b', '`').joined.text).toBe('a  b');
    expect(first('a \\\n b', '`').joined.text).toBe('a \\');
  });

  it.each([
    ['right after the escape character', 'a \\', 'a \\'],
    ['after a line break', 'a \\\n', 'a \\'],
    ['after comments and blank lines', 'a \\\n\n# c\n\n', 'a \\'],
    ['after another line', 'a \\\n b \\', 'a \\\n b \\'],
  ])('ends with the file %s', (_, text, lines) => {
    const line = first(text);
    expect(line.next).toBe(text.length);
    expect(text.slice(line.start, line.end)).toBe(lines);
  });

  it('gives the comments inside with their places, without blanks around them', () => {
    const text = 'a \\\n  # b  \r\n\t#c\n d\n# e';
    const { comments } = first(text);
    expect(comments.map((comment) => comment.text)).toEqual(['# b', '#c']);
    expect(comments.map(({ span }) => text.slice(span.start, span.end))).toEqual(['# b', '#c']);
  });

  it('takes a number sign after code for no comment', () => {
    expect(first('a # b \\\n c').joined.text).toBe('a # b  c');
  });

  it.each(['\\', '`'] as const)('joins like BuildKit whatever the lines are, with %s as the escape', (escape) => {
    fc.assert(
      fc.property(nastyLines(escape), (text) => {
        const starts = lineStarts(text);
        const ours = allLines(text, escape).map((line) => ({
          line: placeAt(starts, line.start).line,
          text: line.joined.text,
        }));
        expect(ours).toEqual(joinedByOracle(text, escape));
      }),
      { numRuns: 800 },
    );
  });

  it.each(['\\', '`'] as const)('drops nothing but line breaks, blank lines, comments and %s', (escape) => {
    fc.assert(
      fc.property(nastyLines(escape), (text) => {
        for (const line of allLines(text, escape)) expect(dropped(text, line).replaceAll(escape, '').trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });
});

/** What neither the joined text nor a comment takes from the lines of an instruction. */
function dropped(text: string, { joined, comments, start, end }: LogicalLine): string {
  const rest = text.split('');
  for (let at = 0; at < joined.segments.length; at += 3) {
    const [, from = 0, length = 0] = joined.segments.slice(at, at + 3);
    rest.fill('', from, from + length);
  }
  for (const { span } of comments) rest.fill('', span.start, span.end);
  return rest.slice(start, end).join('');
}
