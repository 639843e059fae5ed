import { isBuildPackage } from '../../../knowledge/build-packages.ts';
import { isFetchPackage } from '../../../knowledge/fetch-packages.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { concernsSystem, installs, type PackageCall, packageCalls, packageName } from '../../../model/package-calls.ts';
import { isRun } from '../rewrite/rewrite.ts';

/**
 * Packages of the system that the build installs and that are not for building alone: which of them the program needs, nothing tells. What
 * only fetches or unpacks is left out where it is known what the program starts.
 */
export function keptPackages(steps: readonly Step[], knowsPrograms: boolean): string[] {
  const names = systemInstalls(steps).flatMap(({ operands }) => operands.map((word) => packageName(word)));
  return names.filter((name) => !isBuildPackage(name) && !(knowsPrograms && isFetchPackage(name)));
}

/** Headers and libraries that the build installs. */
export const developmentPackages = (steps: readonly Step[]): string[] =>
  systemInstalls(steps)
    .flatMap(({ operands }) => operands.map((word) => packageName(word)))
    .filter((name) => /-dev(?:el)?$/.test(name));

const systemInstalls = (steps: readonly Step[]): PackageCall[] =>
  steps
    .filter(isRun)
    .flatMap(({ run }) => packageCalls(run.script))
    .filter((call) => concernsSystem(call) && installs(call));
