import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import type { Finding } from '../../../model/finding.ts';
import { isPackageName, readPackageCall } from '../../../model/package-calls.ts';
import { type LinkWork, removesOnlyLists, worksOf } from '../../../model/package-work.ts';
import { spanIn } from '../../../model/run.ts';
import { isPlainChain, type Link } from '../../../shell/script.ts';
import { has, type PackageRun } from '../find/package-runs.ts';
import type { Part } from '../rewrite/join.ts';
import { idOf, type RunStep, removeLink } from '../rewrite/rewrite.ts';

type Slimmed = { readonly parts: Part[]; readonly dropped: boolean };

/** Leaves out a refresh that would fetch what was just fetched, and the cleanup right before it that made it necessary. */
export function withoutRepetition(group: readonly PackageRun[], manager: PackageManager): Slimmed {
  const parts: Part[] = [];
  let fresh = false;
  let dropped = false;
  for (const [index, run] of group.entries()) {
    const next = group[index + 1];
    let kept = run.chain;
    if (fresh && startsWithPlainRefresh(run)) {
      kept = kept.slice(1);
      dropped = true;
    }
    const cleans = endsWithListCleanup(run, manager);
    fresh = staysFresh(cleans ? run.chain.slice(0, -1) : run.chain, fresh);
    const refetches = next !== undefined && ((fresh && startsWithPlainRefresh(next)) || needsNoRefresh(next, manager));
    if (cleans && refetches) kept = kept.slice(0, -1);
    else if (cleans) fresh = false;
    parts.push({ step: run.step, kept: kept.map(({ link }) => link) });
  }
  return { parts, dropped };
}

const QUIET = /^-[qy]+$|^-q=\d$|^--(?:quiet|yes|assume-yes)$/;

/** A manager that fetches lists as it needs them finds them, or fetches them, all the same. */
const needsNoRefresh = (run: PackageRun, { verbs }: PackageManager): boolean =>
  verbs.refresh === undefined && has(run, 'call');

/** A plain update, and something after it. */
const startsWithPlainRefresh = ({ chain: [first, second] }: PackageRun): boolean =>
  first !== undefined && second !== undefined && isPlainRefresh(first);

/** `apt-get update` with no option that changes what it fetches. */
function isPlainRefresh({ link, work }: LinkWork): boolean {
  const call = work === 'refresh' && link.command ? readPackageCall(link.command) : undefined;
  if (call === undefined || call.operands.length > 0 || call.command.assignments.length > 0) return false;
  return call.options.every(({ value }) => QUIET.test(value));
}

/** After these links the lists are as a plain refresh fetched them, and nothing has changed what it would fetch now. */
const staysFresh = (chain: readonly LinkWork[], before: boolean): boolean =>
  chain.reduce((fresh, linkWork) => freshAfter(linkWork, fresh), before);

function freshAfter(linkWork: LinkWork, before: boolean): boolean {
  const { link, work } = linkWork;
  if (work === 'refresh') return isPlainRefresh(linkWork);
  if (work === 'config' || work === 'other' || work === 'cleanup') return false;
  return before && !(work === 'call' && bringsSources(link));
}

/** Updates in one chain that fetch again what was just fetched, with the cleanup right before them. */
export function* dropRepeatedRefreshes(file: Dockerfile, step: RunStep, manager: PackageManager): Iterable<Finding> {
  if (!isPlainChain(step.run.script) || step.run.script.opaque !== undefined) return;
  const works = worksOf(step.run.script, manager);
  let fresh = false;
  for (const [index, linkWork] of works.entries()) {
    const before = works[index - 1];
    const cleaned = before?.work === 'cleanup' && removesOnlyLists(before.link, manager);
    const needless = fresh && before !== undefined && isPlainRefresh(linkWork);
    if (needless) {
      const links = cleaned ? [before.link, linkWork.link] : [linkWork.link];
      const last = works[index - links.length]?.link;
      if (last !== undefined && !isHeaded(file, step, last, linkWork.link)) yield dropping(step, links, last, manager);
    }
    const next = works[index + 1];
    const isPair =
      linkWork.work === 'cleanup' &&
      next !== undefined &&
      isPlainRefresh(next) &&
      removesOnlyLists(linkWork.link, manager);
    if (!isPair) fresh = freshAfter(linkWork, fresh);
  }
}

/** A comment stands in what would go. */
function isHeaded(file: Dockerfile, { run }: RunStep, from: Link, to: Link): boolean {
  const [start, end] = [spanIn(run, from).end, spanIn(run, to).end];
  return file.source.comments.some(({ span }) => span.start >= start && span.end <= end);
}

function dropping(step: RunStep, links: readonly Link[], before: Link, { title }: PackageManager): Finding {
  const last = links.at(-1) as Link;
  return {
    at: spanIn(step.run, last),
    message: `${title} fetches the package lists again`,
    fix: {
      edits: [{ start: spanIn(step.run, before).end, end: spanIn(step.run, last).end, text: '' }],
      changes: links.map((link) => removeLink(step, link, idOf(step))),
      safety: 'safe',
      reason: 'they were fetched earlier in the same RUN, and nothing since then has changed its sources',
      scope: [step.instruction.span],
    },
  };
}

/** What lets an update reach more sources than the one before: certificates, keys, transports, and packages that bring sources. */
const REACHES_FURTHER = /release|repo|keyring|apt-config|archive|ca-certificates|apt-transport|^gnupg|^gpg|^dirmngr/;

/** Packages from files, and those named after repositories, may bring sources of their own. */
function bringsSources(link: Link): boolean {
  const call = link.command && readPackageCall(link.command);
  return call === undefined || call.operands.some((word) => !isPackageName(word) || REACHES_FURTHER.test(word.value));
}

/** The last link of the chain removes package lists and nothing else. */
function endsWithListCleanup({ chain }: PackageRun, manager: PackageManager): boolean {
  const last = chain.at(-1);
  return last?.work === 'cleanup' && chain.length > 1 && removesOnlyLists(last.link, manager);
}
