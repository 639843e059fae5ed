import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile, Stage } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { whyNotJoin } from '../model/joinable.ts';
import { isPackageName, packageCalls, readPackageCall } from '../model/package-calls.ts';
import { removesLists } from '../model/package-lists.ts';
import { type Work, workOf } from '../model/package-work.ts';
import { type Pragma, pragmasOf } from '../model/pragmas.ts';
import type { Link } from '../shell/script.ts';
import { joinRuns, type Part } from './support/join.ts';
import { isRun, type RunStep } from './support/rewrite.ts';

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

/** A RUN as one package manager sees it. */
type PackageRun = { readonly step: RunStep; readonly chain: readonly { readonly link: Link; readonly work: Work }[] };

function* find(file: Dockerfile): Iterable<Finding> {
  const pragmas = pragmasOf(file.source);
  for (const manager of Object.values(packageManagers)) {
    for (const stage of file.stages) {
      for (const row of adjacentRuns(stage, manager)) yield* joinRow(file, row, manager, pragmas);
    }
  }
}

/** RUNs of package work that stand one right after the other, as long as each belongs with the one before. */
function* adjacentRuns(stage: Stage, manager: PackageManager): Iterable<PackageRun[]> {
  let row: PackageRun[] = [];
  for (const step of stage.steps) {
    const next = isRun(step) ? packageRun(step, manager) : undefined;
    const last = row.at(-1);
    if (next !== undefined && (last === undefined || belong(last, next))) {
      row.push(next);
      continue;
    }
    if (row.length > 1) yield row;
    row = next === undefined ? [] : [next];
  }
  if (row.length > 1) yield row;
}

function packageRun(step: RunStep, manager: PackageManager): PackageRun | undefined {
  const { script } = step.run;
  const links = script.statements.flatMap((statement) => statement.links);
  const chain = links.map((link) => ({ link, work: workOf(script, link, manager) }));
  const concerned = chain.some(({ work }) => work !== 'other' && work !== 'neutral') || packageCalls(script).some((call) => call.manager === manager);
  return concerned ? { step, chain } : undefined;
}

const consistsOf = ({ chain }: PackageRun, ...works: readonly Work[]): boolean =>
  chain.every(({ work }) => work === 'neutral' || works.includes(work));

const has = ({ chain }: PackageRun, ...works: readonly Work[]): boolean => chain.some(({ work }) => works.includes(work));

/** Both are package work through and through; or lists for the next RUN; or the cleanup after the one before. */
function belong(first: PackageRun, second: PackageRun): boolean {
  const pure = (run: PackageRun): boolean => consistsOf(run, 'refresh', 'call', 'cleanup', 'config');
  if (pure(first) && pure(second)) return true;
  if (pure(first) && !has(first, 'call') && has(first, 'refresh')) return has(second, 'call');
  return has(first, 'refresh', 'call') && consistsOf(second, 'cleanup');
}

/** Joins what can be joined of a row; where two RUNs can't, says why and goes on behind them. */
function* joinRow(file: Dockerfile, row: readonly PackageRun[], manager: PackageManager, pragmas: readonly Pragma[]): Iterable<Finding> {
  let group: PackageRun[] = [];
  for (const run of row) {
    const last = group.at(-1);
    const reason = last && whyNotJoin(last.step, run.step, pragmas);
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
  const { parts, ending, dropped } = withoutRepetition(group, manager);
  const scope = { start: first.step.instruction.span.start, end: last.step.instruction.span.end };
  yield {
    at: scope,
    message: `${group.length} adjacent RUNs work with ${manager.title}`,
    fix: { ...joinRuns(file, parts, ending), safety: 'safe', reason: reasonFor(group, dropped), scope: [scope] },
  };
}

type Slimmed = { readonly parts: Part[]; readonly ending: string | undefined; readonly dropped: boolean };

/** Leaves out a refresh that would fetch what was just fetched, and the cleanup in between that made it necessary. */
function withoutRepetition(group: readonly PackageRun[], manager: PackageManager): Slimmed {
  const parts: Part[] = [];
  let ending: string | undefined;
  let fresh = false;
  let dropped = false;
  for (const [index, run] of group.entries()) {
    let kept = run.chain;
    const next = group[index + 1];
    if (index > 0 && fresh && startsWithPlainRefresh(run)) {
      kept = kept.slice(1);
      dropped = true;
    }
    fresh = staysFresh(run, fresh);
    const cleanup = next !== undefined && fresh && startsWithPlainRefresh(next) ? trailingListCleanup(run, manager) : 0;
    if (cleanup > 0) {
      const text = run.step.run.script.text;
      ending = kept.slice(-cleanup).map(({ link }) => text.slice(link.start, link.end)).join(' && ');
      kept = kept.slice(0, -cleanup);
    } else if (next !== undefined && has(run, 'cleanup')) fresh = false;
    parts.push({ step: run.step, kept: kept.map(({ link }) => link) });
  }
  const last = group.at(-1) as PackageRun;
  return { parts, ending: trailingListCleanup(last, manager) > 0 ? undefined : ending, dropped };
}

const QUIET = /^-[qy]+$|^-q=\d$|^--(?:quiet|yes|assume-yes)$/;

/** `apt-get update` with no option that changes what it fetches, and something after it. */
function startsWithPlainRefresh({ chain }: PackageRun): boolean {
  const [first, second] = chain;
  if (first?.work !== 'refresh' || second === undefined || first.link.command === undefined) return false;
  const call = readPackageCall(first.link.command);
  return call?.options.every(({ value }) => QUIET.test(value)) === true && call.operands.length === 0 && first.link.command.assignments.length === 0;
}

/** After this RUN the lists are as its last refresh fetched them, and nothing has changed what a refresh would fetch. */
function staysFresh({ step, chain }: PackageRun, before: boolean): boolean {
  let fresh = before;
  for (const { link, work } of chain) {
    if (work === 'refresh') fresh = true;
    if (work === 'config' || work === 'other') fresh = false;
    if (work === 'call' && bringsSources(step, link)) fresh = false;
  }
  return fresh;
}

/** Packages from files, and those named after repositories, may bring sources of their own. */
function bringsSources(_: RunStep, link: Link): boolean {
  const call = link.command && readPackageCall(link.command);
  return call === undefined || call.operands.some((word) => !isPackageName(word) || /release|repo|keyring|apt-config/.test(word.value));
}

/** How many links at the end of the chain remove package lists and nothing else that matters here. */
function trailingListCleanup({ chain }: PackageRun, manager: PackageManager): number {
  const last = chain.at(-1);
  if (last?.work !== 'cleanup' || last.link.command === undefined || chain.length < 2) return 0;
  return removesLists(last.link.command, manager) ? 1 : 0;
}

function reasonFor(group: readonly PackageRun[], dropped: boolean): string {
  const joined = 'nothing but comments stands between them, and their flags, user, shell and settings are the same';
  const lone = group.some((run) => !has(run, 'call') && has(run, 'refresh'));
  const stale = lone ? '; the package lists can no longer come from an old layer' : '';
  return `${joined}${stale}${dropped ? '; the lists are fetched once' : ''}`;
}

export const mergePackageInstall: Transform = { meta, find };
