import type { BaseImage } from '../../../../knowledge/images/base-images.ts';
import { anySlimImage, hasPackages, releaseUnder, slimImage } from '../../../../knowledge/images/runtime-images.ts';
import { lostWith, standAlone } from '../../../../knowledge/images/slim-programs.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { runtimeLibraries } from '../../../../knowledge/packages/runtime-libraries.ts';
import { alpineRelease } from '../../../../knowledge/packages/runtime-libraries-alpine.ts';
import { fromParts, rootBase, rootImage, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { saidBy } from '../../../../model/run.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Program } from '../starts/program.ts';
import { packagesLeft } from '../steps/installed-packages.ts';
import { systemInstalls } from '../steps/system-calls.ts';
import { withoutDownloadSettings } from './download-settings.ts';
import { besideImage } from './written-image.ts';

/** The distribution that a stage is built on, its release where that is known, and the smallest image of it that has a shell. */
export type Distribution = {
  readonly family: BaseImage['family'];
  readonly release: string | undefined;
  readonly slim: string;
};

/**
 * The distribution under a stage; or why it, or a small image of it, is not known.
 *
 * @param isFree what runs there needs nothing of a release, so that any will do where it is not known, or has no packages any more
 */
export function distributionOf(stage: Stage, isFree = false): Distribution | string {
  const root = rootBase(stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what the stage is built on is not known';
  const { known, image } = root;
  const { family } = known;
  const release = family === 'alpine' ? alpineVersion(image) : known.release;
  const found = release ?? releaseUnder(image.name, image.tag);
  const plain = plainImage(stage, image.name);
  if (plain !== undefined) return { family, release: found, slim: plain };
  const isOpen = isFree && (found === undefined || !hasPackages(found));
  const official = isOpen ? anySlimImage[family] : found && slimImage(family, found);
  const slim = official && besideImage(stage, image.name, official);
  if (slim !== undefined) return { family, release: isOpen ? undefined : found, slim };
  return (
    whyNotFollowed(stage) ??
    `which release of ${family} ${image.name}:${image.tag} is made of is not known, and a smaller image has to be of the same: a tag can say it`
  );
}

/** Of other distributions it is not known which packages bring what a program needs. */
export const isFollowed = (family: BaseImage['family'] | undefined): boolean => FOLLOWED.has(family);

const FOLLOWED: ReadonlySet<string | undefined> = new Set(['alpine', 'debian', 'ubuntu']);

/** What is built on one of the others is left as it is, where it needs anything of that. */
export function whyNotFollowed(stage: Stage): string | undefined {
  return isFollowed(rootImage(stage)?.family)
    ? undefined
    : `which packages of ${fromParts(stage.from).base} bring what a program needs is not known: built on Debian, Ubuntu or Alpine, it could be split`;
}

const alpineVersion = ({ name, tag }: { readonly name: string; readonly tag: string }): string | undefined =>
  (name === 'alpine' ? /^(\d[\d.]*)$/ : /alpine-?(\d[\d.]*)/).exec(tag)?.[1];

/** A distribution without anything is small already, whatever release it is; Debian's has a smaller variant. */
function plainImage(stage: Stage, name: string): string | undefined {
  const written = fromParts(stage.from).base;
  if (name === 'ubuntu' || name === 'alpine') return written;
  if (name !== 'debian' || written.includes('@')) return undefined;
  if (/-slim$/.test(written)) return written;
  return /:[\w.${}]+$/.test(written) && !written.endsWith(':latest')
    ? `${written}-slim`
    : besideImage(stage, name, 'debian:stable-slim');
}

/** Packages that bring programs to a distribution; or which program is not known. What the file itself brings whole comes along. */
export function packagesFor(
  { family }: Distribution,
  stage: Stage,
  programs: readonly Program[],
): readonly string[] | string {
  const { steps } = stage;
  const root = rootImage(stage);
  const installed = family === root?.family ? packagesLeft(steps).packages.map(({ name }) => name) : [];
  // Where one is called as its package, that brings it; of others, images that have them anyway have more along with them.
  const isOwn = (name = ''): boolean => installed.includes(name) && root?.packages.includes(name) !== true;
  const broughtWith = (name: string): string | undefined =>
    installed.includes(name) ? name : isOwn(lostWith(name)) ? lostWith(name) : undefined;
  const packages = new Set<string>();
  for (const { name, path, by } of programs) {
    if (path === undefined && standAlone.has(name) && steps.some((step) => puts(step, name))) continue;
    const isOfSystem = path === undefined || /^(?:\/usr)?\/s?bin\/[^/]+$/.test(path);
    const known = isOfSystem ? packageOfProgram(family, baseName(name)) : undefined;
    const brings = known ?? (isOfSystem ? broughtWith(baseName(name)) : undefined);
    if (brings === undefined) return `${by} starts ${name}, and what brings that to a smaller image is not known`;
    if (brings !== '') packages.add(brings);
  }
  return [...packages];
}

/** It names the program in a folder of programs. */
const puts = (step: Step, name: string): boolean => new RegExp(`/bin/${name}(?=["\\s]|$)`).test(saidBy(step));

/** Headers of libraries; those of libc, the kernel and interpreters are for what is there anyway. */
const BRINGS_LIBRARIES =
  /^(?!(?:libc|libc6|linux|linux-libc|musl|python[\d.]*|ruby[\d.]*|php[\d.]*)-dev$).*-dev(?:el)?$/;

export const bringsLibraries = (name: string): boolean => BRINGS_LIBRARIES.test(name);

/** What programs need of packages that they were built with; or of which that is not known. */
export function librariesFor(
  { family, release }: Omit<Distribution, 'slim'>,
  names: readonly string[],
): readonly string[] | string {
  const packages = new Set<string>();
  for (const name of names) {
    const libraries = runtimeLibraries((family === 'alpine' ? alpineRelease(release) : release) ?? '', name);
    if (libraries === undefined && bringsLibraries(name))
      return release === undefined && isFollowed(family)
        ? `which library of ${name} a program needs when it runs goes by the release of ${family}, which is not known: the tag of one that is maintained says it`
        : `which library of ${name} a program needs when it runs is not known`;
    for (const library of libraries ?? []) packages.add(library);
  }
  return [...packages];
}

/** Why a smaller image gets no packages. A stage that installs some where its own image looks for them has them from there as well. */
export function whyNoPackages(
  { slim, release }: Pick<Distribution, 'release' | 'slim'>,
  steps: readonly Step[],
): string | undefined {
  const finds =
    systemInstalls(steps).length > 0 && !steps.some((step) => SETS_SOURCES.test(withoutDownloadSettings(saidBy(step))));
  return hasPackages(release) || finds
    ? undefined
    : `${slim} would need packages, and those of ${release} are no longer where it looks for them: a later release has them`;
}

/** It has a say in where apt looks for packages, and what it takes for good; not in what becomes of downloads. */
const SETS_SOURCES =
  /\/etc\/apt\b|\bsources\.list|\bapt-add-repository|\badd-apt-repository|\bapt-key\b|\b(?:Acquire|APT)::(?!Keep-Downloaded-)|archive\.debian\.org/;
