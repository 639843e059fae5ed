import { type Family, knownImage } from '../../../../knowledge/images/base-images.ts';
import { leanInstall } from '../../../../knowledge/packages/recommends.ts';
import {
  broughtByCompiler,
  isBuildPackage,
  isDevelopmentPackage,
} from '../../../../knowledge/python/build-packages.ts';
import { type Dockerfile, rootImage, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { once } from '../../../../model/memo.ts';
import { hasOption, installs, isPackageName, type PackageCall, packageName } from '../../../../model/package-calls.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import { type InstalledPackage, isVariable, nameOf, packagesLeft, tracesOf } from '../steps/installed-packages.ts';
import { type SystemCall, systemCalls } from '../steps/system-calls.ts';
import { upgradesAll } from './upgrade.ts';

/** What a stage installs of the system, and does not remove again. */
export type SystemPackages = {
  /** Compilers, and what they are called by. */
  readonly building: readonly string[];
  /** Headers, and libraries to link with. */
  readonly development: readonly string[];
  /** What is of use while a program runs, as it is written. */
  readonly running: readonly string[];
};

/** Why they are not known is said where something is made of them: nothing is to be said of a stage that has none to drop. */
export type Installed = SystemPackages & { readonly unknown: string | undefined };

/** What packages are for, in images of one kind. */
export type Purposes = {
  readonly isBuilding: (name: string) => boolean;
  readonly isDevelopment: (name: string) => boolean;
  /** The stage that runs goes without them. */
  readonly isOfNoUse?: (name: string) => boolean;
  /** Packages that the image of the stage that runs brings, where that is not the slim one of the same name. */
  readonly there?: readonly string[];
  /** Variables of the image that stand for packages: `$NAME`. */
  readonly variables: readonly string[];
  /** What development packages recommend counts as well: the image that runs has nothing else of it. */
  readonly isRecommendedToo: boolean;
};

export const OF_PYTHON: Purposes = {
  isBuilding: isBuildPackage,
  isDevelopment: (name) => isDevelopmentPackage(name) && !isBuildPackage(name),
  variables: [],
  isRecommendedToo: false,
};

/** Those with a name, or with a variable that stands for one. */
const installedIn = once(({ steps }: Stage): readonly InstalledPackage[] =>
  packagesLeft(steps).packages.filter(({ word }) => isPackageName(word) || isVariable(word)),
);

const namesIn = (stage: Stage): string[] => installedIn(stage).map(({ name }) => name);

/** Something is installed that only builds need. */
export const hasBuildPackages = (stage: Stage): boolean =>
  namesIn(stage).some((name) => isBuildPackage(name) || isDevelopmentPackage(name));

/** A package among those that are installed. */
export const installedPackage = (stage: Stage, isWanted: (name: string) => boolean): string | undefined =>
  namesIn(stage).find(isWanted);

/** The call that installs a package by its name, and its step. */
export const callInstalling = (stage: Stage, isWanted: (name: string) => boolean): SystemCall | undefined =>
  systemCalls(stage.steps).find(
    ({ call }) => installs(call) && call.operands.some((word) => isPackageName(word) && isWanted(packageName(word))),
  );

export function systemPackages(place: Place, purposes: Purposes = OF_PYTHON): Installed {
  const { stage, file } = place;
  const calls = systemCalls(stage.steps);
  const unknown = firstReason(calls, ({ call, step }) =>
    whyUnknown(call, lineOf(file, step.instruction.span.start), purposes),
  );
  const names = namesIn(stage);
  const { isBuilding, isDevelopment, isRecommendedToo, isOfNoUse = () => false } = purposes;
  const development = [...names, ...tracesOf(stage.steps)].filter(isDevelopment);
  const kept = installedIn(stage).filter(({ name }) => !isBuilding(name) && !isDevelopment(name) && !isOfNoUse(name));
  const running = kept.map(({ name }) => name);
  const losing = isRecommendedToo ? [...running, ...development] : running;
  const added = isLean(file, stage.steps) ? [] : recommended(place, losing, purposes);
  const family = rootImage(place.stage)?.family as Family;
  const brought = names.flatMap((name) => broughtByCompiler(family, name));
  return {
    building: names.filter(isBuilding),
    development,
    running: [
      ...kept.map(({ word }) => (isVariable(word) ? word.text : word.value)),
      ...(typeof added === 'string' ? [] : added),
      ...brought,
    ],
    unknown: unknown ?? (typeof added === 'string' ? added : undefined),
  };
}

/** Of another release or repository, from a file, for a list that only the run knows; or it changes what the image has. */
function whyUnknown(call: PackageCall, line: number, { variables }: Purposes): string | undefined {
  const { verb, options, operands, fedByPipe } = call;
  // All of an image is brought up to date in the stage that runs as well (`upgrade.ts`).
  if (!upgradesAll(call) && /upgrade$|^build-dep$|^satisfy$/.test(verb.value))
    return `line ${line}: ${verb.value} changes what the image has, which the stage that runs would go without`;
  if (!installs(call)) return undefined;
  const stray = operands.find(
    (word) => !isPackageName(word) && !(isVariable(word) && variables.includes(nameOf(word))),
  );
  if (stray !== undefined || fedByPipe)
    return `line ${line}: what ${stray?.text ?? 'the pipe'} installs is known only when it runs`;
  const elsewhere = options.find(({ value }) =>
    /^(?:-t|-X|--(?:default-release|repository|target-release)\b)/.test(value),
  );
  // `-t` of apk names a group of packages, and not where they come from.
  if (elsewhere !== undefined && !(call.manager.title === 'apk' && elsewhere.value === '-t'))
    return `line ${line}: ${elsewhere.text} takes packages from elsewhere`;
  return undefined;
}

const isLeanCall = ({ source }: Dockerfile, call: PackageCall): boolean => {
  const { lean } = call.manager;
  return lean === undefined || lean.configured.test(source.text) || hasOption(call, lean.already);
};

/** The stage that runs installs without recommended packages: those that matter are named. */
function recommended({ stage }: Place, names: readonly string[], { there }: Purposes): readonly string[] | string {
  const slim = knownImage(stage.base.kind === 'image' ? stage.base.image.name : '', 'slim')?.packages;
  return recommendedOf(names, there ?? slim ?? [], rootImage(stage)?.release);
}

/** What packages lose where they are installed without what they recommend; or of which that is not known. */
export function recommendedOf(
  names: readonly string[],
  there: readonly string[],
  release: string | undefined,
): readonly string[] | string {
  const { adds, unknown, metapackages } = leanInstall(names, new Set(there), release);
  const [name] = [...unknown, ...metapackages];
  return name === undefined
    ? adds
    : `what ${name} needs of the packages that it recommends is not known: installed with --no-install-recommends it says so itself`;
}

/** What packages of a stage, as it writes them, lose in one that installs them without what they recommend; or of which that is not known. */
export const recommendedBy = (
  { file, stage }: Place,
  names: readonly string[],
  there: readonly string[],
): readonly string[] | string =>
  isLean(file, stage.steps) ? [] : recommendedOf(names.map(withoutVersion), there, rootImage(stage)?.release);

/** `curl` of `curl=7.88.1-10` */
export const withoutVersion = (name: string): string => name.replace(/=.*$/, '');

/** All that steps install, they install without what that recommends. */
export const isLean = (file: Dockerfile, steps: readonly Step[]): boolean =>
  systemCalls(steps).every(({ call }) => !installs(call) || isLeanCall(file, call));
