import type { PackageManager } from '../../knowledge/package-managers.ts';
import { isPackageName, readPackageCall } from '../../model/package-calls.ts';
import { removesLists } from '../../model/package-lists.ts';
import type { Link } from '../../shell/script.ts';
import type { Part } from './join.ts';
import { has, type PackageRun } from './package-runs.ts';

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
    const cleanup = next !== undefined && fresh && startsWithPlainRefresh(next) ? trailingListCleanup(run, manager) : 0;
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

/** `apt-get update` with no option that changes what it fetches, and something after it. */
function startsWithPlainRefresh({ chain }: PackageRun): boolean {
  const [first, second] = chain;
  if (first?.work !== 'refresh' || second === undefined || first.link.command === undefined) return false;
  const call = readPackageCall(first.link.command);
  return (
    call?.options.every(({ value }) => QUIET.test(value)) === true &&
    call.operands.length === 0 &&
    first.link.command.assignments.length === 0
  );
}

/** After this RUN the lists are as its last refresh fetched them, and nothing has changed what a refresh would fetch. */
function staysFresh({ chain }: PackageRun, before: boolean): boolean {
  let fresh = before;
  for (const { link, work } of chain) {
    if (work === 'refresh') fresh = true;
    if (work === 'config' || work === 'other') fresh = false;
    if (work === 'call' && bringsSources(link)) fresh = false;
  }
  return fresh;
}

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
