import type { Dockerfile, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { removal } from './support/rewrite/move.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'drop-dead-instructions',
  title: 'A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK',
  why: 'Of several only the last counts; who reads or changes an earlier one is misled.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL4003', 'DL4004', 'DL3012', 'MultipleInstructionsDisallowed', 'DS-0016', 'DS-0007', 'DS-0023'],
  references: ['https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

/**
 * ENTRYPOINT clears a CMD only where the stage has set none before it. An earlier CMD or ENTRYPOINT makes no difference to that: a
 * later CMD sets the command again, and a later ENTRYPOINT clears what the earlier one cleared.
 * Source: moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go, dispatchEntrypoint.
 */
const LAST_COUNTS = ['CMD', 'ENTRYPOINT', 'HEALTHCHECK'] as const;

function* find(file: Dockerfile): Iterable<Finding> {
  for (const { steps } of file.stages) {
    for (const keyword of LAST_COUNTS) {
      const all = steps.filter(({ instruction }) => instruction.keyword === keyword);
      const allTaken = all.every(isTaken);
      for (const step of all.slice(0, -1)) yield dropped(file, step, allTaken);
    }
  }
}

/** One that a builder refuses fails the build, wherever it stands; without it the file would become something nobody has seen. */
function isTaken({ instruction: { keyword, flags, args } }: Step): boolean {
  return keyword === 'HEALTHCHECK' ? /^(?:NONE$|CMD\s+\S)/i.test(args.text) : flags.length === 0;
}

function dropped(file: Dockerfile, step: Step, allTaken: boolean): Finding {
  const { keyword, span: at } = step.instruction;
  const message = `a later ${keyword} takes its place`;
  const declined = allTaken ? whyLeft(file, step) : `builders refuse a ${keyword} of this stage`;
  if (declined !== undefined) return { at, message, declined };
  return {
    at,
    message,
    fix: {
      edits: [removal(file, step, [])],
      changes: [{ kind: 'removeStep', step: idOf(step) }],
      safety: 'safe',
      reason: `only the last ${keyword} of a stage counts`,
      scope: [],
    },
  };
}

function whyLeft({ source }: Dockerfile, { instruction }: Step): string | undefined {
  if (instruction.comments.length > 0) return 'a comment stands inside of it';
  const above = source.text.slice(0, instruction.span.start).trimEnd();
  const isComment = source.comments.some(({ span }) => span.end === above.length);
  return isComment ? 'the comment above it may speak of it alone' : undefined;
}

export const dropDeadInstructions: Transform = { meta, find };
