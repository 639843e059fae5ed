import type { ParseResult } from '../syntax/parse.ts';
import type { AppliedFix, WithheldFix } from './result.ts';

export type Parse = (text: string) => ParseResult;

/** What became of a text so far, from pass to pass. */
export type History = {
  readonly text: string;
  readonly parse: Parse;
  readonly fixes: AppliedFix[];
  readonly withheld: WithheldFix[];
  /** Fixes that could not be proven; they are not tried again. */
  readonly banned: Set<string>;
};
