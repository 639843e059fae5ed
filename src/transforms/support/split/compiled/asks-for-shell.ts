import { isUserOfDistroless } from '../../../../knowledge/images/runtime-images.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { givesFiles } from '../owners/gifts.ts';
import { saysModes } from '../owners/modes.ts';
import type { Build } from '../runtime.ts';
import type { Language } from './language.ts';
import type { ReadProject } from './project.ts';

/** Scripts, users that are looked up or that run it, and files that are given away. */
export const asksForShell = (
  { place, steps, started }: Build,
  { read }: ReadProject,
  { asksSystem }: Language,
): boolean =>
  started.needsShell ||
  !usersNamed(place).every(isUserOfDistroless) ||
  (typeof read !== 'string' && read.some(({ text }) => asksSystem?.test(text))) ||
  givesFiles(place, place.stage.steps) ||
  saysModes(place, steps);

/** Who runs containers, and steps that the stage which runs has as well. */
const usersNamed = ({ stage, file, context }: Place): string[] => [
  ...stage.steps.flatMap(({ instruction: { keyword, args } }) => (keyword === 'USER' ? args.text.trim() : [])),
  ...servicesOf(file, context).flatMap(({ user }) => user ?? []),
];
