import type { Refactored } from '../engine/result.ts';
import type { Place } from '../syntax/text.ts';

/**
 * What became of one file. `left`: nothing of it can be proven. `skipped`: met in a search, and no Dockerfile to work on.
 * `unreadable`: also what no builder would take. `broken`: dockmod failed on it.
 */
export type FileStatus = 'changed' | 'unchanged' | 'left' | 'skipped' | 'unreadable' | 'unwritable' | 'broken';

export type Problem = { readonly message: string; readonly at?: Place };

export type Work = {
  readonly original: string;
  readonly refactored: Refactored;
  /** What a patch calls the file. */
  readonly patchPath: string;
  /** Files that change with it, such as the ignore list of its build context. */
  readonly also: readonly ChangedFile[];
};

export type ChangedFile = {
  readonly path: string;
  readonly patchPath: string;
  /** Undefined where there was none. */
  readonly before: string | undefined;
  readonly after: string;
};

export type FileResult = {
  /** As its user knows the file: from where they stand, or as they named it; with `/`. */
  readonly path: string;
  readonly status: FileStatus;
  /** The new text is on disk. */
  readonly written: boolean;
  /** Why the file is neither changed nor unchanged. */
  readonly problem?: Problem;
  /** Absent where there is no text to speak of. */
  readonly work?: Work;
};
