import {
  describesCall,
  hiddenCalls,
  mayStart,
  runtimeCalls,
  startsBesideItself,
  startsItselfAgain,
} from '../../../../knowledge/programs/runtime-calls.ts';
import type { SourceText } from '../../artefact/sources.ts';
import type { Project } from '../project/project.ts';
import type { Program } from './program.ts';
import { isShell, programsGiven, programsOf } from './shell-programs.ts';

/** Programs that sources start by name; or which of them is known only at run time. */
export function spawnedBy(
  { sources }: Pick<Project, 'sources'>,
  ...languages: readonly (keyof typeof runtimeCalls)[]
): Program[] | string {
  if (typeof sources === 'string') return [];
  const programs = new Map<string, Program>();
  for (const source of sources) {
    const name = languages.find((each) => each === source.language.name);
    if (name === undefined) continue;
    const names = spawnedIn(source, name);
    if (typeof names === 'string') return names;
    for (const one of names) programs.set(one, { name: one, path: undefined, args: [], folder: '/', by: source.path });
  }
  return [...programs.values()];
}

function spawnedIn({ path, text }: SourceText, name: keyof typeof runtimeCalls): string[] | string {
  if (mayStart[name]?.test(text) === false) return [];
  const [hidden] = hiddenCalls[name].exec(text) ?? [];
  if (hidden !== undefined) return `${path} starts programs in a way that is not followed (${hidden.trim()})`;
  const found: string[] = [];
  for (const { groups, index, 0: call } of text.matchAll(runtimeCalls[name])) {
    const { line, program, computed, called } = groups ?? {};
    const rest = text.slice(index + call.length);
    if (startsItselfAgain.test(computed ?? called ?? program ?? '') && !startsBesideItself.test(rest)) continue;
    const [, described] = /^&?(\w+)(?:\(|$)/.exec(computed ?? '') ?? [];
    if (described !== undefined && describesCall[name]?.(described).test(text)) continue;
    const names = line !== undefined ? programsOf(line) : program && started(program, rest);
    if (!Array.isArray(names))
      return `${path} starts a program that is known only when it runs (${(computed ?? called ?? program ?? line ?? '').replace(/^[\s(]+|\s+$/g, '')})`;
    found.push(...names);
  }
  return found;
}

/** A shell, and what it starts in turn. */
function started(program: string, rest: string): string[] | undefined {
  if (/[^\w./+-]/.test(program)) return undefined;
  if (!isShell(program)) return [program];
  const given = programsGiven(rest);
  return given && [program, ...given];
}
