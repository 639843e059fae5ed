import { basename, dirname, join, sep } from 'node:path';
import { dockerfileNames } from '../knowledge/build-files.ts';
import type { DockerfileText } from './build-context.ts';
import type { Disk } from './disk-context.ts';
import { shownFrom } from './plans.ts';

/** `built`: by compose and bake files. `run`: all that a run works on. */
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
export function dockerfilesAround({ dockerfile, folder, built, run }: Around, disk: Disk): string[] {
  const named = [folder, dirname(dockerfile)].flatMap((at) =>
    dockerfileNames.filter((name) => disk(at).kindOf(name) === 'file').map((name) => join(at, name)),
  );
  const paths = new Set([...named, ...built, ...run.filter((path) => path.startsWith(folder + sep))]);
  paths.delete(dockerfile);
  return [...paths];
}

/** Those that can be read. `root`: where the paths begin by which people know them. */
export function dockerfileTexts(root: string, paths: readonly string[], disk: Disk): DockerfileText[] {
  return paths.flatMap((path) => {
    const text = disk(dirname(path)).readText(basename(path));
    return text === undefined ? [] : [{ text, path: shownFrom(root, path) }];
  });
}
