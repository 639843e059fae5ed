import { leavesNothingToWrite } from '../../../knowledge/app-folders.ts';
import { appRunners } from '../../../knowledge/container-programs.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { idOf, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

/** Why a RUN of the project's own programs may leave files of root that containers have to write to. */
export function whyProjectWrites(file: Dockerfile, step: RunStep): string | undefined {
  const { script } = step.run;
  const command = script.commands.find(
    (each) => runsProject(each) && !leavesNothingToWrite.test(script.text.slice(each.start, each.end)),
  );
  if (command === undefined) return undefined;
  const text = command.words
    .slice(0, 3)
    .map(({ value }) => baseName(value))
    .join(' ');
  return `who has to write to what ${text} of line ${lineOf(file, idOf(step))} makes is not known`;
}

/** An interpreter with something of the project; a package manager is none. */
const runsProject = (command: Command): boolean =>
  appRunners.test(toolOf(command)) && readPackageCall(command) === undefined && command.words.length > 1;
