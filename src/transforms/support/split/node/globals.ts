import { programsOf } from '../../../../knowledge/node/programs.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { installs, readPackageCall } from '../../../../model/package-calls.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { saysOnly } from '../steps/says-only.ts';
import { isGlobal } from './outputs.ts';

/** A step that installs packages for the whole image. */
export type Global = {
  readonly step: RunStep;
  readonly packages: readonly string[];
  readonly programs: ReadonlySet<string>;
  /** It does nothing else. */
  readonly isPure: boolean;
};

export const globalsIn = (steps: readonly Step[]): Global[] =>
  steps.filter(isRun).flatMap((step) => {
    const { commands, opaque } = step.run.script;
    const packages = commands.flatMap(packagesOf);
    if (packages.length === 0) return [];
    const isPure = opaque === undefined && commands.every((one) => isAboutGlobals(one) || saysOnly(one));
    return [{ step, packages, isPure, programs: new Set(packages.flatMap(programsIn)) }];
  });

function packagesOf(command: Command): string[] {
  if (toolOf(command) === 'corepack') return command.words.slice(1).flatMap(({ value }) => broughtBy(value));
  const call = readPackageCall(command);
  if (call?.manager.scope !== 'project' || !installs(call) || !isGlobal(call)) return [];
  return call.operands.map(({ value }) => value.replace(/(?<=.)@.*$/, ''));
}

/** `corepack enable` only makes links: what they lead to is fetched when it is called first. */
const broughtBy = (word: string): string[] =>
  /^(?:pnpm|yarn)@/.test(word) ? [word.replace(/@.*$/, '')] : ['corepack'];

const isAboutGlobals = (command: Command): boolean => {
  const call = readPackageCall(command);
  return packagesOf(command).length > 0 || /^cache clean$/.test(call?.verb.value ?? '');
};

const programsIn = (name: string): readonly string[] => [
  name.slice(name.lastIndexOf('/') + 1),
  ...(Object.hasOwn(programsOf, name) ? (programsOf[name] ?? []) : []),
];
