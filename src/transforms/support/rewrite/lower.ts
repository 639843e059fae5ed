import { fileWork, heededVariables } from '../../../knowledge/programs/file-work.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { assignments } from '../../../model/state.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { ABOUT_CONTAINERS } from '../../../syntax/instruction.ts';
import type { RunStep } from './rewrite.ts';

export const isCheap = (command: Command): boolean => command.name === 'set' || fileWork.has(toolOf(command));

/** It is done in no time, by programs that heed nothing but their arguments. */
export const isFileWork = once(
  ({ commands, opaque }: Script): boolean => opaque === undefined && commands.length > 0 && commands.every(isCheap),
);

/** Why a RUN would not do the same behind some instructions; undefined where it would. */
export function whyNotLower({ run: { script } }: RunStep, over: readonly Step[], escape: string): string | undefined {
  for (const { instruction } of over) {
    const { keyword, args } = instruction;
    if (ABOUT_CONTAINERS.includes(keyword)) continue;
    if (keyword !== 'ENV') return `${keyword} stands between them`;
    const heeded = assignments(args.text, escape).find(([name]) => heeds(script, name));
    if (heeded !== undefined) return `the first may heed ${heeded[0]}, which ENV sets between them`;
  }
  return undefined;
}

/** Programs of their own look at the environment as they like; those that work on files alone do not. */
const heeds = (script: Script, name: string): boolean =>
  !isFileWork(script) || heededVariables.test(name) || new RegExp(`\\b${name}\\b`).test(script.text);
