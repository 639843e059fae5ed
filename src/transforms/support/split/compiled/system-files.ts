import { type SystemFile, systemFiles } from '../../../../knowledge/compiled/system-files.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import type { Distribution } from '../system/runtime-base.ts';
import type { ReadProject } from './project.ts';

/** Packages with files of the system that the image has, a slim one has not, and sources or modules ask for. */
export const packagesOfFiles = (project: ReadProject, { family, release }: Distribution): string[] =>
  family === 'debian' ? filesAskedFor(project).map(({ brings }) => brings(release)) : [];

/** Some of them are in none of the smallest images. */
export const asksForFiles = (project: ReadProject): boolean =>
  filesAskedFor(project).some(({ isNotInBare }) => isNotInBare === true);

function filesAskedFor({ place, read, sent }: ReadProject): SystemFile[] {
  const there = rootImage(place.stage)?.packages ?? [];
  if (typeof read === 'string') return [];
  const manifest = sent.readText('go.mod') ?? '';
  return systemFiles.filter(
    ({ comesWith, languages, asks, modules }) =>
      there.includes(comesWith) &&
      (modules?.test(manifest) ||
        read.some(({ language, text }) => languages.some((name) => name === language.name) && asks.test(text))),
  );
}
