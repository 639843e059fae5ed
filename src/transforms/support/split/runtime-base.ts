import type { BaseImage } from '../../../knowledge/base-images.ts';
import { releaseUnder, slimImage } from '../../../knowledge/runtime-images.ts';
import { runtimeLibraries } from '../../../knowledge/runtime-libraries.ts';
import { packageOfProgram } from '../../../knowledge/slim-programs.ts';
import { rootBase, type Stage } from '../../../model/dockerfile.ts';
import type { Program } from './started.ts';

/** The distribution that a stage is built on, and its release. */
export type Distribution = { readonly family: BaseImage['family']; readonly release: string };

/** The distribution under a stage; or why it is not known. */
export function distributionOf(stage: Stage): Distribution | string {
  const root = rootBase(stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what the stage is built on is not known';
  const { known, image } = root;
  const release = known.family === 'alpine' ? /alpine-?(\d[\d.]*)/.exec(image.tag)?.[1] : known.release;
  const found = release ?? releaseUnder(image.name, image.tag);
  if (found !== undefined) return { family: known.family, release: found };
  return `which release of ${known.family} ${image.name}:${image.tag} is made of is not known, and a smaller image has to be of the same: a tag can say it`;
}

/** The smallest image of a distribution with a shell; or why there is none. */
export const slimOf = ({ family, release }: Distribution): string | { readonly base: string } => {
  const base = slimImage(family, release);
  return base === undefined ? `no smaller image of ${family} is known` : { base };
};

/** Packages that bring programs to it; or which program is not known. */
export function packagesFor({ family }: Distribution, programs: readonly Program[]): readonly string[] | string {
  const packages = new Set<string>();
  for (const { name, by } of programs) {
    const brings = packageOfProgram(family, name);
    if (brings === undefined) return `${by} starts ${name}, and what brings that to a smaller image is not known`;
    if (brings !== '') packages.add(brings);
  }
  return [...packages];
}

/** What programs need of packages that they were built with; or of which that is not known. */
export function librariesFor({ family, release }: Distribution, names: readonly string[]): readonly string[] | string {
  const packages = new Set<string>();
  for (const name of names) {
    const libraries = runtimeLibraries(family === 'alpine' ? family : release, name);
    if (libraries === undefined) return `which library of ${name} a program needs when it runs is not known`;
    for (const library of libraries) packages.add(library);
  }
  return [...packages];
}
