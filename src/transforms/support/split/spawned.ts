import { runtimeCalls } from '../../../knowledge/runtime-calls.ts';
import type { Project } from './language.ts';
import type { Program } from './started.ts';

/** Programs that sources start by name; or which of them is known only at run time. */
export function spawnedBy(
  { sources }: Pick<Project, 'sources'>,
  { name }: { readonly name: keyof typeof runtimeCalls },
): Program[] | string {
  if (typeof sources === 'string') return [];
  const programs = new Map<string, Program>();
  for (const { text, path, language } of sources) {
    if (language.name !== name) continue;
    for (const { groups } of text.matchAll(runtimeCalls[name])) {
      const program = groups?.['program'] ?? groups?.['line']?.split(/\s/)[0];
      if (program === undefined || /[^\w./+-]/.test(program))
        return `${path} starts a program that is known only when it runs (${(groups?.['computed'] ?? groups?.['called'] ?? program ?? '').trim()})`;
      programs.set(program, { name: program, path: undefined, args: [], folder: '/', by: path });
    }
  }
  return [...programs.values()];
}
