import { type Dockerfile, lineage, type Stage, type Step } from '../../../model/dockerfile.ts';
import { matches } from '../../../model/matches.ts';
import type { Command } from '../../../shell/script.ts';

/** An earlier step, or an earlier command of the same RUN, writes or names a setting that speaks for all later calls. */
export function isConfiguredBefore(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  command: Command,
  setting: RegExp,
): boolean {
  if (!matches(file.source, setting)) return false;
  for (const ancestor of lineage(stage)) {
    const end = ancestor === stage ? ancestor.steps.indexOf(step) : ancestor.steps.length;
    if (ancestor.steps.slice(0, end).some((earlier) => setting.test(textOf(earlier)))) return true;
  }
  return setting.test(step.run?.script.text.slice(0, command.start) ?? '');
}

function textOf({ run, instruction }: Step): string {
  return run === undefined ? instruction.args.text : run.script.text || instruction.args.text;
}
