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
  placeOfPip,
  recommendsModules,
} from '../../../../knowledge/python/distributions.ts';
import { readRequirement } from '../../../../knowledge/python/packages.ts';
import { isPython } from '../../../../knowledge/python/versions.ts';
import { rootImage, type Step } from '../../../../model/dockerfile.ts';
import { packageName } from '../../../../model/package-calls.ts';
import { baseName, invocationOf, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import { type Call, callsIn } from '../calls.ts';
import {
  callInstalling,
  type Installed,
  installedPackage,
  isLean,
  OF_PYTHON,
  type Purposes,
} from '../system-packages.ts';
import { writes } from '../writes.ts';
import { usesPython } from './calls.ts';
import { isDistribution } from './image.ts';
import type { Installs } from './installs.ts';
import type { Environment, Known } from './targets.ts';

const PIP = 'python3-pip';

/**
 * Where pip puts packages for the Python of a distribution, which looks for them there in the stage that runs as well: so nothing changes in
 * the stage that builds, and modules of the distribution are found as before. Or why a call may install for another Python.
 */
export function placeOfDistribution({ place, tag }: Known, calls: readonly Call[]): Environment | string {
  const other = calls.find(
    ({ command }) => usesPython(command) && !isOwn(tag, invocationOf(command)?.tool.value ?? ''),
  );
  return other === undefined
    ? {
        path: placeOfPip,
        above: undefined,
        isActive: false,
        hasOldPip: false,
        builder: [],
        holds: () => true,
        isOfSystem: true,
        seesSystem: true,
      }
    : `${placeOf(place, other.step)} calls ${invocationOf(other.command)?.tool.value}, which is not the Python that the packages of ${place.stage.from.args.text} bring`;
}

/** `pip3`, `/usr/bin/python3.11` */
function isOwn(tag: string, tool: string): boolean {
  const version = baseName(tool).replace(/^\D+/, '');
  return /^(?:\/usr\/(?:local\/)?bin\/)?[a-z_]+[\d.]*$/.test(tool) && (version === '' || isPython(tag, version));
}

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
  const isRecommended = dropped.every((name) => isSmall.test(name)) && !isLean(file, stage.steps);
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

const NAME = /^(?:\/usr)?\/bin\/(?:pip|python)3?$/;
const NAMED = /^\/usr\/(?:local\/)?bin\/(?:pip|python)3(?:\.\d+)?$/;

/** Names that steps give to Python and pip of a distribution, which a COPY would follow to the programs themselves. */
export function otherNames(place: Place, steps: readonly Step[]): string[] {
  if (!isDistribution(place.stage)) return [];
  const names = callsIn(place, steps).flatMap(({ command, folder }) => {
    if (toolOf(command) === 'ln')
      return writes('ln', command, folder)?.flatMap(({ path, to = '' }) => (NAMED.test(to) ? path : [])) ?? [];
    return givesName(command) ? (command.words[2]?.value ?? []) : [];
  });
  return [...new Set(names)].filter((path) => NAME.test(path));
}

/** `update-alternatives --install /usr/bin/python python /usr/bin/python3 1` */
export const givesName = ({ name, words }: Command): boolean =>
  name === 'update-alternatives' &&
  words[1]?.value === '--install' &&
  NAME.test(words[2]?.value ?? '') &&
  NAMED.test(words[4]?.value ?? '');

/** What makes them again, where they are those of Python. */
export const namesAgain = (names: readonly string[]): string[] =>
  names.filter((path) => path.endsWith('/python')).map((path) => `ln -sf /usr/bin/python3 ${path}`);
