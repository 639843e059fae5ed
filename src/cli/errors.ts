/** What a user can do something about, as a wrong command line or a full disk: its message is all that they need to see. */
export class KnownError extends Error {}

/** For what a user named: that it does not exist is no fault of ours. */
export function asUsage<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    throw new KnownError((error as Error).message);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'in use by another program',
  EISDIR: 'a folder, not a file',
  ELOOP: 'symbolic links that lead in a circle',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'no such file or folder',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** Why the operating system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
