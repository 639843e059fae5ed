import { dirname, isAbsolute, relative } from 'node:path';
import { describesBuild } from '../knowledge/projects/build-files.ts';
import { type BuildContext, unknownBecause } from './build-context.ts';
import { contextOf, type Disks, diskContext } from './disk-context.ts';
import { byFolders, dockerfilesAround, type ReadDockerfiles, readDockerfileOnce } from './dockerfiles.ts';
import { type Entries, entriesOf, maybeIn } from './entries.ts';
import { asked, lazily } from './lazily.ts';
import { type Plan, plannedFor, plansIn, shownFrom } from './plans.ts';

/** A path that a build takes from its context; the empty one is all of it. `must`: the build fails where it is not there. */
export type Source = { readonly path: string; readonly must: boolean };

/** `root`: how far up the context may be. */
type Wanted = { readonly dockerfile: string; readonly root: string; readonly sources: () => readonly Source[] };

/** What all files of a run have in common; `files`: those that it works on, `given`: the context of them all. */
type Run = {
  readonly files: readonly string[];
  readonly dockerfiles: ReadDockerfiles;
  readonly given?: string | undefined;
};

/**
 * Finds the build contexts of the Dockerfiles of a run. Looks only at files whose names it knows, and reads what a folder says of
 * builds once. In this order: the folder that is `given`; what compose and bake files say; the folder of the Dockerfile, where it holds
 * what is copied; the nearest one above that holds all of it.
 */
export function contextFinder({ files, dockerfiles: known, given }: Run): (wanted: Wanted) => BuildContext {
  const plansOf = new Map<string, readonly Plan[]>();
  const filesBelow = lazily(() => byFolders(files));
  const fixed = given === undefined ? undefined : diskContext(given);
  return (wanted) => {
    const { dockerfile, root } = wanted;
    // Not for the whole run: what an earlier file of it was given has changed what stands there.
    const entries = asked(entriesOf);
    const disk = asked((folder) => diskContext(folder, entries));
    const disks = { disk, entries };
    const plans = lazily(() => plansUpFrom(dirname(dockerfile), root, disks));
    const context = fixed ?? find(wanted, plans, disks);
    const near = lazily(() => (context.root === undefined ? [] : sharing(context.root, wanted, disks)));
    const read = (path: string) => readDockerfileOnce(path, root, known);
    const dockerfiles = lazily(() => near().flatMap(read));
    const further = (): string[] => {
      const built = new Set(plans().flatMap((plan) => plan.builds().map((build) => build.dockerfile)));
      return [...built].filter((path) => path !== dockerfile && !near().includes(path));
    };
    return {
      ...contextOf(dockerfile, context, disk),
      dockerfile: insideOf(context, dockerfile),
      ...plannedFor(dockerfile, root, plans),
      dockerfiles,
      neighbours: lazily(() => [...dockerfiles(), ...further().flatMap(read)]),
    };
  };

  /** What compose and bake files say is read once for all of the run. */
  function plansUpFrom(folder: string, root: string, { disk, entries }: Disks): Plan[] {
    return foldersUpTo(root, folder).flatMap((at) => {
      const plans = plansOf.get(at) ?? plansIn(at, disk(at), maybeIn(at, entries));
      plansOf.set(at, plans);
      return plans;
    });
  }

  function sharing(folder: string, { dockerfile, root }: Wanted, disks: Disks): string[] {
    const builds = plansUpFrom(folder, root, disks).flatMap((plan) => plan.builds());
    const built = builds.filter(({ context }) => context === folder).map((build) => build.dockerfile);
    return dockerfilesAround({ dockerfile, folder, built, run: filesBelow().get(folder) ?? [] }, disks);
  }
}

/** The path of a file in a context, where it is in there. */
function insideOf({ root }: BuildContext, file: string): string | undefined {
  const path = root === undefined ? '..' : shownFrom(root, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path;
}

function find({ dockerfile, root, sources }: Wanted, plans: () => readonly Plan[], disks: Disks): BuildContext {
  const { disk } = disks;
  const folders = foldersUpTo(root, dirname(dockerfile));
  const builds = plans().flatMap((plan) => plan.builds().filter((build) => build.dockerfile === dockerfile));
  const [named, other] = new Set(builds.map(({ context }) => context));
  if (other !== undefined) return unknownBecause('compose or bake files build this file with different contexts');
  if (named === undefined) return bySources(folders, sources(), disks);
  // A context elsewhere would have us read files that are none of this repository's.
  const isThere = disk(root).kindOf(relative(root, named)) === 'folder';
  return isThere
    ? disk(named)
    : unknownBecause('a compose or bake file names a context that is not in this repository');
}

function foldersUpTo(root: string, folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== root && dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

function bySources(
  [folder, ...above]: readonly string[],
  all: readonly Source[],
  { disk, entries }: Disks,
): BuildContext {
  const own = disk(folder as string);
  const sources = all.filter(({ path }) => path !== '');
  if (sources.length > 0 && holds(own, sources)) return own;
  const higher = sources.length === 0 ? undefined : above.map(disk).find((context) => holds(context, sources));
  if (sources.some(({ path }) => own.kindOf(path) !== undefined)) {
    return higher === undefined
      ? own
      : unknownBecause('some of what is copied is in its own folder, and all of it further up');
  }
  if (higher !== undefined) return higher;
  if (sources.some(({ must }) => must))
    return unknownBecause('no folder from its own to the root of the repository holds what is copied');
  return all.length > 0 && isBare(entries(folder as string))
    ? unknownBecause('its own folder holds nothing to copy')
    : own;
}

/** Whether there is all that has to be there, and anything at all. */
function holds(context: BuildContext, sources: readonly Source[]): boolean {
  const there = sources.filter(({ path }) => context.kindOf(path) !== undefined);
  return there.length > 0 && sources.every((source) => !source.must || there.includes(source));
}

/** Whether there is nothing but what says how images are built. */
const isBare = (entries: ReturnType<Entries>): boolean =>
  [...(entries?.keys() ?? ['many'])].every((name) => describesBuild.test(name));
