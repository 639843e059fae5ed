import { once } from '../../../model/memo.ts';
import { type Instruction, KEYWORDS } from '../../../syntax/instruction.ts';
import type { SourceFile } from '../../../syntax/parse.ts';
import type { Span } from '../../../syntax/text.ts';

const KNOWN: ReadonlySet<string> = new Set(KEYWORDS);

type Casing = { readonly upper: number; readonly lower: number; readonly all: number };

const casingOf = once(({ text, instructions }: SourceFile): Casing => {
  let [upper, lower, all] = [0, 0, 0];
  for (const instruction of instructions) {
    for (const { start, end } of keywordsOf(instruction)) {
      const keyword = text.slice(start, end);
      if (KNOWN.has(keyword)) upper++;
      else if (keyword === keyword.toLowerCase()) lower++;
      all++;
    }
  }
  return { upper, lower, all };
});

/** How most keywords of a file are written; upper case where that is even. */
export function usualCase(source: SourceFile): (keyword: string) => string {
  const { upper, lower } = casingOf(source);
  return lower > upper ? (keyword) => keyword.toLowerCase() : (keyword) => keyword.toUpperCase();
}

/** All keywords of a file are in one case. */
export function isInOneCase(source: SourceFile): boolean {
  const { upper, lower, all } = casingOf(source);
  return upper === all || lower === all;
}

/** The keyword of an instruction, and the one that an ONBUILD defers. */
export const keywordsOf = ({ keywordSpan, onbuild }: Instruction): Span[] =>
  onbuild === undefined ? [keywordSpan] : [keywordSpan, onbuild.keywordSpan];
