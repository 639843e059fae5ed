import type { Edit, Finding, Transform } from '../model/finding.ts';
import type { ParseResult } from '../syntax/parse.ts';
import { type Place, placeAt } from '../syntax/text.ts';
import type { AppliedFix, Reported, WithheldFix } from './result.ts';
import type { Candidate } from './select.ts';
import { beforeEdits } from './splice.ts';

export type Parse = (text: string) => ParseResult;

/** What became of a text so far, from pass to pass. */
export type History = {
  readonly text: string;
  readonly lines: readonly number[];
  readonly parse: Parse;
  readonly passes: (readonly Edit[])[];
  readonly fixes: AppliedFix[];
  readonly withheld: WithheldFix[];
  /** Fixes that could not be proven; they are not tried again. */
  readonly banned: Set<string>;
};

/** A fix as it is reported, once it is proven or held back. */
export const reportFix = (history: History, { transform, finding, fix }: Candidate): AppliedFix => ({
  ...report(history, transform, finding),
  safety: fix.safety,
  reason: fix.reason,
});

/** A finding where it was in the text as it was given. */
export function report(history: History, transform: Transform, { at, message }: Finding): Reported {
  return {
    transform: transform.meta.id,
    at: { start: origin(history, at.start), end: origin(history, at.end) },
    message,
  };
}

function origin(history: History, offset: number): Place {
  return placeAt(
    history.lines,
    history.passes.reduceRight((at, edits) => beforeEdits(at, edits), offset),
  );
}

/** What one and the same finding is known by from pass to pass. */
export function keyOf(history: History, { transform, finding }: Candidate): string {
  const { start } = report(history, transform, finding).at;
  return `${transform.meta.id}:${start.line}:${start.column}:${finding.message}`;
}
