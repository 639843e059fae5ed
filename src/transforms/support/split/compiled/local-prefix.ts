import { worksOnSources } from '../../../../knowledge/compiled/build-commands.ts';
import { fetchedSources, goesToLocal } from '../../../../knowledge/compiled/configured-projects.ts';
import { LOCAL } from '../../../../knowledge/images/image-folders.ts';
import { toolchainInstallers } from '../../../../knowledge/packages/toolchain-installers.ts';
import { makesUsersOrGroups } from '../../../../knowledge/programs/file-work.ts';
import { broughtTo } from '../../../../model/brought-files.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { foldersUp } from '../../artefact/build-call.ts';
import { buildFiles } from '../../artefact/build-files.ts';
import { isLocal } from '../../artefact/local-folder.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import { isGoneAtLast } from '../files/removed.ts';
import type { Project } from '../project/project.ts';
import type { Build } from '../runtime.ts';
import { callsIn } from '../steps/calls.ts';
import { bringsLibraries } from '../system/runtime-base.ts';
import type { Artefacts } from './artefacts.ts';
import { c } from './c.ts';

/** Why it is not known that all which a build installs is below its prefixes, or why one of them has more than that. */
export const whyNoPrefix = (build: Build, project: Project, artefacts: Artefacts): string | undefined =>
  artefacts.built.prefixes.length === 0
    ? undefined
    : (whyUnsure(build, artefacts) ??
      whyLinked(build, artefacts) ??
      whyBeside(project, artefacts) ??
      whyCrowded(build, artefacts));

/** Sources that nobody can read install where they like: /usr/local is the custom, and something has to say that they go by it. */
function whyUnsure({ place, started }: Build, { built: { prefixes } }: Artefacts): string | undefined {
  const unsure = prefixes.filter(({ isSaid, isRead }) => !isSaid && !isRead);
  const [first, another] = unsure;
  if (first === undefined) return undefined;
  const urls = place.stage.steps.flatMap((step) => saidBy(step).match(fetchedSources) ?? []);
  if (urls.length >= unsure.length && urls.every(goesToLocal)) return undefined;
  const isNamed =
    started.programs.some(({ path }) => path !== undefined && isLocal(path) && !isPutThere(place, path)) ||
    place.stage.steps.some(
      ({ instruction: { keyword, args } }) => keyword === 'ENV' && NAMES_LIBRARIES.test(args.text),
    );
  return another === undefined && isNamed
    ? undefined
    : `where ${placeOf(place, first.step)} installs is up to its sources: with ${LOCAL} as its prefix, said on its command line, it could be split`;
}

/** By a COPY, or a command that names it. */
const isPutThere = (place: Place, path: string): boolean =>
  broughtTo(place.file, place.context, place.stage, undefined, path) !== undefined ||
  callsIn(place, place.stage.steps).some(
    ({ command }) =>
      PUTS.test(toolOf(command)) && command.words.some(({ value }) => baseName(value) === baseName(path)),
  );

const PUTS = /^(?:chmod|cp|curl|install|ln|mv|wget)$/;

const NAMES_LIBRARIES = /\/usr\/local\/lib(?:\/pkgconfig)?(?![\w/])/;

/** An image that brings libraries to link with: which of them sources are linked with that nobody can read, is not known. */
function whyLinked({ place }: Build, { built: { prefixes } }: Artefacts): string | undefined {
  const there = rootImage(place.stage)?.packages.find((name) => name !== 'libc6-dev' && bringsLibraries(name));
  const unread = there === undefined ? undefined : prefixes.find(({ isRead }) => !isRead);
  return (
    unread &&
    `what ${placeOf(place, unread.step)} installs may be linked with libraries of its image, such as that of ${there}: on an image without them it could be split`
  );
}

/** Makefile.am, and what of it is put elsewhere: a folder that goes by no prefix, or a command that names one. */
function whyBeside({ sent }: Project, { built: { prefixes } }: Artefacts): string | undefined {
  const isInside = within(prefixes.map(({ prefix }) => prefix));
  for (const { path, text } of buildFiles(sent)) {
    if (!/akefile\.(?:am|in)$/.test(path)) continue;
    if (MAKES_USERS.test(text)) return `${path} makes a user or a group, which a smaller image has not`;
    const [stray] = [...text.matchAll(PUTS_ELSEWHERE)].flatMap(([, folder = '']) => (isInside(folder) ? [] : [folder]));
    if (stray !== undefined) return `${path} installs into ${stray}, which the program may read`;
  }
  return undefined;
}

const MAKES_USERS = new RegExp(`^\\t.*\\b(?:${[...makesUsersOrGroups].join('|')})\\b`, 'm');
const PUTS_ELSEWHERE =
  /^(?:\w+dir\s*[:?]?=\s*|\t.*(?:cp|install|INSTALL\w*|ln|MKDIR_P|mkdir|mv|touch)\b.*[\s"'})])(?<!prefix[)}])(\/(?:etc|home|opt|srv|usr|var)\b[\w./-]*)/gm;

/** Sources that are built in there, or a toolchain, would come along. */
function whyCrowded({ place, steps }: Build, { built: { commands, prefixes } }: Artefacts): string | undefined {
  if (!prefixes.some(({ prefix }) => prefix === LOCAL)) return undefined;
  const isGone = (folder: string): boolean => foldersUp(folder).some((path) => isGoneAtLast(place, steps, path));
  const building = commands.find(
    ({ command, folder }) => folder !== undefined && isLocal(folder) && builds(toolOf(command)) && !isGone(folder),
  );
  if (building !== undefined)
    return `${placeOf(place, building.step)} builds in ${building.folder}, and all of ${LOCAL} would come along: built elsewhere, such as in /usr/src, it could be split`;
  const isInstaller = steps.some((step) => toolchainInstallers.test(saidBy(step)));
  const home = isInstaller ? steps.find((step) => IS_HOME.test(saidBy(step))) : undefined;
  return (
    home &&
    `${placeOf(place, home)} has a toolchain in ${LOCAL}, all of which would come along: elsewhere, it could be split`
  );
}

const builds = (tool: string): boolean => c.tools.has(tool) || worksOnSources.has(tool);

const IS_HOME = /\b\w+_(?:DIR|HOME)[= ]["']?\/usr\/local\//;
