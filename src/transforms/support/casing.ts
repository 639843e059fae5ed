import { once } from '../../model/memo.ts';
import type { Instruction } from '../../syntax/instruction.ts';
import type { SourceFile } from '../../syntax/parse.ts';
import type { Span } from '../../syntax/text.ts';

/** How most keywords of a file are written; upper case where that is even. */
export const usualCase = once(({ text, instructions }: SourceFile): ((keyword: string) => string) => {
  let [upper, lower] = [0, 0];
  for (const { start, end } of instructions.flatMap(keywordsOf)) {
    const keyword = text.slice(start, end);
    if (/^[A-Z]+$/.test(keyword)) upper++;
    else if (/^[a-z]+$/.test(keyword)) lower++;
  }
  return lower > upper ? (keyword) => keyword.toLowerCase() : (keyword) => keyword.toUpperCase();
});

/** The keyword of an instruction, and the one that an ONBUILD defers. */
export const keywordsOf = ({ keywordSpan, onbuild }: Instruction): Span[] =>
  onbuild === undefined ? [keywordSpan] : [keywordSpan, onbuild.keywordSpan];
