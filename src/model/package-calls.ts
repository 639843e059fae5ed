import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import { moduleRunner } from '../knowledge/programs/wrappers.ts';
import { baseName, type Invocation, invocationOf } from '../shell/invocation.ts';
import type { Command, Script, Word } from '../shell/script.ts';
import { once } from './memo.ts';

/** A call of a package manager: `apt-get -qq install -y curl`. */
export type PackageCall = Invocation & {
  readonly manager: PackageManager;
  /** The word that options may follow; its value has both words of a verb of two, and the verb that is meant where none is written. */
  readonly verb: Word;
  /** Options before and after the verb, values of their own included. */
  readonly options: readonly Word[];
  /** What the verb acts on. */
  readonly operands: readonly Word[];
  /** It gets words that the text does not show (`xargs apt-get install`). */
  readonly fedByPipe: boolean;
};

const managers: readonly PackageManager[] = Object.values(packageManagers);
const managerOf = new Map(managers.flatMap((manager) => manager.tools.map((tool) => [tool, manager] as const)));
/** The package manager calls of a script, in order. */
export const packageCalls = once((script: Script): readonly PackageCall[] =>
  script.commands.map(readPackageCall).filter((call) => call !== undefined),
);

/** The call that a command is, if it is one. */
export const readPackageCall = once(readCall);

function readCall(command: Command): PackageCall | undefined {
  const invocation = invocationOf(command);
  if (invocation === undefined) return undefined;
  const fed = baseName(invocation.tool.value) === 'xargs' ? behindXargs(invocation) : undefined;
  const { tool, args } = fed ?? asModule(invocation) ?? invocation;
  const manager = managerOf.get(baseName(tool.value));
  if (manager === undefined) return undefined;
  const options: Word[] = [];
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word;
    if (!word.value.startsWith('-')) {
      operands.push(word);
      continue;
    }
    options.push(word);
    const value = args[at + 1];
    if (manager.valueOptions.includes(word.value) && value !== undefined) {
      options.push(value);
      at++;
    }
  }
  const first = verbAmong(operands, manager);
  if (first === undefined) {
    const verb = fed === undefined && !options.some(({ value }) => ASKS_ONLY.test(value)) && bareVerb(tool, manager);
    return verb ? { ...invocation, tool, args, manager, verb, options, operands, fedByPipe: false } : undefined;
  }
  const at = operands.indexOf(first);
  const second = secondWord(first, operands[at + 1], manager);
  const verb = second ?? first;
  const rest = operands.slice(at + (second === undefined ? 1 : 2));
  const before = operands.slice(0, at);
  return {
    ...invocation,
    tool,
    args,
    manager,
    verb,
    options: [...before, ...options],
    operands: rest,
    fedByPipe: fed !== undefined,
  };
}

const ASKS_ONLY = /^(?:-v|-h|--version|--help)$/;

/** `yarn` alone is `yarn install`. */
const bareVerb = (tool: Word, { bareVerb }: PackageManager): Word | undefined =>
  bareVerb === undefined ? undefined : { ...tool, value: bareVerb };

/** The end of a verb of two words: `env create`. */
function secondWord({ value }: Word, next: Word | undefined, manager: PackageManager): Word | undefined {
  const phrase = `${value} ${next?.value}`;
  return next !== undefined && verbsOf(manager).has(phrase) ? { ...next, value: phrase } : undefined;
}

const knownVerbs = new Map<PackageManager, ReadonlySet<string>>();

function verbsOf(manager: PackageManager): ReadonlySet<string> {
  const verbs =
    knownVerbs.get(manager) ?? new Set([...Object.values(manager.verbs).flat(), ...(manager.project?.install ?? [])]);
  knownVerbs.set(manager, verbs);
  return verbs;
}

/** The first word that is no option, but for variables before a verb that is known: `apt-get $OPTIONS install`. */
function verbAmong(words: readonly Word[], manager: PackageManager): Word | undefined {
  const [first] = words;
  if (first === undefined || first.literal) return first;
  const later = words.find((word) => word.literal);
  return later !== undefined && verbsOf(manager).has(later.value) ? later : first;
}

/** `python3 -m pip install` is `pip install`. */
function asModule({ tool, args }: Invocation): Pick<Invocation, 'tool' | 'args'> | undefined {
  const [option, name, ...rest] = args;
  if (!moduleRunner.test(baseName(tool.value)) || option?.value !== '-m' || name === undefined) return undefined;
  return { tool: name, args: rest };
}

function behindXargs(invocation: Invocation): Pick<Invocation, 'tool' | 'args'> | undefined {
  const at = invocation.args.findIndex((word) => managerOf.has(baseName(word.value)));
  const tool = invocation.args[at];
  return tool && { tool, args: invocation.args.slice(at + 1) };
}

/** It works with the packages of the system, not with those of a project. */
export const concernsSystem = ({ manager }: PackageCall): boolean => manager.scope !== 'project';

export type Role = keyof PackageManager['verbs'];

export const hasRole = (call: PackageCall, role: Role): boolean =>
  call.manager.verbs[role]?.includes(call.verb.value) === true;

/** It installs packages: those that it names, or those of a project. */
export const installs = (call: PackageCall): boolean =>
  hasRole(call, 'install') || call.manager.project?.install.includes(call.verb.value) === true;

/** An option is there, alone or written as `-o Name=value`. */
export const hasOption = ({ options }: PackageCall, patterns: readonly RegExp[]): boolean =>
  options.some(({ value }) => patterns.some((pattern) => pattern.test(value)));

/** It takes away what nothing depends on any more; packages that were asked for by name stay. */
export const removesUnneeded = (call: PackageCall): boolean =>
  hasRole(call, 'autoremove') || (hasRole(call, 'remove') && hasOption(call, [/^--auto-?remove$/]));

/** The name of a package behind version, release, architecture and suffix: `curl:amd64=7.88*` is `curl`, and `g++` is `g++`. */
export const packageName = (operand: Word): string =>
  operand.value.replace(/[=/:].*$/, '').replace(/(?<!\+)[+]$|-$/, '');

/** A name from the package lists, nothing that only the shell or the disk can tell; its version may be known only then. */
export const isPackageName = ({ text, value, literal }: Word): boolean =>
  (literal ? /^[a-z0-9][a-z0-9+.-]*(?:[:=/][^\s]*)?$/.test(value) : /^[a-z0-9][a-z0-9+.-]*=[^`(]*$/.test(text)) &&
  !/\.(?:deb|apk|rpm)$|(?<!\+)[+]$|-$/.test(value);
