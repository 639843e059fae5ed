import { dirname, join, resolve } from 'node:path';
import { type BuildContext, laterContext, unknownContext } from '../context/build-context.ts';
import { diskContext } from '../context/disk-context.ts';
import type { ReadDockerfiles } from '../context/dockerfiles.ts';
import { contextFinder } from '../context/find-context.ts';
import { asked } from '../context/lazily.ts';
import type { ContextFor } from '../engine/options.ts';
import { contextSources } from '../model/copied-files.ts';
import { KnownError } from './errors.ts';
import type { Io } from './io.ts';
import { isRepository, repositoryRoot, statOf } from './paths.ts';

/** The build context of a Dockerfile by its path; without a path it has only the one that was given. */
export type Contexts = (dockerfile: string | undefined) => ContextFor;

/** Texts of files that have changed along with earlier ones of the run, by their paths: what comes later goes by them, written or not. */
export type ChangedTexts = Map<string, string>;

/** What all files of a run have in common; `given`: by `--context`. */
type Run = {
  readonly given: string | undefined;
  readonly files: readonly string[];
  readonly changed: ChangedTexts;
  readonly dockerfiles: ReadDockerfiles;
};

/** @throws {KnownError} */
export function contextsOf({ given, files, changed, dockerfiles }: Run, io: Io): Contexts {
  const folder = given === undefined ? undefined : folderOf(given, io);
  const find = contextFinder({ files, dockerfiles, given: folder });
  const isRoot = asked(isRepository);
  return (dockerfile) => (file) => {
    if (dockerfile === undefined) return folder === undefined ? unknownContext : diskContext(folder);
    return laterContext(() => {
      const own = dirname(dockerfile);
      const wanted = { dockerfile, root: repositoryRoot(own, isRoot) ?? own, sources: () => contextSources(file) };
      return withChanged(find(wanted), dockerfile, changed);
    });
  };
}

/** The file of the ignore list that goes with a Dockerfile; undefined where the context has no folder. */
export function ignoreFile({ root }: BuildContext, dockerfile: string, own: boolean): string | undefined {
  if (own) return `${dockerfile}.dockerignore`;
  return root && join(root, '.dockerignore');
}

function withChanged(context: BuildContext, dockerfile: string, changed: ChangedTexts): BuildContext {
  const text = (own: boolean): string | undefined => changed.get(ignoreFile(context, dockerfile, own) ?? '');
  return {
    ...context,
    readText: (path) => (path === '.dockerignore' ? text(false) : undefined) ?? context.readText(path),
    ownIgnores: () => text(true) ?? context.ownIgnores?.(),
    composeFiles: () =>
      (context.composeFiles?.() ?? []).map((compose) => ({
        ...compose,
        text: changed.get(compose.path) ?? compose.text,
      })),
  };
}

function folderOf(context: string, io: Io): string {
  const folder = resolve(io.cwd, context);
  if (statOf(folder)?.isDirectory()) return folder;
  throw new KnownError(`--context ${context}: no such folder`);
}
