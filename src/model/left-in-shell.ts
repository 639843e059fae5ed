import {
  assigningWord,
  harmlessSetOptions,
  renewedInPlace,
  type ShellEffect,
  shellEffects,
  startsDaemon,
} from '../knowledge/programs/shell-effects.ts';
import { handedToShell } from '../shell/handed.ts';
import { baseName, type Invocation, invocationOf, withoutVersion } from '../shell/invocation.ts';
import { parseShell } from '../shell/parse.ts';
import type { Command, Script } from '../shell/script.ts';
import type { Step } from './dockerfile.ts';
import { hasRole, readPackageCall } from './package-calls.ts';
import type { Run } from './run.ts';
import type { State } from './state.ts';

/** A step whose RUN may become one with another. */
export type Joinable = Step & { readonly run: Run };

export const LIVES_ON = 'a command in the background would live on';

const CHANGES_ONLY_A_CHILD: readonly string[] = ['subshell', 'substitution', 'pipeline'];

/** What the first of the commands that leaves something behind leaves in its shell. */
export function leftBy({ run, state }: Joinable, counts: (effect: Effect) => boolean = () => true): string | undefined {
  for (const command of run.script.commands) {
    const left = leftInShell(command, state, counts);
    if (left !== undefined) return left;
  }
  return undefined;
}

/** What the first leaves that only some would notice. */
export const leftFor = (first: Joinable, second: Joinable): string | undefined =>
  loopLeft(first, second) ?? foundBefore(first, second);

/** A shell remembers where it found a program, and the second brings another one of the name. */
function foundBefore({ run }: Joinable, second: Joinable): string | undefined {
  const called = new Set(run.script.commands.map(({ name }) => baseName(name)));
  const renewed = second.run.script.commands
    .flatMap((command) => broughtBy(command, second.state.image))
    .find((program) => called.has(program));
  return renewed && `its shell would go on with the ${renewed} that it has found`;
}

/** Programs that a package of a project's manager may be; what takes its own place is the same one. */
function broughtBy(command: Command, image: string): string[] {
  const call = readPackageCall(command);
  if (call?.manager.scope !== 'project' || !hasRole(call, 'install')) return [];
  return call.operands
    .map(({ value }) => /^[\w.-]+/.exec(value)?.[0] ?? '')
    .filter((name) => renewedInPlace.get(name)?.test(image) !== true);
}

/** A loop leaves its variable behind, which a variable of the RUN may be called like. */
function loopLeft(first: Joinable, { run: { script } }: Joinable): string | undefined {
  const { tokens } = first.run.script;
  const set = tokens.flatMap(({ text }, at) => (/^(?:for|select)$/.test(text) ? (tokens[at + 1]?.text ?? []) : []));
  const left = set.find((name) => /^\w+$/.test(name) && new RegExp(`\\$\\{?${name}\\b`).test(script.text));
  return left && !setsByLoop(script, left) ? `a loop sets ${left}` : undefined;
}

const setsByLoop = ({ text }: Script, name: string): boolean => new RegExp(`\\bfor\\s+${name}\\b`).test(text);

/** Only root may change users. */
const nameOf = (user = 'root'): string => user.replace(/:.*/, '').replace(/^0$/, 'root');

export const outlivesGroup = (effect: Effect): boolean => effect.outlivesGroup === true;

function leftInShell(command: Command, state: State, counts: (effect: Effect) => boolean): string | undefined {
  if (command.nesting.includes('background') || command.nesting.includes('coproc')) return LIVES_ON;
  const handed = handedToShell(command);
  // Another shell keeps to itself what brackets would.
  if (handed !== undefined)
    return parseShell(handed)
      .commands.map((inner) => leftInShell(inner, state, (one) => outlivesGroup(one) && counts(one)))
      .find((left) => left !== undefined);
  const effect = effectOf(command, nameOf(state.user)) ?? daemonOf(command) ?? innerEffect(command, state.image);
  if (effect === undefined || !counts(effect)) return undefined;
  const isChild = command.nesting.some((nesting) => CHANGES_ONLY_A_CHILD.includes(nesting));
  return isChild && effect.outlivesGroup !== true ? undefined : effect.leaves;
}

type Effect = Pick<ShellEffect, 'leaves' | 'outlivesGroup'>;

function effectOf(command: Command, user: string): Effect | undefined {
  if (command.nesting.includes('function')) return { leaves: 'it defines a function' };
  if (command.words.length === 0) return command.assignments.length > 0 ? { leaves: 'it sets variables' } : undefined;
  if (command.name === 'exec') return { leaves: 'exec replaces its shell' };
  const invocation = invocationOf(command);
  const name = baseName(invocation?.tool.value ?? command.name);
  if (name === 'set') return setsMore(command) ? { leaves: '`set` changes its shell' } : undefined;
  const effect = shellEffects.find(({ names }) => names.includes(name));
  if (effect === undefined || (effect.ofUser && isOfOthers(invocation, user))) return undefined;
  return { ...effect, leaves: `${name} ${effect.leaves}` };
}

const daemonOf = ({ words, name }: Command): Effect | undefined =>
  startsDaemon.test(words.map(({ text }) => text).join(' '))
    ? { leaves: `${baseName(name)} starts something that would live on`, outlivesGroup: true }
    : undefined;

/** What it does by the way: words may set variables, and a shell looks for a program where it found it first. */
function innerEffect(command: Command, image: string): Effect | undefined {
  if (command.words.some(({ text }) => assigningWord.test(text))) return { leaves: 'it sets variables' };
  const own = withoutVersion(baseName(command.name));
  return broughtBy(command, image).includes(own)
    ? { leaves: `it may bring another ${own}, which its shell would not look for` }
    : undefined;
}

const setsMore = ({ words }: Command): boolean => words.slice(1).some((word) => !harmlessSetOptions.test(word.value));

/** It names others than the user that the shell runs as, for whom alone it would come too late. */
const isOfOthers = (invocation: Invocation | undefined, user: string): boolean =>
  invocation !== undefined &&
  invocation.wrapper.length === 0 &&
  invocation.args.every(({ literal, value }) => literal && value !== user);
