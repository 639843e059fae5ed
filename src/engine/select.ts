import { type Finding, type Fix, PHASES, type Transform } from '../model/finding.ts';
import type { Span } from '../syntax/text.ts';

/** A finding that carries a fix, with the transform that made it. */
export type Candidate = { readonly transform: Transform; readonly finding: Finding; readonly fix: Fix };

/**
 * The fixes of one pass: in the order of phases, then of the file. A fix that touches what an earlier one touches, or what that
 * rests on, waits for the next pass; it never loses.
 */
export function select(candidates: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  const taken: { edits: Span[]; scope: Span[] } = { edits: [], scope: [] };
  for (const candidate of [...candidates].sort(byTurn)) {
    const { edits, scope } = candidate.fix;
    const mine = [...edits, ...scope];
    const free =
      !edits.some((edit) => touchesAny(edit, taken.scope)) && !mine.some((span) => touchesAny(span, taken.edits));
    if (!free) continue;
    chosen.push(candidate);
    taken.edits.push(...edits);
    taken.scope.push(...mine);
  }
  return chosen;
}

const byTurn = (a: Candidate, b: Candidate): number =>
  PHASES.indexOf(a.transform.meta.phase) - PHASES.indexOf(b.transform.meta.phase) ||
  a.finding.at.start - b.finding.at.start ||
  (a.transform.meta.id < b.transform.meta.id ? -1 : 1);

/** Touching counts: two insertions at one place have no order. */
const touchesAny = (span: Span, taken: readonly Span[]): boolean =>
  taken.some((other) => span.start <= other.end && other.start <= span.end);
