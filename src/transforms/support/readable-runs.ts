import type { Dockerfile, Stage } from '../../model/dockerfile.ts';
import { isRun, type RunStep } from './rewrite.ts';

export type RunInStage = { readonly stage: Stage; readonly step: RunStep };

/** Every RUN of the file whose shell text shows its commands for certain. */
export function* readableRuns(file: Dockerfile): Iterable<RunInStage> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      if (isRun(step) && step.run.script.opaque === undefined) yield { stage, step };
    }
  }
}
