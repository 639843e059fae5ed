import { LOCAL } from '../../../../knowledge/images/image-folders.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { ownsLocal } from '../../artefact/local-folder.ts';
import type { Place } from '../../user/place.ts';
import { listed, placeOf } from '../../wording.ts';
import type { DataFiles } from '../files/data-files.ts';
import { writes } from '../files/writes.ts';
import type { Taken } from '../runtime.ts';
import type { Started } from '../starts/program.ts';
import { callsIn } from '../steps/calls.ts';
import type { Artefacts } from './artefacts.ts';
import { fillsLocal } from './installed-elsewhere.ts';
import type { ReadProject } from './project.ts';

/** What `make install` fills: a folder that comes along whole, as nothing else is in it. */
export type Installed = {
  readonly taken: readonly Taken[];
  readonly holds: (path: string) => boolean;
  /** All that containers start is in there. */
  readonly isAll: boolean;
  /** An archive that is put where sources are unpacked. */
  readonly isMadeOf: (brought: Taken) => boolean;
};

/** Libraries may be in there that a program elsewhere is linked with, and files that a Makefile puts there which can be read. */
export function installedBy({ place: { stage }, folder }: ReadProject, { paths, built }: Artefacts): Installed {
  const local = ownsLocal(stage) && fillsLocal(folder, built) ? [LOCAL] : [];
  const prefixes = [...new Set([...built.prefixes.map(({ prefix }) => prefix), ...local])];
  const holds = within(prefixes);
  const taken = prefixes.map((path): Taken => ({ path, kind: 'folder' }));
  const isMadeOf = ({ path }: Taken): boolean => taken.length > 0 && isForSources(path) && ARCHIVE.test(path);
  return { taken, holds, isAll: paths.every(holds), isMadeOf };
}

const ARCHIVE = /\.(?:t[bgx]z2?|tar(?:\.\w+)?|zip)$/;

/** Nobody can read the sources, and what starts the program names no file of the folder in which it was built. */
export function dataInstalled(
  { read }: ReadProject,
  { programs }: Started,
  { isAll, taken }: Installed,
): DataFiles | undefined {
  const namesNone = programs.every(({ args }) =>
    args.every(({ value, literal }) => literal && !/^(?:[^/-].*[/.]|-[^/]*=[^/])/.test(value)),
  );
  return isAll && namesNone && typeof read === 'string'
    ? { taken, because: `all of ${listed(taken.map(({ path }) => path))}, where its build installs it` }
    : undefined;
}

/** A link in there to where a program is built would lead nowhere. */
export function whyLinkLost(
  place: Place,
  steps: readonly Step[],
  { holds }: Installed,
  kept: (path: string) => boolean,
): string | undefined {
  for (const { command, step, folder } of callsIn(place, steps)) {
    if (toolOf(command) !== 'ln') continue;
    const lost = writes('ln', command, folder)?.find(
      ({ path, to }) => to !== undefined && holds(absolutePath(path, folder ?? '/')) && isForSources(to) && !kept(to),
    );
    if (lost !== undefined)
      return `${placeOf(place, step)} makes the link ${lost.path} to ${lost.to}, which stays behind: copied, it could be split`;
  }
  return undefined;
}

/** Sources that are fetched and unpacked to be built are none of what that installs. */
export function fetchesSources(command: Command): boolean {
  const operands = command.words.slice(1).filter(({ value }) => !/^-|:\/\//.test(value));
  return FETCHERS.has(toolOf(command)) && operands.every(({ value }) => !value.startsWith('/') || isForSources(value));
}

const FETCHERS: ReadonlySet<string> = new Set(
  'bunzip2 bzip2 curl git gpg gunzip gzip md5sum patch sed sha1sum sha256sum sha512sum tar unzip wget xz'.split(' '),
);
/** Where sources of others are unpacked by custom. */
export const isForSources = (path: string): boolean => FOR_SOURCES.test(path);
const FOR_SOURCES = /^\/(?:(?:var\/)?tmp|usr\/(?:local\/)?src|src|build)(?:\/|$)/;
