import { scriptOf } from '../../../model/container-commands.ts';
import type { Stage } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import type { Run } from '../../../model/run.ts';
import { handedToShell, withTexts } from '../../../shell/handed.ts';
import type { Script } from '../../../shell/script.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';

/** What a RUN does, with what it hands to other shells. */
const plainScript = (run: Run): Script => withTexts(scriptOf(run), handedToShell);

export const isPlain = (run: Run): boolean => plainScript(run) === run.script;

/** What is handed to another shell, or to none, as if the RUN said it itself. */
export function plainRun(step: RunStep): RunStep {
  const { run } = step;
  const script = plainScript(run);
  return script === run.script ? step : { ...step, run: { ...run, script, asWritten: run.script } };
}

/** The place with such RUNs. */
export function withPlainRuns(place: Place): Place {
  const { file, stage } = place;
  const plain = plainStage(stage);
  if (plain === stage) return place;
  return {
    ...place,
    stage: plain,
    file: { ...file, stages: file.stages.map((each) => (each === stage ? plain : each)) },
  };
}

const plainStage = once((stage: Stage): Stage => {
  const steps = stage.steps.map((step) => (isRun(step) ? plainRun(step) : step));
  return steps.every((step, at) => step === stage.steps[at]) ? stage : { ...stage, steps };
});
