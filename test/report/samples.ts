import type { AppliedFix, Decline, Refactored } from '../../src/engine/result.ts';
import type { FileResult } from '../../src/report/result.ts';

const at = (line: number, column: number) => ({ start: { line, column }, end: { line, column: column + 3 } });

export const fix = (transform: string, line: number, column: number, more: Partial<AppliedFix> = {}): AppliedFix => ({
  transform,
  at: at(line, column),
  message: `message of ${transform}`,
  reason: `reason of ${transform}`,
  safety: 'safe',
  ...more,
});

export const decline = (transform: string, line: number, column: number): Decline => ({
  transform,
  at: at(line, column),
  message: `message of ${transform}`,
  reason: `reason of ${transform}`,
});

export const refactored = (more: Partial<Refactored> = {}): Refactored => ({
  status: 'ok',
  text: 'FROM a\n',
  findings: [],
  fixes: [],
  held: [],
  declines: [],
  withheld: [],
  ...more,
});

export const changed = (path: string, more: Partial<Refactored> = {}): FileResult => ({
  path,
  status: 'changed',
  written: false,
  work: {
    original: 'FROM a\n',
    patchPath: path,
    also: [],
    refactored: refactored({ text: 'FROM b\n', fixes: [fix('one', 1, 1)], ...more }),
  },
});

export const unchanged = (path: string, more: Partial<Refactored> = {}): FileResult => ({
  path,
  status: 'unchanged',
  written: false,
  work: { original: 'FROM a\n', patchPath: path, also: [], refactored: refactored(more) },
});

export const unreadable = (path: string): FileResult => ({
  path,
  status: 'unreadable',
  written: false,
  problem: { message: 'no FROM', at: { line: 3, column: 7 } },
});
