import type { FileResult, FileStatus } from './result.ts';
import { located } from './words.ts';

const PREFIXES: Partial<Record<FileStatus, string>> = { skipped: 'skipped: ' };

/** What has to be said of a file in any case: why it was not worked on, and fixes that failed their proof. */
export function remarks({ path, status, problem, work }: FileResult): string[] {
  const lines: string[] = [];
  if (problem !== undefined)
    lines.push(located(path, { ...problem, message: (PREFIXES[status] ?? '') + problem.message }));
  for (const { transform, at, message, reason } of work?.refactored.withheld ?? []) {
    lines.push(located(path, { message: `withheld: ${transform}: ${message} — ${reason}`, at: at.start }));
  }
  return lines;
}
