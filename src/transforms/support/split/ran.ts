import type { Step } from '../../../model/dockerfile.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { foldersIn } from '../user/folders-in.ts';
import type { Place } from '../user/place.ts';
import { startingFolder } from '../user/working-folder.ts';

/** A command of a RUN, and the folder that it works in. */
export type Ran = { readonly command: Command; readonly tool: string; readonly folder: string; readonly text: string };

/** Those of some steps, as far as their folders are known. */
export const ranIn = ({ stage }: Place, steps: readonly Step[]): Ran[] =>
  steps.filter(isRun).flatMap((step) => {
    const { script } = step.run;
    const folders = foldersIn(script, step.state.workdir ?? startingFolder(stage));
    return script.commands.flatMap((command) => {
      const folder = folders.get(command);
      const text = script.text.slice(command.start, command.end);
      return folder === undefined ? [] : [{ command, tool: toolOf(command), folder, text }];
    });
  });
