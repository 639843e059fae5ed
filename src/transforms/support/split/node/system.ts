import { buildPackage } from '../../../../knowledge/node/packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { installedPackages, tracesOf } from '../steps/installed-packages.ts';

/** Packages that steps install for the system, by what they are for. */
export type SystemPackages = {
  /** What only a build needs. */
  readonly forBuild: readonly string[];
  /** Headers and libraries to build with, also those that were taken away again without their libraries. */
  readonly development: readonly string[];
  readonly others: readonly string[];
};

/** What steps install and leave there; or which of it is known only at build time. */
export function systemPackages(steps: readonly Step[]): SystemPackages | string {
  const all = installedPackages(steps);
  if (typeof all === 'string') return all;
  const isDevelopment = (name: string): boolean => /-dev(?:el)?$/.test(name) && !buildPackage.test(name);
  return {
    forBuild: all.filter((name) => buildPackage.test(name)),
    development: [...all, ...tracesOf(steps)].filter(isDevelopment),
    others: all.filter((name) => !buildPackage.test(name) && !isDevelopment(name)),
  };
}
