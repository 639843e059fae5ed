import { isBuildPackage } from '../../../../knowledge/packages/build-packages.ts';
import { isFetchPackage } from '../../../../knowledge/packages/fetch-packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { once } from '../../../../model/memo.ts';
import {
  hasRole,
  installs,
  isPackageName,
  type PackageCall,
  packageName,
  removesUnneeded,
} from '../../../../model/package-calls.ts';
import type { Word } from '../../../../shell/script.ts';
import { groupOf, systemCalls, systemInstalls } from './system-calls.ts';

/** A package of the system that steps install, and the word that names it: a file and a variable may stand for one. */
export type InstalledPackage = { readonly name: string; readonly word: Word; readonly group: string | undefined };

type Left = {
  /** What steps install, but for what a later call of theirs takes away again; each once, as it was written last. */
  readonly packages: readonly InstalledPackage[];
  /** What was taken away without what it had brought: a library stays when what builds with it goes. */
  readonly traces: readonly InstalledPackage[];
};

export const packagesLeft = once((steps: readonly Step[]): Left => {
  const left = new Map<string, InstalledPackage>();
  let traces: InstalledPackage[] = [];
  for (const { call } of systemCalls(steps)) {
    const removed = hasRole(call, 'remove') ? removedBy(call, [...left.values()]) : [];
    for (const { name } of removed) left.delete(name);
    if (call.manager.verbs.autoremove !== undefined) traces = removesUnneeded(call) ? [] : [...traces, ...removed];
    if (!installs(call)) continue;
    const group = groupOf(call);
    for (const word of call.operands.filter(({ value }) => value !== group)) {
      const name = nameOf(word);
      left.set(name, { name, word, group });
    }
  }
  return { packages: [...left.values()], traces };
});

export const tracesOf = (steps: readonly Step[]): string[] => packagesLeft(steps).traces.map(({ name }) => name);

/** Packages by their names, by variables that stand for them, and by the group that they are installed as. */
function removedBy({ operands }: PackageCall, all: readonly InstalledPackage[]): InstalledPackage[] {
  const gone = new Set(operands.flatMap((word) => [word.value, nameOf(word)]));
  return all.filter(({ name, group }) => gone.has(name) || (group !== undefined && gone.has(group)));
}

const VARIABLE = /^\$(?:\w+|\{\w+\})$/;

/** `$NAME`, however it is written, or what the package is called. */
export const nameOf = (word: Word): string => (isVariable(word) ? word.text.replace(/[{}]/g, '') : packageName(word));

export const isVariable = ({ text }: Word): boolean => VARIABLE.test(text);

/** Packages that steps install and leave there; or which of them is known only when they run. */
export function installedPackages(steps: readonly Step[]): readonly string[] | string {
  if (systemInstalls(steps).some(({ fedByPipe }) => fedByPipe))
    return 'which packages are installed is known only when they are';
  const left = packagesLeft(steps).packages;
  const unknown = left.find(({ word }) => !isPackageName(word));
  return unknown === undefined
    ? left.map(({ name }) => name)
    : `what ${unknown.word.text} installs is known only when it is`;
}

/** What a program may need of packages that steps install: all but those that build and fetch. */
export const neededPackages = (installed: readonly string[], isForBuild: (name: string) => boolean): string[] =>
  installed.filter((name) => !isBuildPackage(name) && !isFetchPackage(name) && !isForBuild(name));
