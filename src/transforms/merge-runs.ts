import type { BuildContext } from '../context/build-context.ts';
import type { Dockerfile, Stage } from '../model/dockerfile.ts';
import { type Finding, NEWS_OF_MOVES, type Transform } from '../model/finding.ts';
import { needBrackets, whyNotGroup, whyNotJoin } from '../model/joinable.ts';
import { shareFiles } from '../model/named-files.ts';
import { packageCalls } from '../model/package-calls.ts';
import { type Pragma, pragmasOf } from '../model/pragmas.ts';
import type { Settings } from '../model/settings.ts';
import { isPlainChain, type Link } from '../shell/script.ts';
import { clearsTemporary, madeIn } from './support/find/undone.ts';
import { joinOver, joinRuns, type Part } from './support/rewrite/join.ts';
import { isFileWork, whyNotLower } from './support/rewrite/lower.ts';
import { isRun, type RunStep } from './support/rewrite/rewrite.ts';
import { whyCommentsPart } from './support/rewrite/section-comments.ts';

const meta = {
  id: 'merge-runs',
  title: 'RUNs that belong together are one',
  why: 'Each RUN is a layer, and a file that a later one changes or removes is stored all the same. What is cheap to run again costs no cache when it shares a RUN.',
  phase: 'layers',
  maxSafety: 'safe',
  covers: ['DL3059'],
  references: [
    'https://docs.docker.com/build/building/best-practices/#run',
    'https://github.com/hadolint/hadolint/wiki/DL3059',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, _context: BuildContext, { merge }: Settings): Iterable<Finding> {
  const pragmas = pragmasOf(file.source);
  for (const stage of file.stages)
    for (const steps of adjacentRuns(stage))
      yield* joinRow({ file, pragmas, steps, bridged: bridgesIn(file, steps, pragmas) }, POLICIES[merge]);
  if (merge === 'all') for (const stage of file.stages) yield* joinOverOthers(file, stage, pragmas);
}

/** Pairs of RUNs between which nothing stands that the first of them heeds. */
function* joinOverOthers(file: Dockerfile, { steps }: Stage, pragmas: readonly Pragma[]): Iterable<Finding> {
  for (const [index, second] of steps.entries()) {
    const at = steps.slice(0, index).findLastIndex(isRun);
    const first = steps[at];
    const between = steps.slice(at + 1, index);
    if (!isRun(first) || !isRun(second) || between.length === 0) continue;
    const scope = { start: first.instruction.span.start, end: second.instruction.span.end };
    const message = 'two RUNs with nothing between them that the first heeds could be one';
    const declined =
      whyNotLower(first, between, file.source.escape) ?? whyNotOne({ ...first, state: second.state }, second, pragmas);
    if (declined !== undefined) {
      yield { at: second.instruction.span, message, declined };
      continue;
    }
    const [one, other] = partsOf([first, second]) as [Part, Part];
    const reason = 'what stands between them changes nothing for the first';
    yield {
      at: scope,
      message,
      fix: { ...joinOver(file, one, between, other), safety: 'safe', reason, scope: [scope] },
    };
  }
}

function* adjacentRuns({ steps }: Stage): Iterable<RunStep[]> {
  let row: RunStep[] = [];
  for (const step of steps) {
    if (isRun(step)) row.push(step);
    else {
      if (row.length > 1) yield row;
      row = [];
    }
  }
  if (row.length > 1) yield row;
}

/** Which of the RUNs that can be joined are. */
type Policy = {
  readonly evidence: (row: Row, group: readonly RunStep[]) => string;
  readonly whyNot: (row: Row, first: RunStep, second: RunStep) => string | undefined;
};

/** RUNs that stand one right after the other, with what has to be known of their file. */
type Row = {
  readonly file: Dockerfile;
  readonly pragmas: readonly Pragma[];
  readonly steps: readonly RunStep[];
  /** RUNs that share a layer with the one before, so that what the last of them takes away was never stored. */
  readonly bridged: ReadonlySet<RunStep>;
};

const SAME = 'nothing but comments stands between them, and their flags, user, shell and settings are the same';

const POLICIES: Readonly<Record<Settings['merge'], Policy>> = {
  careful: {
    evidence: (row, group) => `${gainOf(row, group)}; ${SAME}`,
    whyNot: ({ file, pragmas, bridged }, first, second) =>
      bridged.has(second)
        ? undefined
        : (whyKeepApart(first, second) ?? whyCommentsPart(file, first, second) ?? whyNotJoin(first, second, pragmas)),
  },
  all: { evidence: () => SAME, whyNot: ({ pragmas }, first, second) => whyNotOne(first, second, pragmas) },
};

const whyNotOne = (first: RunStep, second: RunStep, pragmas: readonly Pragma[]): string | undefined =>
  whyNotJoin(first, second, pragmas) && whyNotGroup(first, second, pragmas);

/** Joins what can be joined of a row; where two RUNs can't, says why and goes on behind them. */
function* joinRow(row: Row, policy: Policy): Iterable<Finding> {
  let group: RunStep[] = [];
  for (const step of row.steps) {
    const last = group.at(-1);
    const declined = last && policy.whyNot(row, last, step);
    if (declined !== undefined) {
      yield { at: step.instruction.span, message: 'this RUN and the one before could be one', declined };
      yield* joinGroup(row, group, policy);
      group = [];
    }
    group.push(step);
  }
  yield* joinGroup(row, group, policy);
}

function* joinGroup(row: Row, group: readonly RunStep[], { evidence }: Policy): Iterable<Finding> {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined || group.length < 2) return;
  const parts = partsOf(group);
  const scope = { start: first.instruction.span.start, end: last.instruction.span.end };
  yield {
    at: scope,
    message: `${group.length} adjacent RUNs could be one`,
    fix: { ...joinRuns(row.file, parts), safety: 'safe', reason: evidence(row, group), scope: [scope] },
  };
}

function partsOf(group: readonly RunStep[]): Part[] {
  const brackets = needBrackets(group);
  const parts = group.map((step, index) => ({
    step,
    kept: step.run.script.statements.flatMap(({ links }) => links),
    bracketed: brackets[index] === true,
  }));
  return group.every(({ run }) => isPlainChain(run.script)) && !brackets[0] ? withOneSet(parts) : parts;
}

/** `set -ex` holds for all that comes after it, so that those who say it again need not. */
function withOneSet(parts: readonly Part[]): Part[] {
  const [first] = parts.map(({ kept }) => textOfSet(kept[0]));
  return parts.map((part, index) => {
    const again = index > 0 && first !== undefined && textOfSet(part.kept[0]) === first && part.kept.length > 1;
    const others = parts.slice(0, index).flatMap(({ kept }) => kept.slice(1));
    return again && others.every((link) => textOfSet(link) === undefined)
      ? { ...part, kept: part.kept.slice(1) }
      : part;
  });
}

const textOfSet = (link: Link | undefined): string | undefined =>
  link?.command?.name === 'set' ? link.command.words.map(({ text }) => text).join(' ') : undefined;

function gainOf({ bridged }: Row, group: readonly RunStep[]): string {
  if (group.some((step) => bridged.has(step))) return 'what they remove again is not stored in any layer';
  return group.every(({ run }) => isFileWork(run.script))
    ? 'to run them again is cheap'
    : 'they work on the same files, which are stored once';
}

/** A layer less is worth it where a change of the one would hardly run the other again for nothing. */
function whyKeepApart(first: RunStep, second: RunStep): string | undefined {
  const [one, other] = [first.run.script, second.run.script];
  if (isFileWork(one) && isFileWork(other)) return undefined;
  if (isFileWork(other) && (clearsTemporary(other) || shareFiles(one, other))) return undefined;
  if (isFileWork(one) && packageCalls(other).length === 0 && shareFiles(one, other)) return undefined;
  return 'with every change of the one, the other would run again, which takes its time';
}

/** What spans from the RUN that makes something to the one that takes it away, where all of it can be one RUN. */
function bridgesIn(file: Dockerfile, steps: readonly RunStep[], pragmas: readonly Pragma[]): Set<RunStep> {
  const bridged = new Set<RunStep>();
  for (const remover of steps) {
    const maker = madeIn(steps, remover);
    if (maker === undefined) continue;
    const span = steps.slice(steps.indexOf(maker), steps.indexOf(remover) + 1);
    const isOne = span.every((step, index) => {
      const next = span[index + 1];
      return next === undefined || (whyCommentsPart(file, step, next) ?? whyNotOne(step, next, pragmas)) === undefined;
    });
    if (isOne) for (const step of span.slice(1)) bridged.add(step);
  }
  return bridged;
}

export const mergeRuns: Transform = { meta, newsFor: NEWS_OF_MOVES, find };
