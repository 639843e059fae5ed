import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';

export type RunInStage = { readonly stage: Stage; readonly step: RunStep };

/** Every RUN of the file whose shell text shows its commands for certain. */
export const readableRuns = once((file: Dockerfile): readonly RunInStage[] =>
  file.stages.flatMap((stage) =>
    stage.steps
      .filter(isRun)
      .filter(({ run }) => run.script.opaque === undefined)
      .map((step) => ({ stage, step })),
  ),
);
