import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import { listEvents } from '../../../model/lists/events.ts';
import { removesOwnLeftovers, worksOf } from '../../../model/package-work.ts';
import { pragmasOf } from '../../../model/pragmas.ts';
import { isPlainChain } from '../../../shell/script.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';

/** A cleanup in a layer of its own, which could go to the RUN that made the mess: nothing between the two works with packages. */
export function laterCleanup(
  file: Dockerfile,
  stage: Stage,
  step: RunStep,
  manager: PackageManager,
): RunStep | undefined {
  for (const next of stage.steps.slice(stage.steps.indexOf(step) + 1)) {
    if (next.deferred) return undefined;
    if (!isRun(next)) continue;
    const works = worksOf(next.run.script, manager);
    if (works.every(({ work }) => work === 'other' || work === 'neutral')) continue;
    return canMove(file, next, step, manager) ? next : undefined;
  }
  return undefined;
}

/** Nothing but the manager's own leftovers goes, lists among them, and it would go in the same way there. */
function canMove(file: Dockerfile, next: RunStep, step: RunStep, manager: PackageManager): boolean {
  const { script } = next.run;
  const works = worksOf(script, manager);
  if (!works.every(({ link }) => removesOwnLeftovers(link, manager))) return false;
  if (!listEvents(script, manager).some(({ kind }) => kind === 'remove')) return false;
  if (!isPlainChain(script) || !isPlainChain(step.run.script)) return false;
  const { instruction } = next;
  const isPlain = instruction.flags.length + step.instruction.flags.length + instruction.comments.length === 0;
  const asks = pragmasOf(file.source).some((pragma) => pragma.instruction === instruction);
  return isPlain && !asks && next.state.user === step.state.user;
}
