import type { ChangedCompose } from '../model/beside.ts';
import type { Safety } from '../model/finding.ts';
import type { IgnoreList } from '../model/ignores.ts';
import { lineStarts, type Place, placeAt } from '../syntax/text.ts';

/** A place of the file as it was given, before any fix. */
export type Range = { readonly start: Place; readonly end: Place };

export type Reported = { readonly transform: string; readonly at: Range; readonly message: string };

/** A change that was made, and is proven. */
export type AppliedFix = Reported & { readonly safety: Safety; readonly reason: string };
/** A change that the caller's choice of safety kept back. */
export type HeldFix = AppliedFix;
/** A pattern that was found and left alone. */
export type Decline = Reported & { readonly reason: string };
/** A fix whose edits do not do what it says: a bug of the transform. The file is as if it had not been found. */
export type WithheldFix = Reported & { readonly reason: string };

/** Anything that a transform had to say about a place, and what became of it. */
export type ReportedFinding = Reported & { readonly outcome: 'fixed' | 'held' | 'declined' | 'withheld' };

export type Refactored = {
  /** `ok`: worked on. `left`: nothing can be proven for this file, `problem` says why. `invalid`: no builder would take it. */
  readonly status: 'ok' | 'left' | 'invalid';
  readonly text: string;
  /** The ignore list of the build context, where fixes have changed that as well. */
  readonly ignores?: IgnoreList;
  /** Compose files that fixes have changed as well; absent where there are none. */
  readonly composeFiles?: readonly ChangedCompose[];
  readonly problem?: { readonly message: string; readonly at: Place };
  /** All of the lists below as one, in the order of the file. */
  readonly findings: readonly ReportedFinding[];
  readonly fixes: readonly AppliedFix[];
  readonly held: readonly HeldFix[];
  readonly declines: readonly Decline[];
  readonly withheld: readonly WithheldFix[];
};

/** A text that nothing is worked on in. */
export function unworkable(
  text: string,
  status: 'left' | 'invalid',
  problem: { message: string; offset: number },
): Refactored {
  const at = placeAt(lineStarts(text), problem.offset);
  return outcome(status, text, { problem: { message: problem.message, at } });
}

type Lists = Pick<Refactored, 'fixes' | 'held' | 'declines' | 'withheld'>;
type Rest = Partial<Lists & Pick<Refactored, 'problem' | 'ignores' | 'composeFiles'>>;

export function outcome(status: Refactored['status'], text: string, rest: Rest): Refactored {
  const lists: Lists = { fixes: [], held: [], declines: [], withheld: [], ...rest };
  let findings: readonly ReportedFinding[] | undefined;
  return {
    ...rest,
    ...lists,
    status,
    text,
    // Most who ask for an outcome never look at it.
    get findings() {
      findings ??= inOrder(lists);
      return findings;
    },
  };
}

const inOrder = ({ fixes, held, declines, withheld }: Lists): ReportedFinding[] =>
  [
    ...fixes.map((fix) => foundAs('fixed', fix)),
    ...held.map((fix) => foundAs('held', fix)),
    ...declines.map((decline) => foundAs('declined', decline)),
    ...withheld.map((fix) => foundAs('withheld', fix)),
  ].sort((a, b) => a.at.start.line - b.at.start.line || a.at.start.column - b.at.start.column);

const foundAs = (became: ReportedFinding['outcome'], { transform, at, message }: Reported): ReportedFinding => ({
  transform,
  at,
  message,
  outcome: became,
});
