import { type Dirent, opendirSync } from 'node:fs';
import type { Kind } from './build-context.ts';

export type Entry = Kind | 'link' | 'other';

export type Entries = (folder: string) => ReadonlyMap<string, Entry> | undefined;

/** To list more may take longer than to ask for each name that somebody wants to know of. */
const MOST = 500;

/**
 * What stands in a folder, by its names; undefined where there are too many of them, or it is no folder that may be read. Most of what is
 * asked for in a folder is not there: one look tells that of all names.
 */
export function entriesOf(folder: string): ReadonlyMap<string, Entry> | undefined {
  try {
    const listing = opendirSync(folder, { bufferSize: MOST });
    try {
      const entries = new Map<string, Entry>();
      for (let entry = listing.readSync(); entry !== null; entry = listing.readSync()) {
        if (entries.size === MOST) return undefined;
        entries.set(entry.name, kindOf(entry));
      }
      return entries;
    } finally {
      listing.closeSync();
    }
  } catch {
    return undefined;
  }
}

/** Whether a name may stand in a folder: one look tells it of many, and where that tells nothing, any may. */
export function maybeIn(folder: string, entries: Entries): (name: string) => boolean {
  const listed = entries(folder);
  return (name) => listed === undefined || listed.has(name);
}

/** Some disks do not say what an entry is. */
function kindOf(entry: Dirent): Entry {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
