import type { BuildContext } from '../../../context/build-context.ts';
import {
  bareFamilies,
  folderOfAnyImage,
  imageWorkdir,
  isLeftToApplications,
} from '../../../knowledge/images/image-folders.ts';
import { runsAsRoot } from '../../../knowledge/images/root-images.ts';
import { bystanders, filesNothing, makesUsers } from '../../../knowledge/programs/file-work.ts';
import { copiedPaths } from '../../../model/copied-files.ts';
import { type Dockerfile, rootBase, type Stage, type Step, stepsBefore } from '../../../model/dockerfile.ts';
import { relates } from '../../../model/named-files.ts';
import { packageCalls } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { mountsOf } from '../../../syntax/flags.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isCheap } from '../rewrite/lower.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { systemCalls } from './packages-alone.ts';

/** A step, and what was built before it. */
export type Place = { readonly file: Dockerfile; readonly stage: Stage; readonly before: Step };

/** Why something may be in a folder of the image before a step; undefined where it is empty, or not there at all. */
export function whyFilled(place: Place, folder: string, context: BuildContext): string | undefined {
  const { file } = place;
  const base = rootBase(place.stage);
  const isKnown =
    base.kind === 'image' && runsAsRoot(base.image.name, base.image.tag) && !base.image.tag.includes('onbuild');
  if (!isKnown || !isLeftToApplications(folder)) return `what the base image has in ${folder} is not known`;
  const filler = stepsBefore(place.stage, place.before).find((step) => mayFill(file, step, folder, context));
  return filler && `line ${lineOf(file, filler.instruction.span.start)} may put something else into ${folder}`;
}

/** It is there before the step. */
export function isMadeBefore(place: Place, folder: string): boolean {
  const base = rootBase(place.stage);
  const isOfImage = base.kind === 'image' && imageWorkdir(base.image) === folder;
  const runs = stepsBefore(place.stage, place.before).filter(isRun);
  return isOfImage || hasWorkdir(place, folder) || runs.some((step) => mayMake(step, folder));
}

/** The folder that a path is in is there, whether or not the path is. */
export function hasParent(place: Place, path: string): boolean {
  const parent = absolutePath('..', path);
  const base = rootBase(place.stage);
  const isUsual = base.kind === 'image' && base.known !== undefined && !bareFamilies.has(base.known.family);
  return parent === '/' || (isUsual && folderOfAnyImage.test(parent)) || hasWorkdir(place, parent);
}

const hasWorkdir = (place: Place, folder: string): boolean =>
  [place.before, ...stepsBefore(place.stage, place.before)].some(
    ({ state: { fixedWorkdir } }) => fixedWorkdir !== undefined && within([folder])(fixedWorkdir),
  );

const meet = (one: string, other: string): boolean => within([other])(one) || within([one])(other);

function mayFill(file: Dockerfile, step: Step, folder: string, context: BuildContext): boolean {
  const { instruction, deferred, state } = step;
  if (deferred || instruction.keyword === 'VOLUME') return true;
  if (isCopy(instruction)) {
    const paths = copiedPaths(step, file.source.escape, context);
    return paths === undefined || paths.some((path) => meet(path, folder));
  }
  if (instruction.keyword === 'WORKDIR') return leavesBelow(instruction.args.text, state.workdir, folder);
  return instruction.keyword === 'RUN' && (!isRun(step) || mayWriteTo(step, folder));
}

/** A WORKDIR makes its own folder, and those above it: only one below the folder leaves something in there. */
function leavesBelow(path: string, from: string | undefined, folder: string): boolean {
  if (/["'$\\]/.test(path) || (from === undefined && !path.startsWith('/'))) return true;
  return absolutePath(path, from ?? '/').startsWith(`${folder}/`);
}

/** Only programs that are known are believed to write no more than their words say. */
function mayWriteTo({ run: { script }, state: { workdir }, instruction }: RunStep, folder: string): boolean {
  const mounts = mountsOf(instruction.flags);
  if (script.opaque !== undefined || mounts.some(({ target }) => target === undefined || meet(target, folder)))
    return true;
  const system = new Set(systemCalls(script).map(({ command }) => command));
  const isApart = workdir !== undefined && !relates(workdir, folder);
  const known = new Set(isApart ? packageCalls(script).map(({ command }) => command) : system);
  const isKnown = (command: Command): boolean =>
    known.has(command) || isCheap(command) || (isApart && bystanders.has(toolOf(command)));
  return script.commands.some(
    (command) => !isKnown(command) || (!system.has(command) && writesTo(command, workdir, folder)),
  );
}

function writesTo(command: Command, workdir: string | undefined, folder: string): boolean {
  const tool = toolOf(command);
  const targets = command.redirects.flatMap(({ target }) => target ?? []);
  const words = [...(filesNothing.has(tool) ? [] : command.words.slice(1)), ...targets];
  return words.some(({ value, literal }) => {
    if (!literal || /[*?[{~]/.test(value) || value.includes(`${folder}/`)) return true;
    const isName = value.startsWith('-') || (makesUsers.has(tool) && !value.startsWith('/'));
    if (isName) return value.includes(folder);
    if (workdir === undefined && !value.startsWith('/')) return true;
    const path = absolutePath(value, workdir ?? '/');
    return tool === 'mkdir' ? path.startsWith(`${folder}/`) : meet(path, folder);
  });
}

/** A word of the RUN stands for the folder. */
function mayMake({ run: { script }, state: { workdir } }: RunStep, folder: string): boolean {
  const words = script.commands.flatMap((command) => command.words);
  return words.some(({ value }) => value.includes(folder) || absolutePath(value, workdir ?? '/') === folder);
}
