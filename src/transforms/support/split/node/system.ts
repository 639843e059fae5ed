import { buildPackage } from '../../../../knowledge/node-packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { hasRole, isPackageName, type PackageCall, packageName } from '../../../../model/package-calls.ts';
import type { Word } from '../../../../shell/script.ts';
import { groupOf, systemCalls } from '../system-calls.ts';

/** Packages that steps install for the system, by what they are for. */
export type SystemPackages = {
  /** What only a build needs. */
  readonly forBuild: readonly string[];
  /** Headers and libraries to build with. */
  readonly development: readonly string[];
  readonly others: readonly string[];
};

/** What steps install and leave there; or which of it is known only at build time. */
export function systemPackages(steps: readonly Step[]): SystemPackages | string {
  const left = steps.flatMap((step) => leftBy(systemCalls([step]).map(({ call }) => call)));
  const unknown = left.find((word) => !isPackageName(word));
  if (unknown !== undefined) return `${unknown.text}, which is installed, is not known by its name`;
  const all = [...new Set(left.map((word) => packageName(word)))];
  const isDevelopment = (name: string): boolean => /-dev(?:el)?$/.test(name) && !buildPackage.test(name);
  return {
    forBuild: all.filter((name) => buildPackage.test(name)),
    development: all.filter(isDevelopment),
    others: all.filter((name) => !buildPackage.test(name) && !isDevelopment(name)),
  };
}

/** What the calls of one RUN install, and do not remove again. */
function leftBy(calls: readonly PackageCall[]): Word[] {
  const removing = calls.filter((call) => hasRole(call, 'remove'));
  const removed = new Set(removing.flatMap(({ operands }) => operands.map((word) => packageName(word))));
  return calls
    .filter((call) => hasRole(call, 'install') && !removed.has(groupOf(call) ?? ''))
    .flatMap((call) => call.operands.filter(({ value }) => value !== groupOf(call)))
    .filter((word) => !removed.has(packageName(word)));
}
