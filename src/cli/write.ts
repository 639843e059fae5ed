import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from './errors.ts';
import { realPath, statOf } from './paths.ts';
import type { Source } from './read.ts';

const ANY_WRITER = 0o222;

/** A file that changes along with another one. */
export type AlsoWritten = {
  readonly file: string;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly after: string;
};

/**
 * Replaces the text of a file that was read before, and of others along with it: all of them or none. Says why where it did not; then they
 * are as they were. The others come first: without an ignore list the file may not be as good as it was.
 */
export function writeBack(
  file: string,
  text: string,
  source: Source,
  also: readonly AlsoWritten[] = [],
): string | undefined {
  const writings = [...also.map(alongside), ...(text === source.text ? [] : [inPlace(file, text, source)])];
  const drafts = new Map<Writing, string>();
  const replaced: Writing[] = [];
  const steps: readonly ((writing: Writing) => string | undefined)[] = [
    (writing) => {
      if (writing.isClosed) return writing.says.closed;
      drafts.set(writing, draftOf(writing.target, writing.text, writing.stat));
      return undefined;
    },
    // As late as can be: an editor may have saved the file in the meantime.
    (writing) => (writing.isAsRead() ? undefined : writing.says.changed),
    (writing) => {
      renameSync(drafts.get(writing) as string, writing.target);
      replaced.push(writing);
      return undefined;
    },
  ];
  try {
    for (const step of steps) {
      for (const writing of writings) {
        const why = attempted(writing, step);
        if (why === undefined) continue;
        return [why, ...replaced.flatMap(whyNotPutBack)].join('; ');
      }
    }
    return undefined;
  } finally {
    for (const draft of drafts.values()) rmSync(draft, { force: true });
  }
}

/** A text that is to take the place of another one. */
type Writing = {
  readonly text: string;
  /** Behind links. */
  readonly target: string;
  readonly stat: Stats | undefined;
  /** What there was; undefined where there was nothing. */
  readonly old: Uint8Array | undefined;
  readonly isClosed: boolean;
  readonly isAsRead: () => boolean;
  readonly says: { readonly closed: string; readonly changed: string; readonly failed: (reason: string) => string };
};

function attempted(writing: Writing, step: (writing: Writing) => string | undefined): string | undefined {
  try {
    return step(writing);
  } catch (error) {
    return writing.says.failed(reasonOf(error));
  }
}

function inPlace(file: string, text: string, { bytes, stat }: Source): Writing {
  const target = realPath(file);
  return {
    text,
    target,
    stat,
    old: bytes,
    // The super-user may write it all the same; that it is closed to everybody is meant.
    isClosed: (stat.mode & ANY_WRITER) === 0,
    isAsRead: () => readFileSync(target).equals(bytes),
    says: {
      closed: 'read-only; not written',
      changed: 'changed on disk since it was read; not written',
      failed: (reason) => `not written: ${reason}`,
    },
  };
}

function alongside({ file, before, after }: AlsoWritten): Writing {
  const name = basename(file);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  return {
    text: after,
    target: file,
    stat,
    old: before === undefined ? undefined : Buffer.from(before),
    isClosed: stat !== undefined && (!stat.isFile() || (stat.mode & ANY_WRITER) === 0),
    isAsRead: () => (statOf(file) === undefined ? undefined : readFileSync(file, 'utf8')) === before,
    says: {
      closed: `${name} can not be written; nothing is`,
      changed: `${name} changed on disk since it was read; nothing is written`,
      failed: (reason) => `${name} is not written, and so nothing is: ${reason}`,
    },
  };
}

function whyNotPutBack({ target, old, stat }: Writing): string[] {
  try {
    if (old === undefined) rmSync(target, { force: true });
    else renameSync(draftOf(target, old, stat), target);
    return [];
  } catch (error) {
    return [`${basename(target)} could not be put back: ${reasonOf(error)}`];
  }
}

/** Writes a file of ours. A device or a pipe is no file to put another one in the place of. */
export function writeWhole(file: string, text: string): void {
  const stat = statOf(file);
  if (stat !== undefined && !stat.isFile()) {
    writeAndClose(openSync(file, 'w'), text);
    return;
  }
  const target = realPath(file);
  const draft = draftOf(target, text, stat);
  try {
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A file beside, with the rights of the one whose place it is to take. */
function draftOf(file: string, text: string | Uint8Array, like: Stats | undefined): string {
  const beside = join(dirname(file), `.dockmod-${process.pid}-${Math.random().toString(36).slice(2)}`);
  const descriptor = openSync(beside, 'wx', like === undefined ? 0o666 : 0o600);
  try {
    writeAndClose(descriptor, text, () => {
      if (like !== undefined) takeRights(descriptor, like);
      fsyncSync(descriptor);
    });
    return beside;
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function writeAndClose(descriptor: number, text: string | Uint8Array, finish: () => void = () => undefined): void {
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
