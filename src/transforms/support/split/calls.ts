import type { Step } from '../../../model/dockerfile.ts';
import type { Command } from '../../../shell/script.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';

/** A command of a RUN, and where it works. */
export type Call = { readonly step: RunStep; readonly command: Command; readonly folder: string };

export function callsIn(steps: readonly Step[]): Call[] {
  return steps.filter(isRun).flatMap((step) => {
    const folders = foldersIn(step.run.script, step.state.workdir ?? '/');
    return step.run.script.commands.map((command) => ({ step, command, folder: folders.get(command) ?? '' }));
  });
}
