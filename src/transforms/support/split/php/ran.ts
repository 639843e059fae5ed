import { phpVariables } from '../../../../knowledge/php-images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { expand } from '../../../../model/variables.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { foldersIn } from '../../user/folders-in.ts';
import type { Place } from '../../user/place.ts';
import { startingFolder } from '../../user/working-folder.ts';
import type { ValueOf } from '../left-behind.ts';

/** A command of a step, and the folder that it works in where that is known. */
export type Ran = { readonly command: Command; readonly step: RunStep; readonly folder: string | undefined };

export const ranBy = ({ stage }: Place, steps: readonly Step[]): Ran[] =>
  steps.filter(isRun).flatMap((step) => {
    const folders = foldersIn(step.run.script, step.state.workdir ?? startingFolder(stage));
    return step.run.script.commands.map((command) => ({ command, step, folder: folders.get(command) }));
  });

export const textOf = ({ command, step }: Ran): string => step.run.script.text.slice(command.start, command.end);

/** As a reason shows it. */
export const shown = (ran: Ran): string => JSON.stringify(textOf(ran).slice(0, 60));

/** What a word says, with the variables of the images. */
export const valueOf: ValueOf = ({ literal, value }) =>
  literal ? value : expand(value, (name) => phpVariables.get(name));

/** What stands behind the options, as paths; undefined for what is known only when it runs. */
export const pathsOf = ({ command, folder }: Ran): (string | undefined)[] =>
  command.words
    .slice(1)
    .filter(({ value }) => !value.startsWith('-'))
    .map((word) => pathOf(word, folder));

export function pathOf(word: Word, folder: string | undefined): string | undefined {
  const value = valueOf(word)?.replace(/^~(?=\/|$)/, '/root');
  if (value === undefined || value.startsWith('~')) return undefined;
  return value.startsWith('/') ? absolutePath(value, '/') : folder && absolutePath(value, folder);
}
