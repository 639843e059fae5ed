import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { BuildContext } from './build-context.ts';

const MAX_BYTES = 5_000_000;
const READ_BY_OTHERS = 0o004;

/** The files below a folder. Each is looked at and read at most once, when it is asked for; nothing outside of the folder ever is. */
export function diskContext(root: string): BuildContext {
  let realRoot: string | undefined;
  /** What a path of the context really is, where it is inside. */
  const insideOf = (path: string): string | undefined => {
    realRoot ??= attempt(() => realpathSync(root));
    return realRoot === undefined ? undefined : realPathInside(realRoot, path);
  };
  return {
    known: true,
    root,
    readText: asked((path) => {
      const file = insideOf(path);
      return file === undefined ? undefined : attempt(() => textOf(file));
    }),
    kindOf: asked((path) => {
      const file = insideOf(path);
      return file === undefined ? undefined : attempt(() => kindOf(statSync(file)));
    }),
    namesIn: asked((path) => {
      const folder = insideOf(path);
      return folder === undefined ? undefined : attempt(() => readdirSync(folder).sort());
    }),
    isClosed: asked((path) => {
      const file = insideOf(path);
      return file !== undefined && attempt(() => (statSync(file).mode & READ_BY_OTHERS) === 0) === true;
    }),
    isLink: asked((path) => insideOf(path) !== undefined && lstatSync(join(root, path)).isSymbolicLink()),
  };
}

/** The context of one Dockerfile, which may have its own ignore list beside it, wherever the context is. */
export function contextOf(dockerfile: string, context: BuildContext): BuildContext {
  const { readText } = diskContext(dirname(dockerfile));
  return { ...context, ownIgnores: () => readText(`${basename(dockerfile)}.dockerignore`) };
}

/** Remembers every answer. */
export function asked<Answer>(ask: (path: string) => Answer): (path: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (path) => {
    let entry = known.get(path);
    if (entry === undefined) {
      entry = { answer: ask(path) };
      known.set(path, entry);
    }
    return entry.answer;
  };
}

function realPathInside(root: string, path: string): string | undefined {
  if (isAbsolute(path) || path.split(/[/\\]/).includes('..')) return undefined;
  return attempt(() => {
    const named = join(root, path);
    // Most of what is asked for is not there, and that is told at once.
    if (statSync(named, { throwIfNoEntry: false }) === undefined) return undefined;
    const file = realpathSync(named);
    return isInside(root, file) ? file : undefined;
  });
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function textOf(file: string): string | undefined {
  const stat = statSync(file);
  return stat.isFile() && stat.size <= MAX_BYTES ? decode(readFileSync(file)) : undefined;
}

function kindOf(stat: Stats): 'file' | 'folder' | undefined {
  if (stat.isFile()) return 'file';
  return stat.isDirectory() ? 'folder' : undefined;
}

/** A byte order mark is no part of what the file says. */
const decode = (bytes: Uint8Array): string | undefined =>
  bytes.includes(0) ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** A file that cannot be read is one that is not known. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
