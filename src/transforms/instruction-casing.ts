import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { isInOneCase, keywordsOf, usualCase } from './support/find/casing.ts';

const meta = {
  id: 'instruction-casing',
  title: 'Keywords are written as in most of the file',
  why: 'A keyword in another case than the others looks like part of the instruction before; builders warn of it.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['ConsistentInstructionCasing'],
  references: ['https://docs.docker.com/reference/build-checks/consistent-instruction-casing/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find({ source }: Dockerfile): Iterable<Finding> {
  if (isInOneCase(source)) return;
  const usual = usualCase(source);
  for (const at of source.instructions.flatMap(keywordsOf)) {
    const written = source.text.slice(at.start, at.end);
    const text = usual(written);
    if (written === text) continue;
    yield {
      at,
      message: `"${written}" is written in another case than the keywords around it`,
      fix: {
        edits: [{ ...at, text }],
        changes: [],
        safety: 'safe',
        reason: `most keywords of the file are in ${text === text.toUpperCase() ? 'upper' : 'lower'} case`,
        scope: [],
      },
    };
  }
}

export const instructionCasing: Transform = { meta, find };
