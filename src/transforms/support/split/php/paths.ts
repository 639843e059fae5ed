import { phpVariables } from '../../../../knowledge/php/images.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { expand } from '../../../../model/variables.ts';
import type { Word } from '../../../../shell/script.ts';
import type { ValueOf } from '../files/left-by-command.ts';
import { type Call, textOf } from '../steps/calls.ts';

/** As a reason shows it. */
export const shown = (call: Call): string => JSON.stringify(textOf(call).slice(0, 60));

/** What a word says, with the variables of the images. */
export const valueOf: ValueOf = ({ literal, value }) =>
  literal ? value : expand(value, (name) => phpVariables.get(name));

/** What stands behind the options, as paths; undefined for what is known only when it runs. */
export const pathsOf = ({ command, folder }: Call): (string | undefined)[] =>
  command.words
    .slice(1)
    .filter(({ value }) => !value.startsWith('-'))
    .map((word) => pathOf(word, folder));

export function pathOf(word: Word, folder: string | undefined): string | undefined {
  const value = valueOf(word)?.replace(/^~(?=\/|$)/, '/root');
  if (value === undefined || value.startsWith('~')) return undefined;
  return value.startsWith('/') ? absolutePath(value, '/') : folder && absolutePath(value, folder);
}
