import { scriptOf } from '../../../model/container-commands.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
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

/** `RUN ["make"]`, `bash -lc "make"`; most files have neither. */
const MAY_BE_OTHER = /^\s*run\b[^\n[]*\[|sh["',\s]+-\w*c/im;

/** The place in a file with such RUNs. */
export function withPlainRuns(place: Place): Place {
  if (!MAY_BE_OTHER.test(place.file.source.text)) return place;
  const file = plainFile(place.file);
  return file === place.file ? place : { ...place, file, stage: file.stages[place.stage.index] ?? place.stage };
}

const plainFile = once((file: Dockerfile): Dockerfile => {
  const plain = new Map<Stage, Stage>();
  for (const stage of file.stages) plain.set(stage, plainStage(stage, plain));
  return file.stages.every((stage) => plain.get(stage) === stage) ? file : { ...file, stages: [...plain.values()] };
});

/** It stands on the one that is read like it. */
function plainStage(stage: Stage, plain: ReadonlyMap<Stage, Stage>): Stage {
  const steps = stage.steps.map((step) => (isRun(step) ? plainRun(step) : step));
  const below = stage.base.kind === 'stage' ? (plain.get(stage.base.stage) ?? stage.base.stage) : undefined;
  const base = below === undefined ? stage.base : { kind: 'stage' as const, stage: below };
  const isSame =
    (stage.base.kind !== 'stage' || below === stage.base.stage) && steps.every((step, at) => step === stage.steps[at]);
  return isSame ? stage : { ...stage, base, steps };
}
