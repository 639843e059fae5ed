import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile, Stage, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { whyNotJoin } from '../model/joinable.ts';
import { isPackageName, packageCalls, readPackageCall } from '../model/package-calls.ts';
import { listEvents, removesLists } from '../model/package-lists.ts';
import { type Work, workOf } from '../model/package-work.ts';
import { type Pragma, pragmasOf } from '../model/pragmas.ts';
import { isPlainChain, type Link } from '../shell/script.ts';
import type { Keyword } from '../syntax/instruction.ts';
import { placeAt } from '../syntax/text.ts';
import { joinRuns, type Part } from './support/join.ts';
import { moveToStart } from './support/move.ts';
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
      for (const step of stage.steps) yield* moveLoneRefresh(file, stage, step, manager, pragmas);
    }
  }
}

/** RUNs of package work that stand one right after the other, as long as each belongs with the one before. */
function* adjacentRuns(stage: Stage, manager: PackageManager): Iterable<PackageRun[]> {
  let row: PackageRun[] = [];
  for (const step of stage.steps) {
    const next = isRun(step) ? packageRun(step, manager) : undefined;
    const last = row.at(-1);
    if (next !== undefined && (last === undefined || concernEachOther(last, next))) {
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

const isPure = (run: PackageRun): boolean => consistsOf(run, 'refresh', 'call', 'cleanup', 'config');

/** Both are package work through and through; or lists for the next RUN; or the cleanup after the one before. */
function belong(first: PackageRun, second: PackageRun): boolean {
  if (isPure(first) && isPure(second)) return true;
  if (isPure(first) && !has(first, 'call') && has(first, 'refresh')) return has(second, 'call');
  return has(first, 'refresh', 'call') && consistsOf(second, 'cleanup');
}

const concernEachOther = (first: PackageRun, second: PackageRun): boolean =>
  belong(first, second) || (callsPackages(first) && callsPackages(second));

const callsPackages = ({ step }: PackageRun): boolean => packageCalls(step.run.script).length > 0;

const whyKeepApart = (first: PackageRun, second: PackageRun): string | undefined =>
  belong(first, second) ? undefined : 'one of them also does other work, which would then run again with every change of the packages';

/** Joins what can be joined of a row; where two RUNs can't, says why and goes on behind them. */
function* joinRow(file: Dockerfile, row: readonly PackageRun[], manager: PackageManager, pragmas: readonly Pragma[]): Iterable<Finding> {
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

/** A RUN that only fetches lists, for an install that something stands before. */
function* moveLoneRefresh(file: Dockerfile, stage: Stage, step: Step, manager: PackageManager, pragmas: readonly Pragma[]): Iterable<Finding> {
  const run = isRun(step) && !step.deferred ? packageRun(step, manager) : undefined;
  if (run === undefined || !consistsOf(run, 'refresh') || !has(run, 'refresh') || !isPlainChain(run.step.run.script)) return;
  const later = stage.steps.slice(stage.steps.indexOf(step) + 1);
  const index = later.findIndex((next) => isRun(next) && needsForeignLists(next, manager));
  const target = later[index];
  // An install that comes right after it is the business of the join above.
  if (!isRun(target) || index < 1) return;
  const at = step.instruction.span;
  const message = `the package lists for the install on line ${lineOf(file, target)} come from a layer of their own`;
  const between = later.slice(0, index);
  const declined = whyNotMove(between, manager) ?? whyNotJoin(run.step, { ...target, state: step.state }, pragmas);
  if (declined !== undefined) {
    yield { at, message, declined };
    return;
  }
  const names = [...new Set(between.map(({ instruction }) => instruction.keyword))].join(', ');
  const reason = `a cached layer hands out old lists; between the two stands only ${names}, which no update reads`;
  const scope = { start: at.start, end: target.instruction.span.end };
  yield { at, message, fix: { ...moveToStart(file, run.step, target), safety: 'review', reason, scope: [scope] } };
}

const lineOf = ({ source }: Dockerfile, { instruction }: Step): number => placeAt(source.lines, instruction.span.start).line;

function needsForeignLists({ run }: RunStep, manager: PackageManager): boolean {
  for (const { kind } of listEvents(run.script, manager)) {
    if (kind === 'fetch') return false;
    if (kind === 'need' || kind === 'unknown') return true;
  }
  return run.script.opaque !== undefined;
}

/** What an update does not notice. */
const INERT: readonly Keyword[] = ['ARG', 'CMD', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'MAINTAINER', 'STOPSIGNAL', 'VOLUME', 'WORKDIR'];

function whyNotMove(between: readonly Step[], manager: PackageManager): string | undefined {
  for (const step of between) {
    const { keyword, args } = step.instruction;
    if (INERT.includes(keyword)) continue;
    if (keyword === 'COPY' || keyword === 'ADD') {
      const target = args.text.replace(/["\]]+\s*$/, '').split(/[\s"]+/).at(-1) ?? '';
      if (/^\/(?:etc|usr)?\/?$|^\/(?:etc|usr\/share)\//.test(target) || target.includes('$')) return `${keyword} to ${target} may bring sources or keys`;
      continue;
    }
    if (keyword !== 'RUN') return `${keyword} stands between`;
    if (!isRun(step) || step.run.script.opaque !== undefined) return 'a RUN that can not be read stands between';
    const run = packageRun(step, manager);
    if (run !== undefined || [...listEvents(step.run.script, manager)].length > 0) return 'a RUN that may change the sources stands between';
  }
  return undefined;
}

export const mergePackageInstall: Transform = { meta, find };
