import { type Dockerfile, lineage, type Stage, type Step } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { absolutePath } from '../model/paths.ts';
import { certainFolder } from '../model/state.ts';
import { actingOf } from '../syntax/instruction.ts';
import { toSource } from '../syntax/joined.ts';
import { unquote } from '../syntax/words.ts';
import { idOf } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'absolute-workdir',
  title: 'WORKDIR says the whole path',
  why: 'A relative one goes on from the one before it, or from the base image: who changes that moves everything after it.',
  phase: 'words',
  maxSafety: 'safe',
  covers: ['DL3000', 'WorkdirRelativePath', 'DS-0009', 'CKV_DOCKER_10'],
  references: ['https://docs.docker.com/reference/build-checks/workdir-relative-path/'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      const { keyword, args } = actingOf(step.instruction);
      if (keyword !== 'WORKDIR' || !isRelative(unquote(args.text, file.source.escape))) continue;
      const at = step.instruction.span;
      const message = `${args.text} goes on from the working directory before it`;
      const result = withWholePath(file, stage, step);
      yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
    }
  }
}

/** A variable may hold a whole path. */
const isRelative = (path: string): boolean => /^[^/$]/.test(path);

/** The fix, or why there is none. */
function withWholePath(file: Dockerfile, stage: Stage, step: Step): Fix | string {
  const { args } = step.instruction;
  const start = toSource(args, 0);
  const end = start + args.text.length;
  if (step.deferred) return 'it goes on from wherever the build on top of this image is';
  if (file.source.text.slice(start, end) !== args.text) return 'it goes over several lines';
  if (hasTriggers(stage)) return 'a trigger of the stage that this one is built on sets the one before it';
  const from = certainFolder(step.state);
  if (from === undefined) return 'the one before it is up to the base image or to a variable';
  const text = wholePath(args.text, from);
  if (text === undefined) return 'its quotes, escapes, blanks or dots would have to be read';
  if (text === from) return 'it stays where it is';
  return {
    edits: [{ start, end, text }],
    changes: [{ kind: 'replaceStep', step: idOf(step), head: 'WORKDIR', text }],
    safety: 'safe',
    reason: step.state.fixedWorkdir === undefined ? `the base image works in ${from}` : `the one before it is ${from}`,
    scope: [],
  };
}

/** The working directory of an ONBUILD in a stage that this one is built on is not followed. */
const hasTriggers = (stage: Stage): boolean =>
  [...lineage(stage)].some(
    ({ steps }) => stage.steps !== steps && steps.some(({ instruction }) => instruction.onbuild?.keyword === 'WORKDIR'),
  );

const PLAIN = /^[\w.@+/-]+$/;
const WITH_VARIABLES = /^(?:[\w.@+/-]|\$\w+|\$\{\w+\})+$/;
/** Nothing, `.` or `..` between two slashes. */
const EMPTY_PART = /(?:^|\/)\.{0,2}(?:\/|$)/;

function wholePath(path: string, from: string): string | undefined {
  if (!PLAIN.test(from)) return undefined;
  if (PLAIN.test(path)) return absolutePath(path, from);
  const canBeAdded = WITH_VARIABLES.test(path) && !EMPTY_PART.test(path);
  return canBeAdded ? `${from === '/' ? '' : from}/${path}` : undefined;
}

export const absoluteWorkdir: Transform = { meta, find };
