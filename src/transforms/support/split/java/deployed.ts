import { servers } from '../../../../knowledge/java/programs.ts';
import { rootBase } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import type { Program } from '../starts/program.ts';
import type { Ran } from '../steps/calls.ts';
import { MOVERS, type Origin, originOf } from './artefacts.ts';

/** What commands put where a server takes programs from; or of which of that it is not known where it comes from. */
export function deployedIn(place: Place, ran: readonly Ran[], program: Program): readonly Origin[] | string {
  const root = rootBase(place.stage);
  const server = servers.find(
    ({ image, starts }) => root.kind === 'image' && root.image.name === image && starts.test(program.name),
  );
  if (server === undefined) return [];
  const origins: Origin[] = [];
  for (const path of ran.flatMap((one) => placedIn(one, server.folder))) {
    const origin = originOf(place, ran, path);
    if (origin === undefined) return `where ${path}, which ${program.by} serves, comes from is not known`;
    origins.push(origin);
  }
  return origins;
}

/** Paths in a folder that a command copies or moves something to. */
function placedIn({ command: { words }, tool, folder }: Ran, around: string): string[] {
  const paths = words.slice(1).flatMap(({ value }) => (value.startsWith('-') ? [] : [value]));
  const to = absolutePath(paths.at(-1) ?? '', folder);
  if (!MOVERS.test(tool) || !within([around])(to)) return [];
  return to === around ? paths.slice(0, -1).map((path) => absolutePath(baseName(path), to)) : [to];
}
