import type { PackageManager } from '../knowledge/package-managers.ts';
import type { Dockerfile } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { whyNotJoin } from '../model/joinable.ts';
import { managersIn } from '../model/managers.ts';
import { packageCalls } from '../model/package-calls.ts';
import { type Pragma, pragmasOf } from '../model/pragmas.ts';
import { adjacentRuns, has, type PackageRun, whyKeepApart } from './support/find/package-runs.ts';
import { foldInstalls } from './support/lists/fold.ts';
import { moveLoneRefresh } from './support/lists/lone-refresh.ts';
import { dropRepeatedRefreshes, withoutRepetition } from './support/lists/repetition.ts';
import { joinRuns } from './support/rewrite/join.ts';
import { isRun } from './support/rewrite/rewrite.ts';

const meta = {
  id: 'merge-package-install',
  title: 'Fetching package lists, installing and cleaning up happen in one RUN',
  why: 'An update in a layer of its own is cached and grows old, so a later install asks for versions that are gone; and what one layer leaves behind no later layer can make smaller.',
  phase: 'steps',
  maxSafety: 'review',
  covers: ['DS-0017', 'CKV_DOCKER_5', 'CIS-DI-0007'],
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  const pragmas = pragmasOf(file.source);
  for (const manager of managersIn(file).filter(({ scope }) => scope !== 'project')) {
    for (const stage of file.stages) {
      for (const row of adjacentRuns(stage, manager)) yield* joinRow(file, row, manager, pragmas);
      for (const step of stage.steps.filter(isRun)) {
        if (!packageCalls(step.run.script).some((call) => call.manager === manager)) continue;
        yield* moveLoneRefresh(file, stage, step, manager, pragmas);
        yield* dropRepeatedRefreshes(file, step, manager);
        yield* foldInstalls(file, step, manager);
      }
    }
  }
}

/** Joins what can be joined of a row; where two RUNs can't, says why and goes on behind them. */
function* joinRow(
  file: Dockerfile,
  row: readonly PackageRun[],
  manager: PackageManager,
  pragmas: readonly Pragma[],
): Iterable<Finding> {
  let group: PackageRun[] = [];
  for (const run of row) {
    const last = group.at(-1);
    const reason = last && (whyNotJoin(last.step, run.step, pragmas) ?? whyKeepApart(last, run));
    if (reason !== undefined) {
      const at = run.step.instruction.span;
      yield { at, message: `this RUN and the one before both work with ${manager.title}`, declined: reason };
      yield* joinGroup(file, group, manager);
      group = [];
    }
    group.push(run);
  }
  yield* joinGroup(file, group, manager);
}

function* joinGroup(file: Dockerfile, group: readonly PackageRun[], manager: PackageManager): Iterable<Finding> {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined || group.length < 2) return;
  if (!group.some((run) => has(run, 'refresh', 'call'))) return;
  const { parts, dropped } = withoutRepetition(group, manager);
  const scope = { start: first.step.instruction.span.start, end: last.step.instruction.span.end };
  yield {
    at: scope,
    message: `${group.length} adjacent RUNs work with ${manager.title}`,
    fix: { ...joinRuns(file, parts), safety: 'safe', reason: reasonFor(group, dropped), scope: [scope] },
  };
}

function reasonFor(group: readonly PackageRun[], dropped: boolean): string {
  const joined = 'nothing but comments stands between them, and their flags, user, shell and settings are the same';
  const lone = group.some((run) => !has(run, 'call') && has(run, 'refresh'));
  const stale = lone ? '; the package lists can no longer come from an old layer' : '';
  return `${joined}${stale}${dropped ? '; the lists are fetched once' : ''}`;
}

export const mergePackageInstall: Transform = { meta, find };
