import { basename, dirname, join } from 'node:path';
import { dockerfileNames } from '../knowledge/projects/build-files.ts';
import type { DockerfileText } from './build-context.ts';
import { type Disks, diskContext } from './disk-context.ts';
import { maybeIn } from './entries.ts';
import { shownFrom } from './plans.ts';

/** `built`: by compose and bake files. `run`: those that a run works on, below the folder. */
type Around = {
  readonly dockerfile: string;
  readonly folder: string;
  readonly built: readonly string[];
  readonly run: readonly string[];
};

/**
 * Paths of the Dockerfiles that share a context with one of them: those that compose and bake files build with it, those of the run
 * below it, and those in its root and beside the one at hand, by the names that people use: to list a folder may take long.
 */
export function dockerfilesAround({ dockerfile, folder, built, run }: Around, { disk, entries }: Disks): string[] {
  const named = [...new Set([folder, dirname(dockerfile)])].flatMap((at) =>
    dockerfileNames
      .filter(maybeIn(at, entries))
      .filter((name) => disk(at).kindOf(name) === 'file')
      .map((name) => join(at, name)),
  );
  const paths = new Set([...named, ...built, ...run]);
  paths.delete(dockerfile);
  return [...paths];
}

/** Which of some files lie below each folder that has any, so that nobody goes through all of them for one folder. */
export function byFolders(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const below = new Map<string, string[]>();
  for (const file of files)
    for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
      const others = below.get(folder);
      if (others === undefined) below.set(folder, [file]);
      else others.push(file);
    }
  return below;
}

/**
 * Dockerfiles that have been read in a run, by their paths; none where one can not be read. All files of a large repository may share a
 * context with all others, so each is read once. Who writes one takes it out.
 */
export type ReadDockerfiles = Map<string, DockerfileText | readonly []>;

/** `root`: where the path begins by which people know it. */
export function readDockerfileOnce(path: string, root: string, known: ReadDockerfiles): DockerfileText | readonly [] {
  const last = known.get(path);
  if (last !== undefined) return last;
  const text = diskContext(dirname(path)).readText(basename(path));
  const read = text === undefined ? ([] as const) : { text, path: shownFrom(root, path) };
  known.set(path, read);
  return read;
}
