import { settingsOfPrograms } from '../../../../knowledge/node/programs.ts';
import type { Build, Runtime } from '../runtime.ts';
import { lockedIn } from './locked.ts';
import { lockfilesOf, type Project } from './project.ts';
import { type Pruned, pruned } from './prune.ts';
import { startingTexts } from './texts.ts';

export const whyStaying = (prune: Extract<Pruned, { but: string }>): string =>
  prune.isDone ? prune.but : `packages for development stay, as ${prune.but}`;

/** Who develops in the stage that builds keeps all packages there. */
export function prunedWhere(
  { isDevelopedIn }: Build,
  prune: Pruned | undefined,
): Pick<Runtime, 'apart' | 'builder' | 'command'> {
  if (prune === undefined || 'but' in prune) return { builder: [] };
  if (isDevelopedIn) return { builder: [], apart: prune.said };
  return prune.rewrite === undefined ? { builder: [], command: prune.said } : { builder: [prune.rewrite] };
}

/** In a stage of its own it has neither the arguments of the one that builds nor the mounts of its last RUN. */
function prunedApart({ isDevelopedIn, place: { stage }, steps }: Build, prune: Pruned): Pruned {
  const hasArguments = stage.steps.some(({ instruction: { keyword } }) => keyword === 'ARG');
  const hasFlags = (steps.at(-1)?.instruction.flags.length ?? 0) > 0;
  return isDevelopedIn && 'said' in prune && (hasArguments || hasFlags)
    ? { but: 'a stage of its own that leaves them out would have other arguments and mounts' }
    : prune;
}

export function pruneOf(project: Project): Pruned {
  const { build, folder, manifest, sources, start, textOf } = project;
  const [lockfile, another] = lockfilesOf(project);
  const locked = lockfile === undefined ? undefined : lockedIn(lockfile.name, lockfile.text);
  if (lockfile === undefined || another !== undefined || locked === undefined)
    return { but: 'no single lockfile says which of them only development needs' };
  if (textOf('pnpm-workspace.yaml') !== undefined) return { but: 'it is one of several packages' };
  const settings = start.programs
    .flatMap(({ name }) => settingsOfPrograms.get(name) ?? [])
    .flatMap((name) => ['js', 'mjs', 'cjs', 'ts', 'mts'].map((ending) => `${name}.${ending}`))
    .flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [{ path, text }];
    });
  const all = pruned({
    ...{ place: build.place, steps: build.steps, folder, manifest, locked, start, settings },
    ...{ scripts: sources.scripts, lockfile: lockfile.name, lockText: lockfile.text },
    texts: startingTexts(build).map(({ text }) => text),
  });
  return prunedApart(build, all);
}
