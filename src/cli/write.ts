import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from './errors.ts';
import { statOf } from './paths.ts';
import type { Source } from './read.ts';

const ANY_WRITER = 0o222;

/** Replaces the text of a file that was read before. Says why where it did not; then the file is as it was. */
export function writeBack(file: string, text: string, { bytes, stat }: Source): string | undefined {
  // The super-user may write it all the same; that it is closed to everybody is meant.
  if ((stat.mode & ANY_WRITER) === 0) return 'read-only; not written';
  try {
    const target = realpathSync(file);
    const unchanged = (): boolean => readFileSync(target).equals(bytes);
    return replace(target, text, statSync(target), unchanged)
      ? undefined
      : 'changed on disk since it was read; not written';
  } catch (error) {
    return `not written: ${reasonOf(error)}`;
  }
}

/** Writes a list that was read as `before`, or not there. Says why where it did not. */
export function writeList(
  file: string,
  { before, after }: { before: string | undefined; after: string },
): string | undefined {
  const name = basename(file);
  try {
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat !== undefined && (!stat.isFile() || (stat.mode & ANY_WRITER) === 0))
      return `${name} can not be written; nothing is`;
    const unchanged = (): boolean => textOf(file) === before;
    return replace(file, after, stat, unchanged)
      ? undefined
      : `${name} changed on disk since it was read; nothing is written`;
  } catch (error) {
    return `${name} is not written, and so nothing is: ${reasonOf(error)}`;
  }
}

const textOf = (file: string): string | undefined =>
  statOf(file) === undefined ? undefined : readFileSync(file, 'utf8');

/** Writes a file of ours. A device or a pipe is no file to put another one in the place of. */
export function writeWhole(file: string, text: string): void {
  const stat = statOf(file);
  if (stat === undefined) replace(file, text, undefined, () => true);
  else if (stat.isFile()) replace(realpathSync(file), text, stat, () => true);
  else writeAndClose(openSync(file, 'w'), text);
}

/** All or nothing: the text goes to a file beside, which then takes the place and the rights of the old one. */
function replace(file: string, text: string, like: Stats | undefined, stillWanted: () => boolean): boolean {
  const beside = join(dirname(file), `.dockmod-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const descriptor = openSync(beside, 'wx', like === undefined ? 0o666 : 0o600);
  try {
    writeAndClose(descriptor, text, () => {
      if (like !== undefined) takeRights(descriptor, like);
      fsyncSync(descriptor);
    });
    // As late as can be: an editor may have saved the file in the meantime.
    if (!stillWanted()) return false;
    renameSync(beside, file);
    return true;
  } finally {
    rmSync(beside, { force: true });
  }
}

function writeAndClose(descriptor: number, text: string, finish: () => void = () => undefined): void {
  try {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    finish();
  } finally {
    closeSync(descriptor);
  }
}

function takeRights(descriptor: number, { mode, uid, gid }: Stats): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    // Only the super-user may give a file away; the writer owns it then.
  }
  // After the owner: a change of owner clears bits of the mode.
  fchmodSync(descriptor, mode & 0o7777);
}
