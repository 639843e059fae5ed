import { baseName, invocationOf } from './invocation.ts';
import { argumentsIn, type OptionSyntax } from './options.ts';
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
const SYNTAX: ReadonlyMap<string, OptionSyntax> = new Map([
  ['install', INSTALL],
  ['mkdir', MKDIR],
  ['mkfifo', MKDIR],
]);

/** A call of a program that makes something with rights of its own. */
type Making = {
  readonly name: string;
  readonly operands: readonly Word[];
  readonly value: (short: string, long: string) => string | undefined;
  readonly has: (short: string, long: string) => boolean;
};

function makingOf(command: Command): Making | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const name = baseName(tool?.value ?? '');
  const syntax = SYNTAX.get(name);
  if (syntax === undefined) return undefined;
  const { options, operands } = argumentsIn(args, syntax);
  const find = (...names: string[]) => options.findLast((option) => names.includes(option.name));
  return {
    name,
    operands,
    value: (short, long) => find(short, long)?.value,
    has: (short, long) => find(short, long) !== undefined,
  };
}

/** Undefined where a command makes something else, or more. */
export function foldersMade(command: Command): MadeFolders | undefined {
  const making = makingOf(command);
  if (making?.name === 'mkdir') return { paths: making.operands, owner: undefined };
  if (making?.name !== 'install' || !making.has('d', 'directory')) return undefined;
  const [user = '', group] = [making.value('o', 'owner'), making.value('g', 'group')];
  const owner = group === undefined ? user : `${user}:${group}`;
  return { paths: making.operands, owner: owner === '' ? undefined : owner };
}

/** The mode that a command makes files or folders with, and these: `install -m 600 a b`, `mkdir -m 700 a`. */
export function madeWithMode(
  command: Command,
): { readonly mode: string; readonly operands: readonly Word[] } | undefined {
  const making = makingOf(command);
  const mode = making?.value('m', 'mode');
  return making === undefined || mode === undefined ? undefined : { mode, operands: making.operands };
}
