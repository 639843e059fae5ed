import { isOfPackages, packageFileNames, takesFile } from '../../../knowledge/packages/package-folders.ts';
import { relates } from '../../../model/named-files.ts';
import {
  concernsSystem,
  hasRole,
  type PackageCall,
  packageCalls,
  packageName,
  type Role,
  readPackageCall,
} from '../../../model/package-calls.ts';
import { isCleanup } from '../../../model/package-work.ts';
import { type State, variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import { type Flag, mountsOf } from '../../../syntax/flags.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** The calls that work with packages of the system. */
export const systemCalls = (script: Script): PackageCall[] => packageCalls(script).filter(concernsSystem);

/** The first call that brings packages to the system. */
export const firstInstall = (script: Script): PackageCall | undefined =>
  packageCalls(script).find((call) => concernsSystem(call) && hasRole(call, 'install'));

/** Why a RUN is more than work with packages of the system; undefined where it is nothing else. */
export function whyNotPackagesAlone({ run: { script, isHeredoc }, instruction }: RunStep): string | undefined {
  if (isHeredoc || instruction.heredocs.length > 0) return 'it is written as a heredoc';
  if (script.opaque !== undefined) return script.opaque;
  const flag = instruction.flags.find((each) => !isCacheOfPackages(each));
  if (flag !== undefined) return `${flag.text} has a say in what it finds`;
  const inner = script.commands.find(({ nesting }) => nesting.includes('substitution'));
  if (inner !== undefined) return `what ${textOf(script, inner)} prints decides what it does`;
  const calls = systemCalls(script);
  const other = script.commands.find((command) => !isPackageWork(command, calls));
  return other && `${textOf(script, other)} is other work`;
}

/** A cache holds what earlier builds left in it, and in these folders that is nobody's but the package manager's. */
const isCacheOfPackages = (flag: Flag): boolean =>
  mountsOf([flag]).some(
    ({ type, target = '', from }) => type === 'cache' && from === undefined && isOfPackages(target),
  );

const textOf = ({ text }: Script, { start, end }: Command): string => {
  const [line = ''] = text.slice(start, end).split('\n');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

/** A call that changes what is installed, the cleanup after it, or a word of the shell; what they print goes nowhere. */
function isPackageWork(command: Command, calls: readonly PackageCall[]): boolean {
  if (!command.redirects.every(({ operator, target }) => operator.endsWith('&') || target?.value === '/dev/null'))
    return false;
  if (command.words.length === 0 || SHELL_WORDS.includes(command.name)) return true;
  const call = readPackageCall(command);
  if (call !== undefined && calls.includes(call)) return changesPackages(call);
  return calls.some(({ manager }) => isCleanup(command, manager));
}

const SHELL_WORDS: readonly string[] = [':', 'echo', 'export', 'set', 'sleep', 'true'];

const ROLES: readonly Role[] = ['asks', 'autoremove', 'clean', 'install', 'leavesLists', 'refresh', 'remove'];

const changesPackages = (call: PackageCall): boolean =>
  !call.fedByPipe &&
  (ROLES.some((role) => hasRole(call, role)) || call.manager.noCache?.verbs.includes(call.verb.value) === true);

/** A word of a RUN that may stand for a file in one of the folders, or for any file; undefined where there is none. */
export function fileIn({ run: { script }, state }: RunStep, folders: readonly string[]): string | undefined {
  const own = assigned(script);
  const operands = new Set(systemCalls(script).flatMap((call) => call.operands));
  for (const command of script.commands) {
    if (toolOf(command) === 'echo') continue;
    const words = [...command.assignments, ...command.words];
    const found = words.find((word, at) => {
      const parts = valueOf(word, state, own)?.split(/\s+/);
      const role = operands.has(word) ? 'package' : takesFile.test(words[at - 1]?.value ?? '') ? 'file' : 'any';
      return parts === undefined || parts.some((part) => mayBeIn(part, role, folders));
    });
    if (found !== undefined) return found.text;
  }
  return undefined;
}

/** Variables that the script itself sets to what is there to be read. */
function assigned({ commands }: Script): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const words = commands.flatMap((command) => [
    ...command.assignments,
    ...(command.name === 'export' ? command.words : []),
  ]);
  for (const { literal, value } of words) {
    const [, name = '', text = ''] = /^(\w+)=([\s\S]*)$/.exec(value) ?? [];
    if (literal && name !== '') values.set(name, `${values.get(name) ?? ''} ${text}`.trim());
  }
  return values;
}

/** A name that goes on with a variable can be no path: `php$VERSION-cli`. */
function valueOf({ literal, value, text }: Word, state: State, own: ReadonlyMap<string, string>): string | undefined {
  if (literal) return value;
  if (/^"?[\w@][\w.+:=-]*\$\{?\w+\}?[\w.+:=${}-]*"?$/.test(text)) return text.replace(/[${}"]/g, '');
  const read = expandWord(text, '\\', (name) => own.get(name) ?? variableValue(state, name));
  return read?.includes('`') ? undefined : read;
}

/** `--config=/x`, `-c/x` and `NAME=x` name what comes behind. Only the name of a package may have a slash: `curl/bookworm`. */
function mayBeIn(word: string, role: 'package' | 'file' | 'any', folders: readonly string[]): boolean {
  const [, option = '', path = ''] = /^(-*[\w:.-]+=|-[a-zA-Z](?=[/.]))?([\s\S]*)$/.exec(word) ?? [];
  if (/^(?:https?|ftp):\/\//.test(path)) return false;
  if (path.startsWith('/')) return path.split(':').some((part) => mayLieIn(part, folders));
  if (folders.some((folder) => PROGRAM.test(folder) && baseName(folder) === path)) return true;
  if (role === 'file' || takesFile.test(option.replace(/=$/, '')) || (role === 'any' && path.includes('/')))
    return true;
  return /^(?:\.{1,2}(?:\/|$)|~|file:)|[*?[{]/.test(path) || packageFileNames.test(path);
}

const PROGRAM = /\/s?bin\/[^/]+$/;

/** What stands before a pattern is known. */
function mayLieIn(path: string, folders: readonly string[]): boolean {
  const known = path.replace(/\/[^/]*[*?[{].*$/, '');
  return known === '' || folders.some((folder) => relates(known, folder));
}

/** A package of the RUN that may have the folder for its own, by its name: `/opt/couchdb`. */
export function namesakeOf({ run: { script } }: RunStep, path: string): string | undefined {
  const [, name] = /^\/(?:(?:home|opt|root|srv|usr\/src|usr)\/)?([^/]+)/.exec(path) ?? [];
  return systemCalls(script)
    .flatMap(({ operands }) => operands.map(packageName))
    .find((own) => own === name);
}
