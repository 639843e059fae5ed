import type { PackageManager } from '../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../model/dockerfile.ts';
import type { Finding } from '../../model/finding.ts';
import { isPackageName, readPackageCall } from '../../model/package-calls.ts';
import { removesLists } from '../../model/package-lists.ts';
import { type LinkWork, worksOf } from '../../model/package-work.ts';
import { spanIn } from '../../model/run.ts';
import { isPlainChain, type Link } from '../../shell/script.ts';
import type { Span } from '../../syntax/text.ts';
import type { Part } from './join.ts';
import { has, type PackageRun } from './package-runs.ts';
import { idOf, type RunStep, removeLink } from './rewrite.ts';

type Slimmed = { readonly parts: Part[]; readonly ending: string | undefined; readonly dropped: boolean };

/** Leaves out a refresh that would fetch what was just fetched, and the cleanup in between that made it necessary. */
export function withoutRepetition(group: readonly PackageRun[], manager: PackageManager): Slimmed {
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
    const refetches = next !== undefined && ((fresh && startsWithPlainRefresh(next)) || needsNoRefresh(next, manager));
    const cleanup = refetches ? trailingListCleanup(run, manager) : 0;
    if (cleanup > 0) {
      const text = run.step.run.script.text;
      ending = kept
        .slice(-cleanup)
        .map(({ link }) => text.slice(link.start, link.end))
        .join(' && ');
      kept = kept.slice(0, -cleanup);
    } else if (next !== undefined && has(run, 'cleanup')) fresh = false;
    parts.push({ step: run.step, kept: kept.map(({ link }) => link) });
  }
  const last = group.at(-1) as PackageRun;
  return { parts, ending: trailingListCleanup(last, manager) > 0 ? undefined : ending, dropped };
}

const QUIET = /^-[qy]+$|^-q=\d$|^--(?:quiet|yes|assume-yes)$/;

/** A manager that fetches lists as it needs them finds them, or fetches them, all the same. */
const needsNoRefresh = (run: PackageRun, { verbs }: PackageManager): boolean =>
  verbs.refresh.length === 0 && has(run, 'call');

/** A plain update, and something after it. */
const startsWithPlainRefresh = ({ chain: [first, second] }: PackageRun): boolean =>
  first !== undefined && second !== undefined && isPlainRefresh(first);

/** `apt-get update` with no option that changes what it fetches. */
function isPlainRefresh({ link, work }: LinkWork): boolean {
  const call = work === 'refresh' && link.command ? readPackageCall(link.command) : undefined;
  if (call === undefined || call.operands.length > 0 || call.command.assignments.length > 0) return false;
  return call.options.every(({ value }) => QUIET.test(value));
}

/** After this RUN the lists are as its last refresh fetched them, and nothing has changed what a refresh would fetch. */
const staysFresh = ({ chain }: PackageRun, before: boolean): boolean =>
  chain.reduce((fresh, linkWork) => freshAfter(linkWork, fresh), before);

function freshAfter({ link, work }: LinkWork, before: boolean): boolean {
  if (work === 'refresh') return true;
  if (work === 'config' || work === 'other') return false;
  return before && !(work === 'call' && bringsSources(link));
}

/** Updates in one chain that fetch again what was just fetched. */
export function* dropRepeatedRefreshes(file: Dockerfile, step: RunStep, manager: PackageManager): Iterable<Finding> {
  if (!isPlainChain(step.run.script) || step.run.script.opaque !== undefined) return;
  let fresh = false;
  let last: Link | undefined;
  for (const linkWork of worksOf(step.run.script, manager)) {
    const { link, work } = linkWork;
    if (fresh && last !== undefined && isPlainRefresh(linkWork)) {
      const gone = { start: spanIn(step.run, last).end, end: spanIn(step.run, link).end };
      const headed = file.source.comments.some(({ span }) => span.start >= gone.start && span.end <= gone.end);
      if (!headed) yield dropping(step, link, gone, manager);
    }
    fresh = freshAfter(linkWork, fresh) && work !== 'cleanup';
    last = link;
  }
}

const dropping = (step: RunStep, link: Link, gone: Span, { title }: PackageManager): Finding => ({
  at: spanIn(step.run, link),
  message: `${title} fetches the package lists again`,
  fix: {
    edits: [{ ...gone, text: '' }],
    changes: [removeLink(step, link, idOf(step))],
    safety: 'safe',
    reason: 'they were fetched earlier in the same RUN, and nothing since then has changed its sources',
    scope: [step.instruction.span],
  },
});

/** Packages from files, and those named after repositories, may bring sources of their own. */
function bringsSources(link: Link): boolean {
  const call = link.command && readPackageCall(link.command);
  return (
    call === undefined ||
    call.operands.some((word) => !isPackageName(word) || /release|repo|keyring|apt-config/.test(word.value))
  );
}

/** How many links at the end of the chain remove package lists and nothing else that matters here. */
function trailingListCleanup({ chain }: PackageRun, manager: PackageManager): number {
  const last = chain.at(-1);
  if (last?.work !== 'cleanup' || last.link.command === undefined || chain.length < 2) return 0;
  return removesLists(last.link.command, manager) ? 1 : 0;
}
