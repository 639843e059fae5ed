import { isBuildPackage } from '../../../knowledge/packages/build-packages.ts';
import { isFetchPackage } from '../../../knowledge/packages/fetch-packages.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { packagesLeft, tracesOf } from './installed-packages.ts';

/**
 * Packages of the system that the build installs and that are not for building alone: which of them the program needs, nothing tells. What
 * fetches or unpacks is left out where it is known what the program starts, or where the build itself calls it.
 */
export function keptPackages(steps: readonly Step[], knowsPrograms: boolean): string[] {
  const called = new Set(steps.flatMap(({ run }) => run?.script.commands.map(toolOf) ?? []));
  const isForBuild = (name: string): boolean =>
    isBuildPackage(name) || (isFetchPackage(name) && (knowsPrograms || called.has(name)));
  return packagesLeft(steps)
    .packages.map(({ name }) => name)
    .filter((name) => !isForBuild(name));
}

/** What the build installs to compile and to link with. */
export function developmentPackages(steps: readonly Step[]): string[] {
  const left = packagesLeft(steps).packages.map(({ name }) => name);
  return [...left, ...tracesOf(steps)].filter(isBuildPackage);
}
