import { putsAnything } from '../../../knowledge/programs/build-scripts.ts';
import { talkers } from '../../../knowledge/programs/scripts.ts';
import { absolutePath, parentOf, within } from '../../../model/paths.ts';
import { editCallOf } from '../../../model/sed/call.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { operands, writes } from '../split/files/writes.ts';

/** A command, and the folder that it works in where that is known. */
export type Placed = { readonly command: Command; readonly folder: string | undefined };

/** A file of the context may be another one by then: something is put over it. What sed leaves of a text is read elsewhere. */
export function mayChange({ command, folder }: Placed, path: string): boolean {
  const leadsThere = ({ value, literal }: Word): boolean =>
    literal ? pathOf(value, folder) === path : value.includes(baseName(path));
  if (command.redirects.some(({ operator, target }) => operator.includes('>') && target && leadsThere(target)))
    return true;
  const tool = toolOf(command);
  if (tool === '' || READS.test(tool) || editCallOf(command, ({ value }) => value) !== undefined) return false;
  const around = within([folder ?? parentOf(path)]);
  if (putsAnything.has(tool)) return UNPACKED_ELSEWHERE.test(textOf(command)) ? false : around(path);
  const left = writes(tool, command, folder);
  if (left !== undefined) return left.some((one) => within([pathOf(one.path, folder)])(path) && one.isChanged !== true);
  if (PUTS.test(tool)) return within([pathOf(operands(command).at(-1) ?? '', folder)])(path);
  return !talkers.includes(tool) && command.words.slice(1).some(leadsThere);
}

const pathOf = (value: string, folder = '/'): string => absolutePath(value, folder);

const textOf = ({ words }: Command): string => words.map(({ value }) => value).join(' ');

/** They hand it on, or run it. */
const READS = /^(?:(?:ba|da|a)?sh|dos2unix|shellcheck|test)$/;

const PUTS = /^(?:cp|install|ln|mv)$/;

/** Into a folder of the system, or one of its own; what git does beside the files of a project. */
const UNPACKED_ELSEWHERE =
  /\s-[Cd]\s*\/(?:etc|opt|root|tmp|usr|var)\b|\s--directory[= ]\/(?:etc|opt|root|tmp|usr|var)\b|^git (?:clone|config|describe|init|log|rev-parse|status|submodule)\b|^tar -?(?!\w*x)/;
