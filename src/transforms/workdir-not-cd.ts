import type { BuildContext } from '../context/build-context.ts';
import { type Dockerfile, type Stage, type Step, shippedStages, stagesOn } from '../model/dockerfile.ts';
import type { Edit, Finding, Fix, Transform } from '../model/finding.ts';
import { matches } from '../model/matches.ts';
import { absolutePath } from '../model/paths.ts';
import { spanIn, startIn } from '../model/run.ts';
import { type Entry, entryOf, ignoresWorkdir } from '../model/workdir-use.ts';
import { indentAt, lineEnding, type Span } from '../syntax/text.ts';
import { usualCase } from './support/find/casing.ts';
import { idOf, isRun, type RunStep } from './support/rewrite/rewrite.ts';
import { isStarted } from './support/user/services.ts';

const meta = {
  id: 'workdir-not-cd',
  title: 'WORKDIR, not cd, says where a RUN works',
  why: 'A cd at the start of a RUN is read past easily, and holds for that RUN alone; a WORKDIR shows where the stage works.',
  phase: 'steps',
  maxSafety: 'review',
  covers: ['DL3003', 'DS-0013'],
  references: ['https://docs.docker.com/build/building/best-practices/#workdir'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

const NAMES_CD = /\bcd\b/;

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (!matches(file.source, NAMES_CD)) return;
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      const entry = isRun(step) ? entryOf(step.run) : undefined;
      if (!isRun(step) || entry === undefined) continue;
      const at = spanIn(step.run, entry.command);
      const message = `the RUN goes to ${entry.path} first`;
      const result = withWorkdir({ file, context, stage }, step, entry);
      yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
    }
  }
}

type Standing = { readonly file: Dockerfile; readonly context: BuildContext; readonly stage: Stage };

/** The fix, or why there is none. */
function withWorkdir(place: Standing, step: RunStep, entry: Entry): Fix | string {
  const { file, stage } = place;
  const cut = { start: startIn(step.run, entry.command), end: startIn(step.run, { start: entry.next }) };
  const declined = whyNotCut(file, step, cut);
  if (declined !== undefined) return declined;
  const change = { kind: 'workdirForCd', step: idOf(step) } as const;
  const removal = { ...cut, text: '' };
  if (step.state.folder === absolutePath(entry.path, '/'))
    return { edits: [removal], changes: [change], safety: 'safe', reason: 'it is there already', scope: [] };
  const affected = stepsBeforeNextWorkdir(stage, step);
  return (
    whyNotStay(place, affected) ?? {
      edits: [workdirBefore(file, step, entry), removal],
      changes: [change],
      safety: 'review',
      reason:
        'nothing after it in the stage depends on the working directory; WORKDIR also makes the folder where it is missing',
      scope: affected.steps.map(({ instruction }) => instruction.span),
    }
  );
}

function whyNotCut(file: Dockerfile, step: RunStep, cut: Span): string | undefined {
  if (step.deferred) return 'it runs in builds on top of this image';
  if (/\bOLDPWD\b|\bcd\s+~?-(?:\s|$)/.test(step.run.script.text)) return 'it goes back to where it came from';
  const commented = file.source.comments.some(({ span }) => span.start >= cut.start && span.end <= cut.end);
  return commented ? 'a comment stands right behind it' : undefined;
}

type Affected = { readonly steps: readonly Step[]; readonly toTheEnd: boolean };

/** The steps that would be in the new folder, and the WORKDIR that ends it. */
function stepsBeforeNextWorkdir({ steps }: Stage, step: Step): Affected {
  const later = steps.slice(steps.indexOf(step) + 1);
  const next = later.findIndex(({ instruction }) => instruction.keyword === 'WORKDIR');
  return next === -1 ? { steps: later, toTheEnd: true } : { steps: later.slice(0, next + 1), toTheEnd: false };
}

function whyNotStay({ file, context, stage }: Standing, { steps, toTheEnd }: Affected): string | undefined {
  if (!steps.every(ignoresWorkdir)) return 'what follows goes by the working directory as it is';
  if (!toTheEnd) return undefined;
  if (shippedStages(file).includes(stage) || isStarted(context, stage)) return 'containers would start there too';
  return stagesOn(file, stage).length > 1 ? 'the stages that are built on this one would start there too' : undefined;
}

function workdirBefore({ source }: Dockerfile, { instruction }: Step, { path }: Entry): Edit {
  const { start } = instruction.span;
  const text = `${usualCase(source)('WORKDIR')} ${path}${lineEnding(source.text)}${indentAt(source.text, start)}`;
  return { start, end: start, text };
}

export const workdirNotCd: Transform = { meta, find };
