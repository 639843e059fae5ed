import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import type { AppliedFix, Reported } from './result.ts';
import type { Candidate } from './select.ts';

/** A finding where it was in the text as it was given. */
export const report = (file: Dockerfile, transform: Transform, { at, message }: Finding): Reported => ({
  transform: transform.meta.id,
  at: { start: file.givenAt(at.start), end: file.givenAt(at.end) },
  message,
});

/** A fix as it is reported, once it is proven or held back. */
export const reportFix = (file: Dockerfile, { transform, finding, fix }: Candidate): AppliedFix => ({
  ...report(file, transform, finding),
  safety: fix.safety,
  reason: fix.reason,
});

/** What one and the same finding is known by from pass to pass. */
export function keyOf(file: Dockerfile, { transform, finding }: Candidate): string {
  const { start } = report(file, transform, finding).at;
  return `${transform.meta.id}:${start.line}:${start.column}:${finding.message}`;
}
