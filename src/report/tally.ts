import type { Safety } from '../model/finding.ts';
import type { FileResult, FileStatus } from './result.ts';

export type Tally = {
  readonly files: Record<FileStatus, number>;
  written: number;
  readonly fixes: Record<Safety, number>;
  readonly held: Record<Safety, number>;
  declines: number;
  withheld: number;
};

export const newTally = (): Tally => ({
  files: { changed: 0, unchanged: 0, left: 0, skipped: 0, unreadable: 0, unwritable: 0, broken: 0 },
  written: 0,
  fixes: { safe: 0, review: 0, manual: 0 },
  held: { safe: 0, review: 0, manual: 0 },
  declines: 0,
  withheld: 0,
});

/** Adds a file. What was found in a file that could not be written counts as not found: nothing came of it. */
export function count(tally: Tally, { status, written, work }: FileResult): void {
  tally.files[status]++;
  if (written) tally.written++;
  if (work === undefined || status === 'unwritable') return;
  const { fixes, held, declines, withheld } = work.refactored;
  for (const fix of fixes) tally.fixes[fix.safety]++;
  for (const fix of held) tally.held[fix.safety]++;
  tally.declines += declines.length;
  tally.withheld += withheld.length;
}

/** Files that were read and understood. */
export const checked = ({ files }: Tally): number => files.changed + files.unchanged + files.left;

export const failed = ({ files }: Tally): number => files.unreadable + files.unwritable + files.broken;

export const fixed = ({ fixes }: Tally): number => fixes.safe + fixes.review + fixes.manual;
