import { systemFiles } from '../../../../knowledge/compiled/system-files.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import type { Distribution } from '../runtime-base.ts';
import type { ReadProject } from './project.ts';

/** Packages with files of the system that the image has, a slim one has not, and sources or modules ask for. */
export function packagesOfFiles({ place, read, sent }: ReadProject, { family, release }: Distribution): string[] {
  const there = rootImage(place.stage)?.packages ?? [];
  if (family !== 'debian' || typeof read === 'string') return [];
  const manifest = sent.readText('go.mod') ?? '';
  return systemFiles
    .filter(
      ({ comesWith, language, asks, modules }) =>
        there.includes(comesWith) &&
        (modules?.test(manifest) || read.some((source) => source.language.name === language && asks.test(source.text))),
    )
    .map(({ brings }) => brings(release));
}
