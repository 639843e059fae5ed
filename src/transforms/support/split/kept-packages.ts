import { isBuildPackage } from '../../../knowledge/build-packages.ts';
import { isFetchPackage } from '../../../knowledge/fetch-packages.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { hasRole, installs, type PackageCall, packageName } from '../../../model/package-calls.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { systemCalls } from './system-calls.ts';

/**
 * Packages of the system that the build installs and that are not for building alone: which of them the program needs, nothing tells. What
 * fetches or unpacks is left out where it is known what the program starts, or where the build itself calls it.
 */
export function keptPackages(steps: readonly Step[], knowsPrograms: boolean): string[] {
  const called = new Set(steps.flatMap(({ run }) => run?.script.commands.map(toolOf) ?? []));
  const isForBuild = (name: string): boolean =>
    isBuildPackage(name) || (isFetchPackage(name) && (knowsPrograms || called.has(name)));
  const gone = new Set(removed(steps));
  const names = systemInstalls(steps).flatMap(({ operands }) => operands.map((word) => packageName(word)));
  return names.filter((name) => !isForBuild(name) && !gone.has(name));
}

/** What the build installs to compile and to link with. */
export const developmentPackages = (steps: readonly Step[]): string[] =>
  systemInstalls(steps)
    .flatMap(({ operands }) => operands.map((word) => packageName(word)))
    .filter(isBuildPackage);

/** What the build takes away again. */
const removed = (steps: readonly Step[]): string[] =>
  systemCalls(steps)
    .filter(({ call }) => hasRole(call, 'remove'))
    .flatMap(({ call }) => call.operands.map((word) => packageName(word)));

/** Calls that install packages of the system. */
export const systemInstalls = (steps: readonly Step[]): PackageCall[] =>
  systemCalls(steps)
    .map(({ call }) => call)
    .filter(installs);
