import type { Family } from '../../../../knowledge/images/base-images.ts';
import { isSlim } from '../../../../knowledge/images/slim-tags.ts';
import { listOfTypes } from '../../../../knowledge/packages/list-of-types.ts';
import { steadyLibrary } from '../../../../knowledge/packages/steady-libraries.ts';
import { isLibraryOfPython } from '../../../../knowledge/python/build-packages.ts';
import { asksMimeTypes, namesFont, typesUnknownToPython, uwsgiHandsOut } from '../../../../knowledge/python/calls.ts';
import { isHeadersOfPython } from '../../../../knowledge/python/distributions.ts';
import { broughtByTools, linkedWith, systemNeeds } from '../../../../knowledge/python/packages.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { librariesFor } from '../system/runtime-base.ts';
import { withoutVersion } from '../system/system-packages.ts';
import { ownPackages } from './distribution-packages.ts';
import { firstOnPath } from './environment.ts';
import { isDistribution, releaseOf } from './image.ts';
import { inlineSources, packageNamed, packagesOfStarted } from './programs.ts';
import type { PythonBuild } from './python-build.ts';
import { programsOf } from './sources.ts';

/** Packages of the system that the stage that runs has to have. */
export function needsOf(project: PythonBuild): readonly string[] | string {
  const { place, started, system, installs, sources, environment, files } = project;
  const family = rootImage(place.stage)?.family ?? 'debian';
  const development = librariesOf(project, family);
  if (typeof development === 'string') return development;
  const needed = neededBy(project);
  if (typeof needed === 'string') return needed;
  const own = isDistribution(place.stage) ? ownPackages(place, environment, system, installs) : [];
  if (typeof own === 'string') return own;
  const packages = [...own, ...system.running, ...development, ...needed];
  const names = packages.map(withoutVersion);
  const { isOfSystem } = environment;
  const isFirst = isOfSystem || environment.above !== undefined || firstOnPath(place) === `${environment.path}/bin`;
  const known = {
    place,
    files,
    installs,
    path: environment.path,
    comesAlong: (tool: string) => tool === 'poetry' && environment.isActive && installs.named.includes(tool),
    isFirst,
    isOfSystem,
    family,
    packages: names,
  } as const;
  const byStart = packagesOfStarted(known, started);
  if (typeof byStart === 'string') return byStart;
  const programs = programsOf([...sources, ...inlineSources(started)]);
  if (typeof programs === 'string') return programs;
  for (const { name, by } of programs) {
    if (/^python[\d.]*$/.test(name) || installs.programs.includes(name)) continue;
    if (/^(?:pip|uv|conda)\d*$/.test(name)) return `${by} calls ${name} while it runs`;
    const brings = packageNamed(known, name);
    if (brings === undefined) return `${by} starts ${name}, and what brings that to a smaller image is not known`;
    if (brings !== '') packages.push(brings);
  }
  const all = new Set([...packages, ...filesOfFullImage(project), ...byStart]);
  return [...all].filter((name) => !all.has(`${name}${WIDER_TIME}`));
}

/** Debian's libraries have another name since times became wider (wiki.debian.org/ReleaseGoals/64bit-time), and stand for the old one. */
const WIDER_TIME = 't64';

/** Files that a full image has, and sources ask for. */
function filesOfFullImage(project: PythonBuild): string[] {
  const { place, image, sources } = project;
  if (isSlim(image.tag)) return [];
  return [
    ...(asksForTypes(project) ? [listOfTypes(releaseOf(place.stage, image))] : []),
    ...(sources.some(({ text }) => namesFont.test(text)) ? [FONTS_OF_FULL_IMAGE] : []),
  ];
}

/** What fontconfig depends on, which comes with ImageMagick (packages.debian.org/fontconfig-config). */
const FONTS_OF_FULL_IMAGE = 'fonts-dejavu-core';

/** Types of files are told by their names, which Python alone does not know all of. */
const asksForTypes = (project: PythonBuild): boolean =>
  project.sources.some(({ text }) => asksMimeTypes.test(text)) ||
  project.files.some(({ path }) => typesUnknownToPython.test(path)) ||
  servesByUwsgi(project);

/** By its command, the variables of its image, or its settings. */
function servesByUwsgi({ place, started, files }: PythonBuild): boolean {
  const own = started.programs.filter(({ name }) => baseName(name) === 'uwsgi');
  const words = own.flatMap(({ args }) => args.map(({ value }) => value));
  const settings = files.filter(({ path }) => /\.(?:ini|json|xml|ya?ml)$/.test(path));
  const texts = [
    ...words,
    place.file.source.text,
    ...settings.map(({ source }) => place.context.readText(source) ?? ''),
  ];
  return own.length > 0 && texts.some((text) => uwsgiHandsOut.test(text));
}

/** What development packages stand for while a program runs. */
function librariesOf({ image, place, system, installs }: PythonBuild, family: Family): readonly string[] | string {
  const packages: string[] = [];
  const release = releaseOf(place.stage, image);
  for (const name of system.development.filter((one) => !isHeadersOfPython(one))) {
    const exact = release === undefined ? undefined : librariesFor({ family, release }, [name]);
    const found = exact !== undefined && typeof exact !== 'string' ? exact : ofEveryImage(family, name);
    if (found === undefined)
      return release === undefined
        ? `which library of ${name} a package of Python needs goes by the release, which python:${image.tag} does not tell: a tag can say it`
        : `which library of ${name} a package of Python needs when it runs is not known`;
    packages.push(...found);
  }
  const linked = installs.linksWith.find((name) => name !== 'gomp');
  if (linked !== undefined && !isSlim(image.tag))
    return `a package of the project is linked with ${linked}, and which package has that in a smaller image is not known`;
  return installs.linksWith.includes('gomp') ? [...packages, 'libgomp1'] : packages;
}

const ofEveryImage = (family: Family, name: string): readonly string[] | undefined =>
  isLibraryOfPython(name) ? [] : steadyLibrary(family, name);

/** A slim image loses compilers, and nothing else that a package may go by. */
function neededBy({ place, image, installs }: PythonBuild): readonly string[] | string {
  const packages: string[] = [];
  const release = releaseOf(place.stage, image);
  const isLosing = !isSlim(image.tag);
  for (const line of [...installs.requirements, ...installs.implied, ...installs.along]) {
    const linked = isLosing ? linkedWith(line, image.tag) : [];
    const steady = linked.flatMap((name) => ofEveryImage('debian', name) ?? []);
    const byRelease = linked.filter((name) => ofEveryImage('debian', name) === undefined);
    if (byRelease.length > 0 && release === undefined)
      return `${line} is compiled for this Python, with libraries whose names go by the release of Debian, which is not known: a tag can say it`;
    const libraries = librariesFor({ family: 'debian', release }, byRelease);
    if (typeof libraries === 'string') return libraries;
    packages.push(...steady, ...libraries);
    const needs = systemNeeds(line, release);
    if (!('unknown' in needs)) packages.push(...needs.filter((name) => isLosing || broughtByTools.has(name)));
    else if (isLosing || needs.always) return needs.unknown;
  }
  return packages;
}
