import { isBuildPackage } from '../../../../knowledge/packages/build-packages.ts';
import { isFetchPackage } from '../../../../knowledge/packages/fetch-packages.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { isPackageName, type PackageCall, packageName } from '../../../../model/package-calls.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Word } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import { packagesLeft, tracesOf } from '../steps/installed-packages.ts';
import { systemInstalls } from '../steps/system-calls.ts';

/**
 * Packages of the system that the build installs and that are not for building alone: which of them the program needs, nothing tells. What
 * fetches or unpacks is left out where it is known what the program starts, or where the build itself calls it. They are named as the
 * build names them; or why no install of a stage without its files and repositories would bring the same.
 */
export function keptPackages(steps: readonly Step[], knowsPrograms: boolean): readonly string[] | string {
  const called = new Set(steps.flatMap(({ run }) => run?.script.commands.map(toolOf) ?? []));
  const isForBuild = (name: string): boolean =>
    isBuildPackage(name) || (isFetchPackage(name) && (knowsPrograms || called.has(name)));
  const installs = systemInstalls(steps);
  if (installs.some(({ fedByPipe }) => fedByPipe)) return 'which packages are installed is known only when they are';
  const kept = packagesLeft(steps).packages.filter(({ name }) => !isForBuild(name));
  const unknown = kept.find(({ word }) => !isPackageName(word));
  if (unknown !== undefined) return `${unknown.word.text} is no name that packages could be installed again by`;
  const words = kept.map(({ word }) => word);
  const elsewhere = firstReason(installs, (call) =>
    call.operands.some((word) => words.includes(word)) ? fromElsewhere(call) : undefined,
  );
  return elsewhere === undefined
    ? words.map(asWritten)
    : `${elsewhere} takes packages from elsewhere, which the stage that runs would not know`;
}

/** `--repository=URL`, `-t bookworm-backports`; `-t` of apk names a group. */
const fromElsewhere = ({ options, manager }: PackageCall): string | undefined =>
  options.find(
    ({ value }) =>
      /^(?:-X|--(?:default-release|repository|target-release)\b)/.test(value) ||
      (manager.title !== 'apk' && /^-t/.test(value)),
  )?.text;

/** With the version that it says, if that is one for all builds. */
const asWritten = (word: Word): string =>
  word.literal && /^[\w.+-]+=[\w.+~:*-]+$/.test(word.value) ? word.value : packageName(word);

/** What the build installs to compile and to link with. */
export function developmentPackages(steps: readonly Step[]): string[] {
  const left = packagesLeft(steps).packages.map(({ name }) => name);
  return [...left, ...tracesOf(steps)].filter(isBuildPackage);
}
