import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, normalize, parse, relative, sep } from 'node:path';
import type { BuildContext, Kind } from './build-context.ts';
import { type Entries, entriesOf } from './entries.ts';
import { asked, lazily } from './lazily.ts';

const MAX_BYTES = 5_000_000;
const READ_BY_OTHERS = 0o004;

/** Opens the context that a folder is. */
export type Disk = (root: string) => BuildContext;

/** The folders of a disk, and what stands in each. */
export type Disks = { readonly disk: Disk; readonly entries: Entries };

/** What stands at a path, and where it really is. */
type Found = { readonly file: string; readonly kind: Kind | undefined };

/**
 * The files below a folder. Each is looked at and read at most once, when it is asked for; nothing outside of the folder ever is.
 * `entries`: what stands in folders, which several contexts may share.
 */
export function diskContext(root: string, entries: Entries = asked(entriesOf)): BuildContext {
  const top = lazily(() => attempt(() => realpathSync.native(root)));
  const at = asked((path: string): Found | undefined => {
    const { dir, base } = parse(path);
    const real = top();
    if (real === undefined) return undefined;
    if (base === '' || base === '.') return { file: real, kind: 'folder' };
    const folder = at(dir);
    if (folder?.kind !== 'folder') return undefined;
    const listed = entries(folder.file);
    const entry = listed === undefined ? 'other' : listed.get(base);
    if (entry === undefined) return undefined;
    const file = join(folder.file, base);
    return entry === 'file' || entry === 'folder' ? { file, kind: entry } : attempt(() => behindLinks(file, real));
  });
  const find = asked((path: string): Found | undefined => {
    if (PLAIN.test(path)) return at(path);
    const found = leavesRoot(path) ? undefined : at(normalize(path));
    return path.endsWith('/') && found?.kind !== 'folder' ? undefined : found;
  });
  return {
    known: true,
    root,
    readText: asked((path) => {
      const found = find(path);
      return found?.kind === 'file' ? attempt(() => textOf(found.file)) : undefined;
    }),
    kindOf: (path) => find(path)?.kind,
    namesIn: asked((path) => {
      const found = find(path);
      if (found?.kind !== 'folder') return undefined;
      return attempt(() => [...(entries(found.file)?.keys() ?? readdirSync(found.file))].sort());
    }),
    isClosed: asked((path) => {
      const found = find(path);
      return found !== undefined && attempt(() => (statSync(found.file).mode & READ_BY_OTHERS) === 0) === true;
    }),
    isLink: asked((path) => find(path) !== undefined && lstatSync(join(root, path)).isSymbolicLink()),
  };
}

/** The context of one Dockerfile, which may have its own ignore list beside it, wherever the context is. */
export function contextOf(dockerfile: string, context: BuildContext, disk: Disk): BuildContext {
  return { ...context, ownIgnores: () => disk(dirname(dockerfile)).readText(`${basename(dockerfile)}.dockerignore`) };
}

/** It goes straight down from the root: most do, and nothing is to be put right about them. */
const PLAIN = /^\.?[^./\\:][^/\\:]*(?:\/\.?[^./\\:][^/\\:]*)*$/;

const leavesRoot = (path: string): boolean => isAbsolute(path) || path.split(/[/\\]/).includes('..');

/** What stands in a folder of the root, or inside the root where that leads. */
function behindLinks(file: string, root: string): Found | undefined {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  if (!stat.isSymbolicLink()) return { file, kind: kindOf(stat) };
  const real = realpathSync(file);
  return isInside(root, real) ? { file: real, kind: kindOf(statSync(real)) } : undefined;
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

const textOf = (file: string): string | undefined =>
  statSync(file).size <= MAX_BYTES ? decode(readFileSync(file)) : undefined;

function kindOf(stat: Stats): Kind | undefined {
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
