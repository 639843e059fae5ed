import { hasPackages } from '../../../../knowledge/images/runtime-images.ts';
import { isBuildPackage } from '../../../../knowledge/packages/build-packages.ts';
import { steadyLibrary } from '../../../../knowledge/packages/steady-libraries.ts';
import { COMPILERS, isOfPhp, releaseOfPhp } from '../../../../knowledge/php/images.ts';
import { broughtByImage, isFetchPackage, makesPages, programsOfPackage } from '../../../../knowledge/php/packages.ts';
import { fromParts, type Stage } from '../../../../model/dockerfile.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import type { Build } from '../runtime.ts';
import { librariesFor } from '../system/runtime-base.ts';
import { type Installed, systemPackages } from '../system/system-packages.ts';
import type { Composed } from './composer.ts';
import type { Spawned } from './sources.ts';

export type Family = 'alpine' | 'debian';

type Wanted = {
  readonly build: Build;
  readonly image: ImageReference;
  readonly family: Family;
  readonly starts: readonly Spawned[];
  readonly composed: Composed;
};
export type Packages = { readonly needed: readonly string[]; readonly dropped: readonly string[] };

/** Packages of the system that the stage that runs has to have, and those that it goes without. */
export function packagesFor({ build: { place, steps }, image, family, starts, composed }: Wanted): Packages | string {
  const tools = new Set(steps.flatMap(({ run }) => run?.script.commands.map(toolOf) ?? []));
  const caller = starts.find(({ name }) => /^composer(?:\.phar)?$/.test(baseName(name)));
  if (caller !== undefined) return `${caller.by} calls composer, which works on the project while it runs`;
  // What no step of the build is known to need may be there for people, or for packages that are not known.
  const isUsedUp = (name: string): boolean =>
    !composed.isOpen &&
    ((composed.folders.length > 0 && !makesPages(name)) ||
      programsOfPackage(name).some((program) => tools.has(program)));
  const names = new Set(starts.map(({ name }) => baseName(name)));
  const system = systemOf(
    place,
    family,
    (name) =>
      programsOfPackage(name).some((program) => names.has(program)) || (isFetchPackage(name) && !isUsedUp(name)),
  );
  if (system.unknown !== undefined) return system.unknown;
  const libraries = librariesOf(place.stage, image, family, system.development);
  if (typeof libraries === 'string') return libraries;
  // Extensions in C++ are linked with what compilers bring along.
  const isInCpp = family === 'alpine' && (system.building.includes(COMPILERS) || tools.has('pecl'));
  const compilers = isInCpp ? ['libgcc', 'libstdc++'] : [];
  const there = broughtByImage[family] ?? [];
  const needed = [...new Set([...system.running, ...libraries, ...compilers])].filter((name) => !there.includes(name));
  const odd = needed.find((name) => !/^[\w@+.,:=*/-]+$/.test(name));
  if (odd !== undefined) return `how ${odd} would be installed again is not known`;
  if (needed.length > 0 && !hasPackages(releaseOf(place.stage, image)))
    return `the stage that runs would need packages, and those of ${releaseOf(place.stage, image)} are no longer where it looks for them`;
  return { needed, dropped: droppedFrom(system, family).filter((name) => !needed.includes(name)) };
}

const systemOf = (place: Place, family: Family, isNeeded: (name: string) => boolean): Installed =>
  systemPackages(place, {
    isBuilding: (name) =>
      name === COMPILERS ||
      ((isFetchPackage(name) || (isBuildPackage(name) && !isDevelopment(name))) && !isNeeded(name)),
    isDevelopment,
    there: broughtByImage[family] ?? [],
    variables: [COMPILERS],
    isRecommendedToo: true,
  });

/** Something is installed that a stage of its own could keep. */
export const hasDroppable = (place: Place, family: Family): boolean =>
  droppedFrom(
    systemOf(place, family, () => false),
    family,
  ).length > 0;

const isDevelopment = (name: string): boolean => /-dev$/.test(name);

const droppedFrom = ({ building, development }: Installed, family: Family): string[] =>
  [...building, ...development].filter(
    (name) => !(broughtByImage[family] ?? []).includes(name) && !(name === COMPILERS && family === 'debian'),
  );

/** What development packages stand for while a program runs. A tag without a release may stand for another one tomorrow. */
function librariesOf(
  stage: Stage,
  image: ImageReference,
  family: Family,
  names: readonly string[],
): readonly string[] | string {
  const written = fromParts(stage.from).base;
  const release = releaseOf(stage, image);
  const isPinned = family === 'alpine' || (release !== undefined && written.includes(release));
  const isKnown = isPinned || (release !== undefined && !written.includes('$'));
  const found: string[] = [];
  for (const name of names) {
    if (isOfPhp(name)) continue;
    const exact = librariesFor({ family, release: isKnown ? release : undefined }, [name]);
    const steady = steadyLibrary(family, name);
    const libraries = isPinned && typeof exact !== 'string' ? exact : (steady ?? exact);
    if (typeof libraries === 'string')
      return isKnown
        ? libraries
        : `which library of ${name} PHP needs goes by the release, which ${written} does not tell: a tag can say it`;
    found.push(...libraries);
  }
  return found;
}

const releaseOf = ({ base }: Stage, { tag }: ImageReference): string | undefined =>
  /alpine(\d[\d.]*)/.exec(tag)?.[1] ?? (base.kind === 'image' ? base.known?.release : undefined) ?? releaseOfPhp(tag);
