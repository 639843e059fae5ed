import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Stage } from '../../../model/dockerfile.ts';
import { concernsSystem, packageCalls } from '../../../model/package-calls.ts';
import { type LinkWork, type Work, worksOf } from '../../../model/package-work.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';

/** A RUN as one package manager sees it. */
export type PackageRun = { readonly step: RunStep; readonly chain: readonly LinkWork[] };

/** RUNs of package work that stand one right after the other, as long as each belongs with the one before. */
export function* adjacentRuns(stage: Stage, manager: PackageManager): Iterable<PackageRun[]> {
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

export function packageRun(step: RunStep, manager: PackageManager): PackageRun | undefined {
  const { script } = step.run;
  const chain = worksOf(script, manager);
  const concerned =
    chain.some(({ work }) => work !== 'other' && work !== 'neutral') ||
    packageCalls(script).some((call) => call.manager === manager);
  return concerned ? { step, chain } : undefined;
}

export const consistsOf = ({ chain }: PackageRun, ...works: readonly Work[]): boolean =>
  chain.every(({ work }) => work === 'neutral' || works.includes(work));

export const has = ({ chain }: PackageRun, ...works: readonly Work[]): boolean =>
  chain.some(({ work }) => works.includes(work));

const isPure = (run: PackageRun): boolean => consistsOf(run, 'refresh', 'call', 'cleanup', 'config');

/** Both are package work through and through; or lists for the next RUN; or the cleanup after the one before. */
function belong(first: PackageRun, second: PackageRun): boolean {
  if (isPure(first) && isPure(second)) return true;
  if (isPure(first) && !has(first, 'call') && has(first, 'refresh')) return has(second, 'call');
  return has(first, 'refresh', 'call') && consistsOf(second, 'cleanup');
}

const concernEachOther = (first: PackageRun, second: PackageRun): boolean =>
  belong(first, second) || (callsPackages(first) && callsPackages(second));

const callsPackages = ({ step }: PackageRun): boolean => packageCalls(step.run.script).some(concernsSystem);

export const whyKeepApart = (first: PackageRun, second: PackageRun): string | undefined =>
  belong(first, second)
    ? undefined
    : 'one of them also does other work, which would then run again with every change of the packages';
