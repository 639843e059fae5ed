import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { expandWord } from '../../../../model/variables.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { foldersIn } from '../../user/folders-in.ts';
import type { Place } from '../../user/place.ts';
import { startingFolder } from '../../user/working-folder.ts';

/** A command of a RUN, and the folder that it works in where that is known before it runs. */
export type Call = { readonly step: RunStep; readonly command: Command; readonly folder: string | undefined };

export const callsIn = ({ stage }: Place, steps: readonly Step[]): Call[] =>
  steps.filter(isRun).flatMap((step) => {
    const { script } = step.run;
    const folders = foldersIn(script, step.state.workdir ?? startingFolder(stage));
    return script.commands.map((command) => ({ step, command, folder: folders.get(command) }));
  });

/** A call as it is written. */
export const textOf = ({ command, step }: Call): string => step.run.script.text.slice(command.start, command.end);

export type PlacedCall = Call & { readonly folder: string };

/** A command whose folder is known. */
export type Ran = PlacedCall & { readonly tool: string; readonly text: string };

export const ranIn = (place: Place, steps: readonly Step[]): Ran[] =>
  callsIn(place, steps).flatMap((call) => {
    const { folder, command } = call;
    return folder === undefined ? [] : [{ ...call, folder, tool: toolOf(command), text: textOf(call) }];
  });

/** The path that a word of a call stands for; undefined where that is not known. */
export function resolved({ file }: Place, { step, folder }: Call, { text, value, literal }: Word): string | undefined {
  const found = literal ? value : expandWord(text, file.source.escape, (name) => variableValue(step.state, name));
  if (found?.startsWith('/')) return absolutePath(found, '/');
  return found === undefined || folder === undefined ? undefined : absolutePath(found, folder);
}
