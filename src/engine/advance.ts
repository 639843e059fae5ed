import type { BuildContext } from '../context/build-context.ts';
import { type Beside, besideOf, isNothing, withBeside } from '../model/beside.ts';
import { type Dockerfile, type GivenAt, readDockerfile } from '../model/dockerfile.ts';
import type { History, Parse } from './history.ts';
import { whyUnproven } from './prove.ts';
import { keyOf, report } from './report.ts';
import type { Candidate } from './select.ts';
import { beforeEdits, inOrder, splice, whyNotSplice } from './splice.ts';

/** The file after a pass, and the context with what has changed beside it by then. */
export type Current = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly beside: Beside;
};

type Advance = { readonly next: Current; readonly applied: readonly Candidate[] };

/** Applies the fixes of a pass with one proof for all of them; only when that fails is the offender looked for. */
export function advance(current: Current, chosen: readonly Candidate[], history: History): Advance {
  const all = attempt(current, chosen, history.parse);
  if ('next' in all) return { next: all.next, applied: chosen };
  let kept: Candidate[] = [];
  let next = current;
  for (const candidate of chosen) {
    const attempted = attempt(current, [...kept, candidate], history.parse);
    if ('next' in attempted) {
      kept = [...kept, candidate];
      next = attempted.next;
      continue;
    }
    // What is right by itself waits for a pass of its own.
    if (kept.length > 0 && 'next' in attempt(current, [candidate], history.parse)) continue;
    history.banned.add(keyOf(current.file, candidate));
    history.withheld.push({
      ...report(current.file, candidate.transform, candidate.finding),
      reason: attempted.failure,
    });
  }
  return { next, applied: kept };
}

function attempt(
  current: Current,
  candidates: readonly Candidate[],
  parse: Parse,
): { next: Current } | { failure: string } {
  const edits = candidates.flatMap(({ fix }) => fix.edits);
  const unfit = whyNotSplice(current.file.source.text, edits);
  if (unfit !== undefined) return { failure: unfit };
  const text = splice(current.file.source.text, edits);
  const beside = besideOf(candidates.map(({ fix }) => fix));
  if (text === current.file.source.text && isNothing(beside)) return { failure: 'its edits change nothing' };
  const parsed = parse(text);
  if ('problem' in parsed) return { failure: parsed.problem.message };
  const inText = inOrder(edits);
  const givenAt: GivenAt = (offset) => current.file.givenAt(beforeEdits(offset, inText));
  const file = readDockerfile(parsed.file, { ...current.file, givenAt });
  const context = withBeside(current.context, file, beside);
  if (typeof context === 'string') return { failure: context };
  const next: Current = { file, context, beside: joined(current.beside, beside) };
  const failure = whyUnproven(
    current.file,
    file,
    candidates.flatMap(({ fix }) => fix.changes),
  );
  return failure === undefined ? { next } : { failure };
}

const joined = (one: Beside, other: Beside): Beside => ({
  ignores: [...one.ignores, ...other.ignores],
  targets: [...one.targets, ...other.targets],
});
