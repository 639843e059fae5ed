import type { Family } from '../../../../knowledge/images/base-images.ts';
import { steadyLibrary } from '../../../../knowledge/packages/steady-libraries.ts';
import { gemNeeds, standsAlone, unfitGem, usesSystemLibraries } from '../../../../knowledge/ruby/gems.ts';
import { isLibraryOfRuby, librariesOfCompilers, rubyVersion } from '../../../../knowledge/ruby/images.ts';
import { isAtLeast, type Version } from '../../../../knowledge/versions.ts';
import { buildText } from '../../scripts/build-text.ts';
import { firstReason } from '../../user/first-reason.ts';
import { librariesFor } from '../system/runtime-base.ts';
import type { SystemPackages } from '../system/system-packages.ts';
import type { Bundle } from './bundle.ts';
import type { Lock } from './lock.ts';
import type { Project } from './project.ts';

type Needs = { readonly development: readonly string[]; readonly packages: readonly string[] };

/** What gems need; or of which of them that is not known. */
export function ofGems(project: Project): Needs | string {
  const { isSame, lock, bundle, place, system } = project;
  const names = [...(lock?.gems.map(({ name }) => name) ?? []), ...bundle.named];
  const unfit = firstReason(names, unfitGem);
  if (unfit !== undefined) return unfit;
  if (isSame)
    return (
      whyOpened(project) ?? {
        development: [],
        packages: [...installedFor(system, names), ...ofCompilers(project, names)],
      }
    );
  const locked = lock?.gems ?? [];
  const why = whyUnlocked(bundle, lock);
  if (why !== undefined) return why;
  const isBundled = !usesSystemLibraries.test(buildText(place.file));
  const [development, packages]: [string[], string[]] = [[], []];
  const unknown: string[] = [];
  for (const { name, isCompiled } of [...locked, ...bundle.named.map((name) => ({ name, isCompiled: false }))]) {
    const needs = gemNeeds(name, isBundled);
    if (typeof needs === 'string') return needs;
    if (needs === undefined) unknown.push(name);
    if (!isCompiled) development.push(...(needs?.development ?? []));
    packages.push(...(needs?.packages ?? []));
  }
  return unknown.length === 0
    ? { development, packages }
    : `whether ${few(unknown)} ${unknown.length === 1 ? 'needs' : 'need'} libraries that a smaller image has not is not known`;
}

/** Why it is not known which gems there are. */
function whyUnlocked({ folders, named }: Bundle, lock: Lock | undefined): string | undefined {
  if (lock === undefined && (folders.length > 0 || named.length === 0))
    return 'no Gemfile.lock of the build context says which gems it installs, some of which may need libraries that a smaller image has not';
  const stranger = named.find((name) => !standsAlone.has(name) && !lock?.gems.some((gem) => gem.name === name));
  return (
    stranger &&
    `${stranger} is installed by its name, and which gems it brings is not known: in the Gemfile it would stand in Gemfile.lock`
  );
}

/** A library that is opened by its name may be found by one that only a development package brings. */
function whyOpened({ lock, system }: Project): string | undefined {
  const development = system.development.find((name) => !isLibraryOfRuby(name));
  const gem = lock?.gems.find(({ name, opensLibraries }) => opensLibraries && gemNeeds(name, true) === undefined);
  return development === undefined || gem === undefined
    ? undefined
    : `${gem.name} opens libraries by their names, and whether it does without ${development} is not known`;
}

/** All that a gem can be linked with, or call, is what the file installs there. */
function installedFor({ building, running }: SystemPackages, gems: readonly string[]): string[] {
  const needed = gems.flatMap((name) => {
    const needs = gemNeeds(name, true);
    return typeof needs === 'object' ? (needs.packages ?? []) : [];
  });
  return needed.filter((name) => building.includes(name) || running.includes(name));
}

/** A gem that no table knows may be linked with what compilers bring. */
const ofCompilers = ({ lock, distribution }: Project, names: readonly string[]): readonly string[] =>
  lock === undefined || names.some((name) => gemNeeds(name, true) === undefined && !standsAlone.has(name))
    ? (librariesOfCompilers[distribution.family] ?? [])
    : [];

const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} other gems` : names.join(' or ');

/** The first whose images have never been built on an Alpine that calls libraries otherwise than later ones do. */
const OF_LATER_ALPINE: Version = [3, 2];
const BEFORE = '3.9';
/** The first whose images are all built on one that the tables know. */
const OF_KNOWN_ALPINE: Version = [2, 6];

const isBeforeTables = (family: Family, release: string | undefined, tag: string): boolean =>
  family === 'alpine' && release === undefined && !isAtLeast(rubyVersion(tag) ?? OF_KNOWN_ALPINE, OF_KNOWN_ALPINE);

/** Releases that a tag may stand for, as far as they call libraries differently; undefined is the newest. */
function releasesOf(family: Family, release: string | undefined, tag: string): (string | undefined)[] {
  if (release !== undefined) return [release];
  if (family !== 'alpine') return [];
  const version = rubyVersion(tag);
  return version === undefined || isAtLeast(version, OF_LATER_ALPINE) ? [undefined] : [undefined, BEFORE];
}

/** What development packages stand for while a program runs. */
export function librariesOf({ distribution, tag }: Project, names: readonly string[]): readonly string[] | string {
  const { family, release } = distribution;
  const packages: string[] = [];
  for (const name of new Set(names)) {
    if (isLibraryOfRuby(name)) continue;
    const exact = releasesOf(family, release, tag).map((each) => librariesFor({ family, release: each }, [name]));
    const [first] = exact;
    const isOne = typeof first === 'object' && exact.every((each) => `${each}` === `${first}`);
    const isUntold = exact.every((each) => typeof each === 'string') && !isBeforeTables(family, release, tag);
    const found = isOne ? first : isUntold ? steadyLibrary(family, name) : undefined;
    if (found === undefined)
      return release === undefined && (family !== 'alpine' || exact.length > 1)
        ? `which library of ${name} a gem needs goes by the release, which ruby:${tag} does not tell: a tag can say it`
        : `which library of ${name} a gem needs when it runs is not known`;
    packages.push(...found);
  }
  return packages;
}
