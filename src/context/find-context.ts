import { opendirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { composeFiles, composeVariants, describesBuild } from '../knowledge/build-files.ts';
import { type BuildContext, type DockerfileText, unknownBecause } from './build-context.ts';
import { type Build, bakeHclBuilds, bakeJsonBuilds, composeBuilds } from './builds.ts';
import { asked, contextOf, diskContext } from './disk-context.ts';
import { dockerfilesAround } from './dockerfiles.ts';

/** A path that a build takes from its context; the empty one is all of it. `must`: the build fails where it is not there. */
export type Source = { readonly path: string; readonly must: boolean };

/** `root`: how far up the context may be. */
type Wanted = { readonly dockerfile: string; readonly root: string; readonly sources: () => readonly Source[] };

/**
 * Finds the build contexts of the Dockerfiles of a run. Looks only at files whose names it knows, and reads what a folder says of
 * builds once. In this order: the folder that is `given`; what compose and bake files say; the folder of the Dockerfile, where it holds
 * what is copied; the nearest one above that holds all of it. `run`: the files that it works on.
 */
export function contextFinder(run: readonly string[], given?: string): (wanted: Wanted) => BuildContext {
  const buildsIn = asked(readBuilds);
  const fixed = given === undefined ? undefined : diskContext(given);
  return (wanted) => {
    const { dockerfile, root } = wanted;
    const context = fixed ?? find(wanted, buildsIn);
    let around: readonly DockerfileText[] | undefined;
    const dockerfiles = (): readonly DockerfileText[] => {
      const { root: folder } = context;
      around ??=
        folder === undefined ? [] : dockerfilesAround({ dockerfile, folder, built: builtIn(folder, root), run });
      return around;
    };
    return { ...contextOf(dockerfile, context), dockerfiles };
  };

  function builtIn(folder: string, root: string): string[] {
    const builds = foldersUpTo(root, folder).flatMap(buildsIn);
    return builds.filter(({ context }) => context === folder).map((build) => build.dockerfile);
  }
}

function find({ dockerfile, root, sources }: Wanted, buildsIn: (folder: string) => readonly Build[]): BuildContext {
  const folders = foldersUpTo(root, dirname(dockerfile));
  const builds = folders.flatMap(buildsIn).filter((build) => build.dockerfile === dockerfile);
  const [named, other] = new Set(builds.map(({ context }) => context));
  if (other !== undefined) return unknownBecause('compose or bake files build this file with different contexts');
  if (named === undefined) return bySources(folders, sources());
  // A context elsewhere would have us read files that are none of this repository's.
  const isThere = diskContext(root).kindOf(relative(root, named)) === 'folder';
  return isThere
    ? diskContext(named)
    : unknownBecause('a compose or bake file names a context that is not in this repository');
}

function foldersUpTo(root: string, folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

function bySources([folder, ...above]: readonly string[], all: readonly Source[]): BuildContext {
  const own = diskContext(folder as string);
  const sources = all.filter(({ path }) => path !== '');
  if (sources.length > 0 && holds(own, sources)) return own;
  const higher = sources.length === 0 ? undefined : above.map(diskContext).find((context) => holds(context, sources));
  if (sources.some(({ path }) => own.kindOf(path) !== undefined)) {
    return higher === undefined
      ? own
      : unknownBecause('some of what is copied is in its own folder, and all of it further up');
  }
  if (higher !== undefined) return higher;
  if (sources.some(({ must }) => must))
    return unknownBecause('no folder from its own to the root of the repository holds what is copied');
  return all.length > 0 && isBare(folder as string) ? unknownBecause('its own folder holds nothing to copy') : own;
}

/** Whether there is all that has to be there, and anything at all. */
function holds(context: BuildContext, sources: readonly Source[]): boolean {
  const there = sources.filter(({ path }) => context.kindOf(path) !== undefined);
  return there.length > 0 && sources.every((source) => !source.must || there.includes(source));
}

/** Whether there is nothing but what says how images are built. Stops at the first thing that is something else. */
function isBare(folder: string): boolean {
  try {
    const entries = opendirSync(folder);
    try {
      for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
        if (!describesBuild.test(entry.name)) return false;
      }
      return true;
    } finally {
      entries.closeSync();
    }
  } catch {
    return false;
  }
}

type Reader = { readonly name: string; readonly read: (text: string) => Build[] };

const READERS: readonly Reader[] = [
  ...composeFiles.map((name) => ({ name, read: (text: string) => composeBuilds(text, true) })),
  ...composeVariants.map((name) => ({ name, read: (text: string) => composeBuilds(text, false) })),
  { name: 'docker-bake.json', read: bakeJsonBuilds },
  { name: 'docker-bake.hcl', read: bakeHclBuilds },
];

/** What the compose and bake files of a folder build, as paths of this disk. */
function readBuilds(folder: string): Build[] {
  const { readText } = diskContext(folder);
  return READERS.flatMap(({ name, read }) => {
    if (statSync(join(folder, name), { throwIfNoEntry: false }) === undefined) return [];
    return readWith(read, readText(name)).map((build) => {
      const context = resolve(folder, build.context);
      return { context, dockerfile: resolve(context, build.dockerfile) };
    });
  });
}

/** A file that is not what its name says tells nothing. */
function readWith(read: Reader['read'], text: string | undefined): Build[] {
  try {
    return text === undefined ? [] : read(text);
  } catch {
    return [];
  }
}
