import { fileWork } from '../../../knowledge/programs/file-work.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { type Dockerfile, fromTheBaseUp, type Stage, type Step } from '../../../model/dockerfile.ts';
import { concernsSystem, hasOption, readPackageCall } from '../../../model/package-calls.ts';
import { within } from '../../../model/paths.ts';
import { saidBy } from '../../../model/run.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { isCopy, jsonForm, type Keyword } from '../../../syntax/instruction.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import type { Place } from './place.ts';
import { workingFolder } from './working-folder.ts';

/** Why a program that works where nothing of the image is may work on what people mount there, which is not the user's. */
export function whyMountedThere({ file, stage }: Place): string | undefined {
  if (!/entrypoint/i.test(file.source.text) || stage.end.workdir === undefined) return undefined;
  const folder = workingFolder(stage);
  if (folder === undefined || folder === '/' || !isTool(stage)) return undefined;
  const steps = fromTheBaseUp(stage).flatMap((each) => each.steps.filter(({ deferred }) => !deferred));
  return steps.some((step) => putsInto(folder, step, file))
    ? undefined
    : `nothing of the image is in ${folder}, where it starts: what people mount there is theirs, and it may have to write to it`;
}

/** It is told by whoever starts it what to do: what it does by itself is nothing, or no server that listens. */
function isTool(stage: Stage): boolean {
  const steps = fromTheBaseUp(stage).flatMap((each) => each.steps);
  const last = (keyword: Keyword): Step | undefined =>
    steps.findLast(({ instruction }) => instruction.keyword === keyword);
  const command = last('CMD')?.instruction.args;
  const words = command && (jsonForm(command) ?? [command.text]);
  const isTold = words === undefined ? last('EXPOSE') === undefined : words.every((word) => TELLS_HOW.test(word));
  return last('ENTRYPOINT') !== undefined && isTold;
}

const TELLS_HOW = /^-{0,2}(?:h|help|usage|version)$/;

function putsInto(folder: string, step: Step, { source: { escape } }: Dockerfile): boolean {
  if (isRun(step)) return worksIn(folder, step);
  if (!isCopy(step.instruction)) return false;
  const target = copyTarget(step, escape);
  return target === undefined || within([folder])(target) || within([target])(folder);
}

/** It makes more than the folder itself, or packages of the system or for all. */
function worksIn(folder: string, step: RunStep): boolean {
  const isThere = step.state.workdir !== undefined && within([folder])(step.state.workdir);
  if (!isThere && !saidBy(step).includes(folder)) return false;
  return !step.run.script.commands.every((command) => fileWork.has(toolOf(command)) || isOfImage(command));
}

function isOfImage(command: Command): boolean {
  const call = readPackageCall(command);
  return call !== undefined && (concernsSystem(call) || hasOption(call, [/^(?:-g|--global|--location=global)$/]));
}
