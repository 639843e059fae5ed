import { asIn, type Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { toSourceSpan } from '../syntax/joined.ts';
import { usualCase } from './support/find/casing.ts';

const meta = {
  id: 'as-upper-case',
  title: 'AS is written like FROM',
  why: 'A keyword in lower case between two names is easily taken for one of them; builders warn of it.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['FromAsCasing'],
  references: ['https://docs.docker.com/reference/build-checks/from-as-casing/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find({ source, stages }: Dockerfile): Iterable<Finding> {
  const usual = usualCase(source);
  for (const { from } of stages) {
    const as = asIn(from);
    if (as === undefined) continue;
    const written = from.args.text.slice(as.start, as.end);
    const text = usual(written);
    const at = toSourceSpan(from.args, as.start, as.end);
    if (written === text || source.text.slice(at.start, at.end) !== written) continue;
    yield {
      at,
      message: `"${written}" is written in another case than FROM`,
      fix: {
        edits: [{ ...at, text }],
        changes: [],
        safety: 'safe',
        reason: `"${written}" and "${text}" mean the same`,
        scope: [],
      },
    };
  }
}

export const asUpperCase: Transform = { meta, find };
