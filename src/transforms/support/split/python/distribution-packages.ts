import {
  bringsModules,
  developmentWithModules,
  embedsPython,
  interpreterPackages,
  isHeadersOfPython,
  isSmall,
  libraryOfPython,
  modulesApart,
  modulesOfPip,
  recommendsModules,
} from '../../../../knowledge/python/distributions.ts';
import { readRequirement } from '../../../../knowledge/python/packages.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { packageName } from '../../../../model/package-calls.ts';
import type { Place } from '../../user/place.ts';
import {
  callInstalling,
  type Installed,
  installedPackage,
  isLean,
  OF_PYTHON,
  type Purposes,
} from '../system/system-packages.ts';
import type { Installs } from './asked-for.ts';
import type { Environment } from './targets.ts';

const PIP = 'python3-pip';

/** Something is installed that only builds need; pip by itself is not much, but it recommends a compiler. */
export const hasToolchain = ({ file, stage }: Place): boolean =>
  installedPackage(
    stage,
    (name) =>
      (OF_PYTHON.isBuilding(name) || OF_PYTHON.isDevelopment(name)) && !isSmall.test(name) && !bringsModules(name),
  ) !== undefined ||
  (installedPackage(stage, (name) => name === PIP) !== undefined && !isLean(file, stage.steps));

/** For people: the first of what only builds need. */
export function droppedFrom({ file, stage }: Place, { building, development }: Installed): string {
  const dropped = [...building, ...development].filter((name) => !interpreterPackages.includes(name));
  const isRecommended =
    dropped.includes(PIP) && dropped.every((name) => isSmall.test(name)) && !isLean(file, stage.steps);
  return isRecommended ? `${PIP} and the compiler that it recommends` : dropped.slice(0, 4).join(', ');
}

/** What brings modules that pip counts on is no mere tool of a build. */
export const purposesFor = ({ seesSystem }: Environment): Purposes => ({
  ...OF_PYTHON,
  isBuilding: (name) => OF_PYTHON.isBuilding(name) && !(seesSystem && bringsModules(name)),
});

/** Python itself, with what of it the distribution has in packages of their own; or why its modules are not known. */
export function ownPackages(
  place: Place,
  { seesSystem }: Environment,
  { building, development }: Installed,
  { requirements, implied }: Installs,
): readonly string[] | string {
  const { stage } = place;
  const why = seesSystem ? whyModulesLost(place) : undefined;
  if (why !== undefined) return why;
  const release = rootImage(stage)?.release ?? '';
  const hasPip = callInstalling(stage, (name) => name === PIP) !== undefined;
  const isEmbedded =
    [...building, ...development].some(isHeadersOfPython) ||
    [...requirements, ...implied].some((line) => embedsPython.test(readRequirement(line)?.name ?? ''));
  return [
    ...interpreterPackages,
    ...(seesSystem && hasPip ? modulesOfPip(release) : modulesApart(release)),
    ...(isEmbedded ? [libraryOfPython(release)] : []),
  ];
}

/** Modules that come along with packages in the stage that builds, and not in the one that runs. */
function whyModulesLost({ file, stage }: Place): string | undefined {
  const installing = (isWanted: (name: string) => boolean): string | undefined =>
    callInstalling(stage, isWanted)
      ?.call.operands.map(packageName)
      .find((name) => isWanted(name));
  const library = installing((name) => developmentWithModules.test(name));
  if (library !== undefined)
    return `pip takes modules that ${library} depends on for installed, which the stage that runs would go without: with an environment that the file makes (python3 -m venv) it could be split`;
  const other = isLean(file, stage.steps) ? undefined : installing(recommendsModules);
  return (
    other &&
    `pip takes modules that ${other} recommends for installed, which the stage that runs would go without: installed with --no-install-recommends it could be split`
  );
}
