import { dirname, resolve } from 'node:path';
import { laterContext, unknownContext } from '../context/build-context.ts';
import { contextOf, diskContext } from '../context/disk-context.ts';
import { contextFinder } from '../context/find-context.ts';
import type { ContextFor } from '../engine/refactor.ts';
import { contextSources } from '../model/copied-files.ts';
import { KnownError } from './errors.ts';
import type { Io } from './io.ts';
import { repositoryRoot, statOf } from './paths.ts';

/** The build context of a Dockerfile by its path; without a path it has only the one that was given. */
export type Contexts = (dockerfile: string | undefined) => ContextFor;

/**
 * `given`: by `--context`, for all files.
 * @throws {KnownError}
 */
export function contextsOf(given: string | undefined, io: Io): Contexts {
  if (given !== undefined) {
    const context = diskContext(folderOf(given, io));
    return (dockerfile) => () => (dockerfile === undefined ? context : contextOf(dockerfile, context));
  }
  const find = contextFinder();
  return (dockerfile) => (file) => {
    if (dockerfile === undefined) return unknownContext;
    return laterContext(() => {
      const folder = dirname(dockerfile);
      const root = repositoryRoot(folder) ?? folder;
      return find({ dockerfile, root, sources: () => contextSources(file) });
    });
  };
}

function folderOf(context: string, io: Io): string {
  const folder = resolve(io.cwd, context);
  if (statOf(folder)?.isDirectory()) return folder;
  throw new KnownError(`--context ${context}: no such folder`);
}
