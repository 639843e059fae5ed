import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, parse, relative, sep } from 'node:path';

export const withSlashes = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));

/** What is there, behind symbolic links; undefined where nothing is, or nothing that may be seen. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The path without symbolic links, or as it is where there is no such thing. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** The folder, or the nearest one above it, that git takes for the root of a working tree. `isRoot` may remember what it was asked. */
export function repositoryRoot(folder: string, isRoot = isRepository): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (isRoot(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** In worktrees and submodules `.git` is a file; an empty folder of that name means nothing. */
export function isRepository(folder: string): boolean {
  const git = join(folder, '.git');
  const stat = statOf(git);
  return stat !== undefined && (stat.isFile() || statOf(join(git, 'HEAD')) !== undefined);
}

/**
 * What a patch calls a file, as `git diff` does: from the root of the repository that one stands in, or from the current
 * folder where there is none. So `git apply` finds it from any folder of the repository. It does not look behind symbolic
 * links, so a file goes by its real name. A file elsewhere goes by its path from the root of the disk.
 */
export function patchNames(cwd: string): (file: string) => string {
  const here = realPath(cwd);
  const base = repositoryRoot(here) ?? here;
  return (file) => {
    const real = realPath(file);
    const path = relative(base, real);
    const outside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
    return withSlashes(outside ? real.slice(parse(real).root.length) : path);
  };
}
