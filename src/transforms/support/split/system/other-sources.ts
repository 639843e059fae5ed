import { type BaseImage, knownImage } from '../../../../knowledge/images/base-images.ts';
import { packageManagers } from '../../../../knowledge/package-managers.ts';
import { ownSources } from '../../../../knowledge/packages/own-sources.ts';
import { fromParts, rootImage, type Step } from '../../../../model/dockerfile.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { isSlimOf, readImageReference } from '../../../../model/image-reference.ts';
import { concernsSystem, installs, readPackageCall } from '../../../../model/package-calls.ts';
import { type LinkWork, worksOf } from '../../../../model/package-work.ts';
import { within } from '../../../../model/paths.ts';
import { type Command, isInevitable, isPlainChain } from '../../../../shell/script.ts';
import type { Edit } from '../../edits/edit.ts';
import { changesSources } from '../../lists/changed-sources.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Build, Runtime } from '../runtime.ts';
import { distributionOf } from './runtime-base.ts';

const SYSTEM = [packageManagers.apk, packageManagers.apt];

/** Where package managers of the system are told to look. */
export const isOfSources = within(SYSTEM.flatMap(({ configPaths = [] }) => configPaths));

/**
 * How a build says where packages come from, by commands that the stage that runs says again; or why packages may come from where that has
 * neither the address of nor the keys to.
 */
export function packageSources(
  { place, steps }: Build,
  { base, packages }: Pick<Runtime, 'base' | 'packages'>,
): readonly string[] | string {
  if (packages.length === 0) return [];
  const { file, context, stage } = place;
  const files = imageFiles(file, context, stage);
  const bringsOthers = (step: Step): boolean => {
    const own = typeof files === 'string' ? [] : files.filter((each) => each.step === step);
    return own.length > 0 && !own.some(({ path }) => isOfSources(path));
  };
  // Settings are said again there.
  const changes = (step: Step): boolean =>
    step.instruction.keyword !== 'ENV' &&
    (SYSTEM.some((manager) => changesSources(step, manager) !== undefined) || editing(place, step).length > 0) &&
    !bringsOthers(step);
  const said: string[] = [];
  for (const [at, step] of stage.steps.entries()) {
    if (!changes(step) || bringsOnlyOthers(step, packages)) continue;
    const edits = at < steps.length && isLike(place, base) ? editsOfSources(place, step) : undefined;
    if (edits === undefined)
      return `${placeOf(place, step)} changes where packages come from, which the stage that runs would not know`;
    said.push(...edits.map(({ words }) => words.map(({ text }) => text).join(' ')));
  }
  const other = knownOf(place, base);
  const isSafe = other?.family === 'alpine' || other?.packages.includes('ca-certificates');
  return said.some((command) => command.includes('https:')) && !isSafe
    ? `packages come from a mirror over https, for which ${base} has no certificates: over http it could be split`
    : said;
}

function knownOf({ file }: Place, base: string): BaseImage | undefined {
  const { name, tag } = readImageReference(base, file.mirrors);
  return knownImage(name, tag);
}

/** The image that runs is told the same in the same files. */
function isLike(place: Place, base: string): boolean {
  const { stage } = place;
  const written = fromParts(stage.from).base;
  if (base === written || isSlimOf(base, written)) return true;
  const other = knownOf(place, base);
  if (rootImage(stage)?.family !== other?.family) return false;
  const own = distributionOf(stage);
  const release = typeof own === 'string' ? undefined : own.release;
  return other?.family === 'alpine' || (release !== undefined && release === other?.release);
}

/** All that changes sources in a step is that sed puts plain text into files of theirs, before anything is installed. */
function editsOfSources(place: Place, step: Step): readonly Command[] | undefined {
  const { run } = step;
  if (run === undefined || !isPlainChain(run.script)) return undefined;
  const found = editing(place, step);
  const works = SYSTEM.flatMap((manager) => worksOf(run.script, manager)).filter(({ work }) => work === 'config');
  const isEdit = ({ link }: LinkWork): boolean => found.some(({ command }) => command === link.command);
  const isPlain = ({ edit, command, files, others }: Edit): boolean =>
    edit !== undefined &&
    files.length === 0 &&
    others?.every((path) => OF_ALL_IMAGES.has(path)) === true &&
    command.words.every(({ literal }) => literal) &&
    command.redirects.length === 0 &&
    isInevitable(run.script, command);
  const all = place.stage.steps.flatMap(({ run }) => run?.script.commands ?? []);
  const first = all.findIndex((command) => {
    const call = readPackageCall(command);
    return call !== undefined && concernsSystem(call) && installs(call);
  });
  const isFirst = ({ command }: Edit): boolean => first === -1 || all.indexOf(command) < first;
  return works.every(isEdit) && found.every((edit) => isPlain(edit) && isFirst(edit))
    ? found.map(({ command }) => command)
    : undefined;
}

/** All that a step changes of sources can be said again. */
export const saysSourcesAgain = (place: Place, step: Step): boolean =>
  editing(place, step).length > 0 && editsOfSources(place, step) !== undefined;

/** What sed changes of sources in a step. */
const editing = ({ edits }: Place, { instruction }: Step): Edit[] =>
  [...(edits?.values() ?? [])].filter(
    ({ step, others }) => step.instruction === instruction && others?.some((path) => isOfSources(path)),
  );

/** Files that images of a release have, whatever else is in them. */
const OF_ALL_IMAGES: ReadonlySet<string> = new Set([
  '/etc/apk/repositories',
  '/etc/apt/sources.list',
  '/etc/apt/sources.list.d/debian.sources',
  '/etc/apt/sources.list.d/ubuntu.sources',
]);

/** What it adds has none of the packages, so they come from where they would without it. */
function bringsOnlyOthers({ run }: Step, packages: readonly string[]): boolean {
  const hosts = [...(run?.script.text.matchAll(/\bhttps?:\/\/([\w.-]+)/g) ?? [])].map(([, host = '']) => host);
  return hosts.length > 0 && hosts.every((host) => ownSources.get(host)?.every((name) => !packages.includes(name)));
}
