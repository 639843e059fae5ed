import { baseName, invocationOf } from './invocation.ts';
import { type OptionSyntax, operandsIn, optionsIn } from './options.ts';
import type { Command, Word } from './script.ts';

/** What a command makes that makes folders and nothing else: `mkdir -p a b`, `install -d -o app -g app a b`. */
export type MadeFolders = {
  readonly paths: readonly Word[];
  /** Whose they become where it says so, as `chown` would: `app:app`, `app`, `:app`. */
  readonly owner: string | undefined;
};

/** Options that take a value (GNU coreutils; those of busybox are among them). */
const MKDIR: OptionSyntax = { short: 'm', long: ['mode'] };
const INSTALL: OptionSyntax = {
  short: 'Sgmot',
  long: ['group', 'mode', 'owner', 'strip-program', 'suffix', 'target-directory'],
};

/** Undefined where a command makes something else, or more. */
export function foldersMade(command: Command): MadeFolders | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const name = baseName(tool?.value ?? '');
  if (name === 'mkdir') return { paths: operandsIn(args, MKDIR), owner: undefined };
  if (name !== 'install') return undefined;
  const options = optionsIn(args, INSTALL);
  const value = (one: RegExp): string | undefined => options.findLast((option) => one.test(option.name))?.value;
  if (!options.some((option) => /^(?:d|directory)$/.test(option.name))) return undefined;
  const [user = '', group] = [value(/^(?:o|owner)$/), value(/^(?:g|group)$/)];
  const owner = group === undefined ? user : `${user}:${group}`;
  return { paths: operandsIn(args, INSTALL), owner: owner === '' ? undefined : owner };
}
