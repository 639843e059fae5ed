import { toolInstalls } from '../../../../knowledge/python/tools.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { type PackageCall, readPackageCall } from '../../../../model/package-calls.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import { expandWord } from '../../../../model/variables.ts';
import { baseName, invocationOf, toolOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { callsIn as allCallsIn, type Call, resolved } from '../steps/calls.ts';

/** What RUNs run; what a tool of Python is told to run is run by itself. */
export const callsIn = (place: Place, steps: readonly Step[]): Call[] =>
  allCallsIn(place, steps).map((call) => ({ ...call, command: behindRun(call.command) }));

/** `poetry run python x.py` is `python x.py`, in the environment of the project. */
export function behindRun(command: Command): Command {
  const { tool, args } = invocationOf(command) ?? {};
  const words = tool === undefined || args === undefined ? undefined : runBy(tool, args);
  const [first] = words ?? [];
  return words === undefined || first === undefined
    ? command
    : { ...command, name: first.value, words, start: first.start };
}

/** The words behind `run`, where its options say nothing of what that is. */
export function runBy(tool: Pick<Word, 'value'>, args: readonly Word[]): readonly Word[] | undefined {
  if (!/^(?:pipenv|poetry|uv)$/.test(baseName(tool.value)) || args[0]?.value !== 'run') return undefined;
  const at = args.findIndex(({ value }, index) => index > 0 && !PLAIN_OF_RUN.test(value));
  return at === -1 || args[at]?.value.startsWith('-') ? undefined : args.slice(at);
}

const PLAIN_OF_RUN = /^--(?:all-extras|frozen|locked|no-cache|no-dev|no-sync|)$/;

/** Python, pip, and what they start, by names that go by the PATH. */
export const usesPython = (command: Command): boolean =>
  /^(?:easy_install|pip|python)[\d.]*$/.test(toolOf(command)) || readPackageCall(command)?.manager.title === 'pip';

/** Tools that install what a project asks for, to an environment of their own or to one that is there. */
export type Tool = 'pipenv' | 'poetry' | 'uv' | 'uv pip';

/** An install by one of them. */
export type ToolCall = { readonly tool: Tool; readonly call: PackageCall };

export function toolCallOf(command: Command): ToolCall | undefined {
  const call = readPackageCall(command);
  const title = call?.manager.title ?? '';
  if (call === undefined || toolInstalls.get(title)?.test(call.verb.value) !== true) return undefined;
  return { tool: call.verb.value.startsWith('pip ') ? 'uv pip' : (title as Tool), call };
}

/** By pip, or by a tool. */
export function installsPackages(command: Command): boolean {
  const call = readPackageCall(command);
  return toolCallOf(command) !== undefined || (call?.manager.title === 'pip' && call.verb.value === 'install');
}

/** The commands of a RUN before one of them. */
const before = (calls: readonly Call[], { step, command }: Call): Call[] =>
  calls.filter((other) => other.step === step && other.command.start < command.start);

/** What a variable is for a call: by itself, by an `export` before it, or by the file. Empty where it is not known. */
export function settingOf({ file }: Place, calls: readonly Call[], call: Call, name: string): string | undefined {
  const { command, step } = call;
  const exported = before(calls, call).flatMap((other) => (other.command.name === 'export' ? other.command.words : []));
  const word = [...exported, ...command.assignments].findLast(({ text }) => text.startsWith(`${name}=`));
  if (word !== undefined) {
    const written = word.text.slice(name.length + 1);
    return expandWord(written, file.source.escape, (other) => variableValue(step.state, other)) ?? '';
  }
  const found = variableValue(step.state, name);
  return found ?? ([...environment(step.state)].includes(name) ? '' : undefined);
}

/** The environment whose script is read before a call, in the same RUN. */
export function activated(place: Place, calls: readonly Call[], call: Call): string | undefined {
  const scripts = before(calls, call).flatMap((other) => {
    const [name, script] = other.command.words;
    return /^(?:\.|source)$/.test(name?.value ?? '') && script !== undefined
      ? (resolved(place, other, script) ?? [])
      : [];
  });
  return scripts.flatMap((path) => /^(.*)\/bin\/activate$/.exec(path)?.[1] ?? []).at(-1);
}

/** The environment that tools are told of: by its script, or by the variable that this sets. */
export const entered = (place: Place, calls: readonly Call[], call: Call): string | undefined =>
  activated(place, calls, call) ?? settingOf(place, calls, call, 'VIRTUAL_ENV');
