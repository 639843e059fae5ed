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
  const isFailure = ({ words }: Command): boolean => words[1]?.value !== '0';
  const isCaught = (command: Command): boolean =>
    isFailure(command) &&
    statements.some(({ links }) => links.some((link) => link.operator === '||' && link.commands.includes(command)));
  return commands.some((command) => command.name === 'exit' && !isCaught(command)) ? ENDS : undefined;
}

/** The name of a function that only says something: `log() { echo "$1"; }` */
export function talkingFunction(text: string): string | undefined {
  const { commands } = parseShell(text);
  const [, name] = /^(?:function\s+)?([\w-]+)\s*(?:\(\s*\))?\s*\{/.exec(text) ?? [];
  const isTalking =
    name !== undefined &&
    commands.length > 0 &&
    commands.every(
      ({ name: said, nesting, redirects }) =>
        /^(?:echo|printf)$/.test(said) &&
        nesting.includes('function') &&
        redirects.every(({ target }) => target === undefined || /^\d$/.test(target.value)),
    );
  return isTalking ? name : undefined;
}

/** The variable that an assignment sets. */
export const nameOf = (text: string): string | undefined => /^(\w+)\+?=/.exec(text)?.[1];
