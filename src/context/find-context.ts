import { dirname, isAbsolute, relative } from 'node:path';
import { describesBuild } from '../knowledge/build-files.ts';
import { type BuildContext, unknownBecause } from './build-context.ts';
import { asked, contextOf, type Disk, diskContext } from './disk-context.ts';
import { dockerfilesAround, dockerfileTexts } from './dockerfiles.ts';
import { entriesOf } from './entries.ts';
import { lazily } from './lazily.ts';
import { type Plan, plannedFor, plansIn, shownFrom } from './plans.ts';

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
  const plansOf = asked(readPlans);
  const fixed = given === undefined ? undefined : diskContext(given);
  return (wanted) => {
    const { dockerfile, root } = wanted;
    // Not for the whole run: what an earlier file of it was given has changed what stands there.
    const disk = asked(diskContext);
    const plans = lazily(() => plansUpFrom(dirname(dockerfile), root));
    const context = fixed ?? find(wanted, plans, disk);
    const near = lazily(() => (context.root === undefined ? [] : sharing(context.root, wanted, disk)));
    const dockerfiles = lazily(() => dockerfileTexts(root, near(), disk));
    const further = (): string[] => {
      const built = new Set(plans().flatMap((plan) => plan.builds().map((build) => build.dockerfile)));
      return [...built].filter((path) => path !== dockerfile && !near().includes(path));
    };
    return {
      ...contextOf(dockerfile, context, disk),
      dockerfile: insideOf(context, dockerfile),
      ...plannedFor(dockerfile, root, plans),
      dockerfiles,
      neighbours: lazily(() => [...dockerfiles(), ...dockerfileTexts(root, further(), disk)]),
    };
  };

  function plansUpFrom(folder: string, root: string): Plan[] {
    return foldersUpTo(root, folder).flatMap(plansOf);
  }

  function sharing(folder: string, { dockerfile, root }: Wanted, disk: Disk): string[] {
    const builds = plansUpFrom(folder, root).flatMap((plan) => plan.builds());
    const built = builds.filter(({ context }) => context === folder).map((build) => build.dockerfile);
    return dockerfilesAround({ dockerfile, folder, built, run }, disk);
  }
}

/** The path of a file in a context, where it is in there. */
function insideOf({ root }: BuildContext, file: string): string | undefined {
  const path = root === undefined ? '..' : shownFrom(root, file);
  return path.startsWith('..') || isAbsolute(path) ? undefined : path;
}

function find({ dockerfile, root, sources }: Wanted, plans: () => readonly Plan[], disk: Disk): BuildContext {
  const folders = foldersUpTo(root, dirname(dockerfile));
  const builds = plans().flatMap((plan) => plan.builds().filter((build) => build.dockerfile === dockerfile));
  const [named, other] = new Set(builds.map(({ context }) => context));
  if (other !== undefined) return unknownBecause('compose or bake files build this file with different contexts');
  if (named === undefined) return bySources(folders, sources(), disk);
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

function bySources([folder, ...above]: readonly string[], all: readonly Source[], disk: Disk): BuildContext {
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
  return all.length > 0 && isBare(folder as string) ? unknownBecause('its own folder holds nothing to copy') : own;
}

/** Whether there is all that has to be there, and anything at all. */
function holds(context: BuildContext, sources: readonly Source[]): boolean {
  const there = sources.filter(({ path }) => context.kindOf(path) !== undefined);
  return there.length > 0 && sources.every((source) => !source.must || there.includes(source));
}

/** Whether there is nothing but what says how images are built. */
const isBare = (folder: string): boolean =>
  [...(entriesOf(folder)?.keys() ?? ['many'])].every((name) => describesBuild.test(name));

/** What the compose and bake files of a folder say. */
const readPlans = (folder: string): Plan[] => plansIn(folder, diskContext(folder).readText);
