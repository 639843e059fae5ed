import type { PackageManager } from '../../knowledge/package-managers.ts';
import type { Dockerfile, Stage } from '../../model/dockerfile.ts';
import { listEvents } from '../../model/package-lists.ts';
import { worksOf } from '../../model/package-work.ts';
import { pragmasOf } from '../../model/pragmas.ts';
import { isPlainChain } from '../../shell/script.ts';
import { isRun, type RunStep } from './rewrite.ts';

/** A cleanup in a layer of its own, which could go to the RUN that made the mess: nothing between the two works with packages. */
export function laterCleanup(
  file: Dockerfile,
  stage: Stage,
  step: RunStep,
  manager: PackageManager,
): RunStep | undefined {
  for (const next of stage.steps.slice(stage.steps.indexOf(step) + 1)) {
    const { instruction, run, state } = next;
    if (instruction.keyword === 'ONBUILD') return undefined;
    if (!isRun(next)) continue;
    const works = worksOf(next.run.script, manager).map(({ work }) => work);
    if (works.every((work) => work === 'other' || work === 'neutral')) continue;
    const isCleanup =
      works.every((work) => work === 'cleanup') &&
      listEvents(next.run.script, manager).some(({ kind }) => kind === 'remove');
    const fits =
      isPlainChain(next.run.script) &&
      isPlainChain(step.run.script) &&
      instruction.flags.length === 0 &&
      step.instruction.flags.length === 0;
    const asks = pragmasOf(file.source).some((pragma) => pragma.instruction === instruction);
    return isCleanup &&
      fits &&
      !asks &&
      run !== undefined &&
      state.user === step.state.user &&
      instruction.comments.length === 0
      ? next
      : undefined;
  }
  return undefined;
}
