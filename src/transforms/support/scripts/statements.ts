import { asksOnly, stopsReading } from '../../../knowledge/programs/build-scripts.ts';
import { setsUpEnvironment } from '../../../knowledge/programs/container-programs.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Link, Nesting, Script } from '../../../shell/script.ts';

const PLAIN_NESTING: ReadonlySet<Nesting> = new Set(['group', 'negation', 'pipeline', 'subshell', 'substitution']);

const NESTED: Partial<Record<Nesting, string>> = {
  background: 'starts something in the background',
  case: 'does something on a condition',
  function: 'has functions of its own',
  if: 'does something on a condition',
  loop: 'does something again and again',
};

/** Why a statement can not be read as one command after the other. */
export function whyNotPlain({ commands, statements, opaque }: Script): string | undefined {
  const nested = commands.flatMap(({ nesting }) => nesting).find((one) => !PLAIN_NESTING.has(one));
  if (nested !== undefined) return NESTED[nested] ?? 'is not followed';
  if (commands.some(({ redirects }) => redirects.some(({ operator }) => operator.startsWith('<<'))))
    return 'feeds a text to a command';
  if (opaque !== undefined) return `can not be read: ${opaque}`;
  const named = commands
    .filter((command) => !entersEnvironment(command))
    .flatMap((command) => [
      ...[command.name, toolOf(command)],
      ...command.assignments.map(({ text }) => nameOf(text) ?? ''),
    ]);
  const stop = named.find((name) => stopsReading.has(name));
  if (stop !== undefined) return stopsReading.get(stop);
  return statements.some(({ links }) => links.some((link, at) => isAsking(link) && links[at + 1]?.operator === '&&'))
    ? 'does something on a condition'
    : undefined;
}

/** `. venv/bin/activate`, which is none of the project. */
const entersEnvironment = ({ name, words }: Command): boolean =>
  /^(?:\.|source)$/.test(name) && setsUpEnvironment.test(words[1]?.value ?? '');

/** `[ -f x ] && …` */
function isAsking({ commands }: Link): boolean {
  const own = commands.filter(({ nesting }) => !nesting.includes('substitution'));
  const asks = (command: Command): boolean =>
    command.nesting.includes('negation') || asksOnly.has(command.name) || asksOnly.has(toolOf(command));
  return own.length === 0 || own.some(asks);
}

export const ENDS = 'may end before its last line';

/** What may keep the lines behind it from being done, other than a failure. */
export function whyEnded({ commands, statements }: Script, isLast: boolean): string | undefined {
  if (!isLast && commands.some(({ name, nesting }) => name === 'exec' && nesting.length === 0)) return ENDS;
  // Alone, it tells of the failure before it; in brackets, of what was done last.
  const isFailure = (command: Command, link: Link): boolean =>
    command.words[1] === undefined ? link.command === command : command.words[1].value !== '0';
  const isCaught = (command: Command): boolean =>
    statements.some(({ links }) =>
      links.some((link) => link.operator === '||' && link.commands.includes(command) && isFailure(command, link)),
    );
  return commands.some((command) => command.name === 'exit' && !isCaught(command)) ? ENDS : undefined;
}

/** A function that only says something, and may end the build: `die() { echo "$1" >&2; exit 1; }` */
export function talkingFunction(text: string): { readonly name: string; readonly ends: boolean } | undefined {
  const { commands } = parseShell(text);
  const [, name] = /^(?:function\s+)?([\w-]+)\s*(?:\(\s*\))?\s*\{/.exec(text) ?? [];
  const isInside = commands.every(({ nesting }) => nesting.includes('function') && !nesting.includes('if'));
  if (name === undefined || commands.length === 0 || !isInside || !commands.every(isHarmless)) return undefined;
  return { name, ends: commands.some((command) => command.name === 'exit') };
}

/** It only ends the build where something is wrong: `if [ ! -f a ]; then echo "no a"; exit 1; fi` */
export function isGuard(text: string): boolean {
  const { commands, opaque } = parseShell(text);
  const isCondition = commands.every(({ nesting }) => !nesting.includes('function') && !nesting.includes('loop'));
  return /^if\s/.test(text) && opaque === undefined && isCondition && commands.every(isHarmless);
}

/** It changes nothing: what is printed goes to nobody, and where it ends something, that fails. */
const isHarmless = ({ name, words, redirects }: Command): boolean =>
  (name === 'exit' ? /^[1-9]\d*$/.test(words[1]?.value ?? '') : TALKS.has(name)) &&
  redirects.every(({ target }) => target === undefined || /^(?:\d|\/dev\/(?:null|stderr|stdout))$/.test(target.value));

const TALKS: ReadonlySet<string> = new Set(['echo', 'printf', 'id', 'uname', ...asksOnly]);

/** It makes nothing but a text. */
export const prints = ({ name, redirects }: Command): boolean => redirects.length === 0 && PRINTS.has(name);

const PRINTS: ReadonlySet<string> = new Set([
  ...['basename', 'cat', 'date', 'dirname', 'du', 'hostname', 'ls', 'nproc', 'pwd', 'tr', 'wc', 'whoami', ...TALKS],
]);

type Loop = { readonly name: string; readonly list: string; readonly body: string };

/** `for name in api worker; do …; done` */
export function loopIn(text: string): Loop | undefined {
  const [, name, list, body] =
    /^for\s+([A-Za-z_]\w*)\s+in\s+([^;\n]+?)[ \t]*(?:;|\n)\s*do\b([\s\S]*)\bdone$/.exec(text) ?? [];
  return name === undefined || list === undefined || body === undefined ? undefined : { name, list, body };
}

/** The variable that an assignment sets. */
export const nameOf = (text: string): string | undefined => /^(\w+)\+?=/.exec(text)?.[1];
