import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { type Instruction, KEYWORDS } from '../syntax/instruction.ts';
import { commentOn, isBlank, physicalLine } from '../syntax/lines.ts';
import type { SourceFile } from '../syntax/parse.ts';
import type { Span } from '../syntax/text.ts';

const meta = {
  id: 'empty-continuation',
  title: 'An instruction of several lines has no blank ones',
  why: 'A blank line looks like the end of an instruction, and is none. Builders warn of it, and will refuse it in a later release.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['NoEmptyContinuation'],
  references: ['https://docs.docker.com/reference/build-checks/no-empty-continuation/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find({ source }: Dockerfile): Iterable<Finding> {
  for (const instruction of source.instructions) {
    for (const gap of gapsIn(source, instruction)) {
      const at = { start: gap.start, end: gap.start };
      const message = `a blank line inside of ${instruction.keyword}`;
      const declined = whyLeft(source, instruction, gap);
      yield declined === undefined ? { at, message, fix: withoutGap(gap) } : { at, message, declined };
    }
  }
}

/** Blank lines that follow each other, up to the line after them. */
function gapsIn(source: SourceFile, instruction: Instruction): Span[] {
  const { text } = source;
  const end = goesNowhere(source, instruction) ? text.length : instruction.lineEnd;
  const gaps: Span[] = [];
  let line = physicalLine(text, instruction.span.start);
  while (line.next < end) {
    line = physicalLine(text, line.next);
    if (!isBlank(text, line)) continue;
    const last = gaps.at(-1)?.end === line.start ? gaps.pop() : undefined;
    gaps.push({ start: last?.start ?? line.start, end: line.next });
  }
  return gaps;
}

/** Its last line asks for another one, and the file has none. */
function goesNowhere({ text, escape, instructions }: SourceFile, instruction: Instruction): boolean {
  const lastLine = text.slice(instruction.span.start, instruction.lineEnd);
  return instruction === instructions.at(-1) && lastLine.endsWith(escape) && !lastLine.endsWith(escape + escape);
}

/** A backslash that was left behind makes the instruction swallow the next one; without the blank line nobody would see it. */
function whyLeft({ text }: SourceFile, instruction: Instruction, gap: Span): string | undefined {
  let line = physicalLine(text, gap.end);
  while (line.next < text.length && (isBlank(text, line) || commentOn(text, line) !== undefined))
    line = physicalLine(text, line.next);
  if (line.start >= instruction.lineEnd) return 'the file ends where the instruction is to go on';
  const [word = ''] = /^\S*/.exec(text.slice(line.start, line.end).trimStart()) ?? [];
  return looksLikeKeyword(word, text.slice(instruction.keywordSpan.start, instruction.keywordSpan.end))
    ? `${word} would be part of it, and looks like an instruction of its own`
    : undefined;
}

/** Where keywords are in upper case, `env` and `user` are commands. */
const looksLikeKeyword = (word: string, sample: string): boolean =>
  KEYWORDS.some((keyword) => keyword === (sample === sample.toUpperCase() ? word : word.toUpperCase()));

function withoutGap(gap: Span): Fix {
  const reason = 'builders skip it, and go on with the line after it';
  return { edits: [{ ...gap, text: '' }], changes: [], safety: 'safe', reason, scope: [] };
}

export const emptyContinuation: Transform = { meta, find };
