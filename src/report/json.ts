import type { Decline, HeldFix, Range, Refactored } from '../engine/result.ts';
import type { ForeignRule } from '../knowledge/foreign-rules.ts';
import type { TransformMeta } from '../model/finding.ts';
import type { FileResult, FileStatus } from './result.ts';
import { checked, failed, type Tally } from './tally.ts';

/** Grows only when something that a reader may rely on goes away; docs/json.md. */
export const SCHEMA_VERSION = 1;

const STATUSES: Readonly<Record<FileStatus, string>> = {
  changed: 'changed',
  unchanged: 'unchanged',
  left: 'left',
  skipped: 'skipped',
  unreadable: 'error',
  unwritable: 'error',
  broken: 'error',
};

export type JsonFile = ReturnType<typeof jsonFile>;

export function jsonFile({ path, status, written, problem, work }: FileResult, diff: string | undefined) {
  return {
    path,
    status: STATUSES[status],
    written,
    ...(problem === undefined ? {} : { problem: { message: problem.message, ...problem.at } }),
    ...findings(work?.refactored),
    ...(work === undefined || work.also.length === 0 ? {} : { alsoChanges: work.also.map((other) => other.path) }),
    ...(diff === undefined ? {} : { diff }),
  };
}

const findings = (refactored: Refactored | undefined) => ({
  fixes: (refactored?.fixes ?? []).map(jsonFix),
  held: (refactored?.held ?? []).map(jsonFix),
  declines: (refactored?.declines ?? []).map(jsonDecline),
  withheld: (refactored?.withheld ?? []).map(jsonDecline),
});

const jsonFix = ({ transform, safety, message, reason, at }: HeldFix) => ({
  transform,
  safety,
  message,
  reason,
  ...place(at),
});

const jsonDecline = ({ transform, message, reason, at }: Decline) => ({ transform, message, reason, ...place(at) });

const place = ({ start, end }: Range) => ({ start, end });

export function jsonReport(files: readonly JsonFile[], tally: Tally, version: string): string {
  return print({ schemaVersion: SCHEMA_VERSION, dockmod: version, files, summary: jsonSummary(tally) });
}

const jsonSummary = (tally: Tally) => ({
  checked: checked(tally),
  changed: tally.files.changed,
  unchanged: tally.files.unchanged,
  left: tally.files.left,
  skipped: tally.files.skipped,
  errors: failed(tally),
  written: tally.written,
  fixes: { safe: tally.fixes.safe, review: tally.fixes.review },
  held: { review: tally.held.review, manual: tally.held.manual },
  declines: tally.declines,
  withheld: tally.withheld,
});

export const jsonCatalogue = (metas: readonly TransformMeta[], version: string, rule?: ForeignRule): string =>
  print({ schemaVersion: SCHEMA_VERSION, dockmod: version, transforms: metas, ...(rule && { rule }) });

const print = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
