import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { toSourceSpan } from '../syntax/joined.ts';
import { usualCase } from './support/casing.ts';

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
    const [, base, written] = /^(\S+\s+)(as)\s+\S+$/i.exec(from.args.text) ?? [];
    if (base === undefined || written === undefined || written === usual(written)) continue;
    const at = toSourceSpan(from.args, base.length, base.length + written.length);
    if (source.text.slice(at.start, at.end) !== written) continue;
    const text = usual(written);
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
