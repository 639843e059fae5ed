import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile, Stage, Step } from '../../../model/dockerfile.ts';
import type { Finding } from '../../../model/finding.ts';
import { whyNotJoin } from '../../../model/joinable.ts';
import { listEvents } from '../../../model/lists/events.ts';
import type { Pragma } from '../../../model/pragmas.ts';
import { isPlainChain } from '../../../shell/script.ts';
import { ABOUT_CONTAINERS, type Keyword } from '../../../syntax/instruction.ts';
import { consistsOf, has, packageRun } from '../find/package-runs.ts';
import { moveToStart } from '../rewrite/move.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { changesSources } from './changed-sources.ts';

/** A RUN that only fetches lists, for an install that something stands before. */
export function* moveLoneRefresh(
  file: Dockerfile,
  stage: Stage,
  step: RunStep,
  manager: PackageManager,
  pragmas: readonly Pragma[],
): Iterable<Finding> {
  const run = step.deferred ? undefined : packageRun(step, manager);
  if (run === undefined || !consistsOf(run, 'refresh') || !has(run, 'refresh') || !isPlainChain(run.step.run.script))
    return;
  const later = stage.steps.slice(stage.steps.indexOf(step) + 1);
  const index = later.findIndex((next) => isRun(next) && needsForeignLists(next, manager));
  const target = later[index];
  // An install that comes right after it is the business of the join above.
  if (!isRun(target) || index < 1) return;
  const at = step.instruction.span;
  const message = `the package lists for the install on line ${lineOf(file, idOf(target))} come from a layer of their own`;
  const between = later.slice(0, index);
  const commented = step.instruction.comments.length > 0 ? 'comments stand inside of it' : undefined;
  const declined =
    commented ?? whyNotMove(between, manager) ?? whyNotJoin(run.step, { ...target, state: step.state }, pragmas);
  if (declined !== undefined) {
    yield { at, message, declined };
    return;
  }
  const names = [...new Set(between.map(({ instruction }) => instruction.keyword))].join(', ');
  const reason = `a cached layer hands out old lists; between the two stands only ${names}, which no update reads`;
  const scope = { start: at.start, end: target.instruction.span.end };
  yield { at, message, fix: { ...moveToStart(file, run.step, target), safety: 'review', reason, scope: [scope] } };
}

function needsForeignLists({ run }: RunStep, manager: PackageManager): boolean {
  for (const { kind } of listEvents(run.script, manager)) {
    if (kind === 'fetch') return false;
    if (kind === 'need' || kind === 'unknown') return true;
  }
  return run.script.opaque !== undefined;
}

/** What an update does not notice. */
const INERT: readonly Keyword[] = [...ABOUT_CONTAINERS, 'ADD', 'ARG', 'COPY', 'ENV', 'VOLUME', 'WORKDIR'];

function whyNotMove(between: readonly Step[], manager: PackageManager): string | undefined {
  for (const step of between) {
    const changed = changesSources(step, manager);
    if (changed !== undefined) return changed;
    const { keyword } = step.instruction;
    if (INERT.includes(keyword)) continue;
    if (keyword !== 'RUN') return `${keyword} stands between`;
    if (!isRun(step) || step.run.script.opaque !== undefined) return 'a RUN that can not be read stands between';
    const foreign = step.run.script.commands.find(({ name }) => !LEAVES_PACKAGES_ALONE.includes(name));
    if (foreign !== undefined) return `a RUN with ${foreign.name || 'settings'} stands between`;
  }
  return undefined;
}

/** Commands that have nothing to do with packages, as long as they keep out of the manager's folders. */
const LEAVES_PACKAGES_ALONE: readonly string[] = [
  'addgroup',
  'adduser',
  'chgrp',
  'chmod',
  'chown',
  'echo',
  'groupadd',
  'ln',
  'mkdir',
  'rm',
  'set',
  'touch',
  'true',
  'useradd',
];
