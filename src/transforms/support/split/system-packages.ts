import { type Family, knownImage } from '../../../knowledge/base-images.ts';
import {
  broughtByCompiler,
  isBuildPackage,
  isDevelopmentPackage,
  isSystemModule,
} from '../../../knowledge/python-build-packages.ts';
import { leanInstall } from '../../../knowledge/recommends.ts';
import { type Dockerfile, rootImage, type Stage, type Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import {
  concernsSystem,
  hasOption,
  hasRole,
  installs,
  isPackageName,
  type PackageCall,
  packageCalls,
  packageName,
} from '../../../model/package-calls.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';

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

type Found = Map<string, { readonly written: string; readonly group: string | undefined }>;

/** By their names, without those that a later call removes. */
const installedIn = once(({ steps }: Stage): Found => {
  const found: Found = new Map();
  for (const call of systemCalls(steps).map((each) => each.call)) {
    if (hasRole(call, 'remove')) remove(found, call);
    if (!installs(call)) continue;
    const group = groupOf(call);
    for (const word of call.operands)
      if (isPackageName(word)) found.set(packageName(word), { written: word.value, group });
  }
  return found;
});

const systemCalls = (steps: readonly Step[]): { readonly call: PackageCall; readonly step: Step }[] =>
  steps
    .filter(isRun)
    .flatMap((step) => packageCalls(step.run.script).map((call) => ({ call, step })))
    .filter(({ call }) => concernsSystem(call));

/** Something is installed that only builds need. */
export const hasBuildPackages = (stage: Stage): boolean =>
  [...installedIn(stage).keys()].some((name) => isBuildPackage(name) || isDevelopmentPackage(name));

export function systemPackages(place: Place): Installed {
  const { stage, file } = place;
  const calls = systemCalls(stage.steps);
  const unknown = firstReason(calls, ({ call, step }) => whyUnknown(call, lineOf(file, step.instruction.span.start)));
  const found = installedIn(stage);
  const names = [...found.keys()];
  const running = names.filter((name) => !isBuildPackage(name) && !isDevelopmentPackage(name));
  const added = isLean(file, stage.steps) ? [] : recommended(place, running);
  const family = rootImage(place.stage)?.family as Family;
  const brought = names.flatMap((name) => broughtByCompiler(family, name));
  return {
    building: names.filter(isBuildPackage),
    development: names.filter((name) => isDevelopmentPackage(name) && !isBuildPackage(name)),
    running: [
      ...running.map((name) => found.get(name)?.written ?? name),
      ...(typeof added === 'string' ? [] : added),
      ...brought,
    ],
    unknown: unknown ?? (typeof added === 'string' ? added : whyModule(names)),
  };
}

const whyModule = (names: readonly string[]): string | undefined => {
  const module = names.find(isSystemModule);
  return module && `${module} is a module for the Python of the system, which is another one than that of the image`;
};

/** Of another release or repository, from a file, for a list that only the run knows; or it changes what the image has. */
function whyUnknown(call: PackageCall, line: number): string | undefined {
  const { verb, options, operands, fedByPipe } = call;
  if (/upgrade$|^build-dep$|^satisfy$/.test(verb.value))
    return `line ${line}: ${verb.value} changes what the image has, which the stage that runs would go without`;
  if (!installs(call)) return undefined;
  const stray = operands.find((word) => !isPackageName(word));
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

function groupOf({ options }: PackageCall): string | undefined {
  const at = options.findIndex(({ value }) => /^(?:-t|--virtual)$/.test(value));
  const joined = options.find(({ value }) => value.startsWith('--virtual='));
  return at === -1 ? joined?.value.slice('--virtual='.length) : options[at + 1]?.value;
}

function remove(found: Found, { operands }: PackageCall): void {
  const gone = new Set(operands.flatMap((word) => [word.value, packageName(word)]));
  for (const [name, { group }] of found)
    if (gone.has(name) || (group !== undefined && gone.has(group))) found.delete(name);
}

/** The stage that runs installs without recommended packages: those that matter are named. */
function recommended({ stage }: Place, names: readonly string[]): readonly string[] | string {
  return recommendedOf(names, knownImage('python', 'slim')?.packages ?? [], rootImage(stage)?.release);
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

/** All that steps install, they install without what that recommends. */
export const isLean = (file: Dockerfile, steps: readonly Step[]): boolean =>
  systemCalls(steps).every(({ call }) => !installs(call) || isLeanCall(file, call));
