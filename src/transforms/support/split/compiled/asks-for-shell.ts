import { lackedByBare } from '../../../../knowledge/images/image-folders.ts';
import { isUserOfDistroless } from '../../../../knowledge/images/runtime-images.ts';
import { within } from '../../../../model/paths.ts';
import { literalsOf } from '../../artefact/literals.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { givesFiles } from '../owners/gifts.ts';
import { saysModes } from '../owners/modes.ts';
import type { Build, Taken } from '../runtime.ts';
import type { Started } from '../starts/program.ts';
import type { Language } from './language.ts';
import type { ReadProject } from './project.ts';

/** Scripts, users that are looked up or that run it, and files that are given away. */
export const asksForShell = (
  { place, steps, started }: Build,
  { read, folder }: ReadProject,
  { asksSystem }: Language,
  taken: readonly Taken[],
): boolean =>
  started.needsShell ||
  namesFolderLacked(started, read, [folder, ...taken.map(({ path }) => path), ...volumesOf(place)]) ||
  !usersNamed(place).every(isUserOfDistroless) ||
  (typeof read !== 'string' && read.some(({ text }) => asksSystem?.test(text))) ||
  givesFiles(place, place.stage.steps) ||
  saysModes(place, steps);

/** Folders for who sets a system up, which the smallest images do not have: where nothing makes them, nothing can be put there. */
function namesFolderLacked({ programs }: Started, read: ReadProject['read'], there: readonly string[]): boolean {
  const texts = [
    ...(typeof read === 'string' ? [] : read.flatMap((source) => literalsOf(source).map(({ text }) => text))),
    ...programs.flatMap(({ args }) => args.map(({ value }) => value)),
  ];
  return texts.some((text) => {
    const [, top] = lackedByBare.exec(text) ?? [];
    return top !== undefined && !there.some(within([top]));
  });
}

/** A volume makes the folders around it. */
const volumesOf = ({ stage, file, context }: Place): string[] => [
  ...stage.steps.flatMap(({ instruction: { keyword, args } }) =>
    keyword === 'VOLUME' ? args.text.split(/[\s"',[\]]+/) : [],
  ),
  ...servicesOf(file, context).flatMap(({ mounts }) => mounts.map(({ target }) => target)),
];

/** Who runs containers, and steps that the stage which runs has as well. */
const usersNamed = ({ stage, file, context }: Place): string[] => [
  ...stage.steps.flatMap(({ instruction: { keyword, args } }) => (keyword === 'USER' ? args.text.trim() : [])),
  ...servicesOf(file, context).flatMap(({ user }) => user ?? []),
];
