import { parentOf, within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import type { Project } from '../project/project.ts';
import type { Taken } from '../runtime.ts';
import type { Started } from '../starts/program.ts';
import type { Artefacts } from './artefacts.ts';
import { programsTold } from './built-beside.ts';
import type { Installed } from './installed-below.ts';

/** The programs that a build makes, as far as no folder that comes along holds them. */
export function programPlaces(place: Place, artefacts: Artefacts, started: Started, { holds }: Installed): Taken[] {
  const told = programsTold(place);
  const isCalledThere = (path: string): boolean =>
    told.has(path) || started.programs.some((program) => program.path === path);
  return [
    ...artefacts.paths.flatMap((path) =>
      holds(path) ? behindLink(artefacts, path) : placesOf(path, started, isCalledThere(path)),
    ),
    ...artefacts.beside.flatMap((path) => (holds(path) ? [] : besidePlaces(path, isCalledThere(path)))),
  ];
}

/** People call it by its bare name where it is on the PATH of the image that builds, which toolchains add their folders to. */
const besidePlaces = (path: string, isCalledThere: boolean): Taken[] => [
  ...(!isOfToolchain(path) || isCalledThere ? [{ path, kind: 'file' } as const] : []),
  ...(isOfToolchain(path) ? [moved(path)] : []),
];

const moved = (path: string): Taken => ({ path: `/usr/local/bin/${baseName(path)}`, from: path, kind: 'file' });

const isOfToolchain = (path: string): boolean => /^\/(?:go|root\/\.cargo|usr\/local\/cargo)\/bin\/[^/]+$/.test(path);

/** A folder that comes along whole has a link to it. */
function behindLink({ built: { programs } }: Artefacts, path: string): Taken[] {
  const link = programs.find((program) => program.path === path && program.isLink);
  const linked = programs.find(({ made, isLink }) => link !== undefined && made === link.made && !isLink);
  return linked === undefined ? [] : [{ path: linked.path, kind: 'file' }];
}

/** A program stays where it is. One that is called by its bare name is looked for, and not where toolchains have theirs. */
function placesOf(path: string, { programs }: Started, isCalledThere: boolean): Taken[] {
  const isSearched = !isOfToolchain(path);
  const isLookedFor = programs.some((program) => program.path === undefined && program.name === baseName(path));
  return [
    ...(isSearched || !isLookedFor || isCalledThere ? [{ path, kind: 'file' } as const] : []),
    ...(isLookedFor && !isSearched ? [moved(path)] : []),
  ];
}

/** A program that is looked for comes to stand elsewhere than the files that it looks for beside itself. */
export function whyAlone(
  programs: readonly Taken[],
  others: readonly Taken[],
  read: Project['sources'],
): string | undefined {
  const moved = programs.find(
    ({ from }) => from !== undefined && others.some(({ path }) => within([parentOf(from)])(path)),
  );
  const asking = moved && typeof read !== 'string' && read.find(({ text }) => ASKS_WHERE_IT_IS.test(text));
  return asking
    ? `${asking.path} asks where the program is, which stands somewhere else where it is looked for: started as ${moved.from}, it could be split`
    : undefined;
}

const ASKS_WHERE_IT_IS = /\bos\.(?:Executable\(|Args\[0\])|\bcurrent_exe\(|\/proc\/self\/exe|\bdladdr\(/;
