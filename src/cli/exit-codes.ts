export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** `--check` found files that would change. */
  wouldChange: 1,
  /** Wrong usage, a file that cannot be read, understood or written, or an error of our own. */
  failed: 2,
} as const;
