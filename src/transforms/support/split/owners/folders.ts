import type { Step } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import type { Place } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import type { GivenFolder, Taken } from '../runtime.ts';
import { makesHome } from '../system/image-users.ts';
import { type Gift, ofImage } from './gifts.ts';

/** What is given by steps, and by those that are done again; and what comes along. */
type Along = {
  readonly steps: readonly Step[];
  readonly gifts: readonly Gift[];
  readonly again: readonly Gift[];
  readonly taken: readonly Taken[];
};

/** Folders around what comes along, and the one that containers start in, which no COPY gives away; or what else is given. */
export function foldersOf(place: Place, along: Along): GivenFolder[] | string {
  const folders = new Map<string, string>();
  for (const gift of along.gifts.filter((one) => !along.again.includes(one))) {
    const found = gift.by === 'user' ? foldersOfUser(place, gift, along) : foldersGiven(place, gift, along);
    if (typeof found === 'string') return found;
    for (const path of found) if (gift.by === 'chown' || !folders.has(path)) folders.set(path, gift.owner);
  }
  return [...folders]
    .map(([path, owner]) => ({ path, owner }))
    .filter((folder) => folder.path !== '/' && !isHome(place, folder))
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** Who makes a user makes its home as well, and gives it to that user. */
function isHome({ stage }: Place, { path, owner }: GivenFolder): boolean {
  const [user = ''] = owner.split(':');
  return path === `/home/${user}` && (user === ofImage(stage)?.name || makesHome(stage, user));
}

/** Who installs packages in a folder may write to it. */
const foldersOfUser = (place: Place, { path }: Gift, { again }: Along): string[] =>
  path === lastFolder(place.stage) && !again.some((one) => one.path === path) ? [path] : [];

function foldersGiven(place: Place, { path, isDeep, step }: Gift, { steps, taken }: Along): string[] | string {
  const start = lastFolder(place.stage);
  const isAround = within([path]);
  const below = isDeep && isAround(start) ? [start] : [];
  const own = taken.find((one) => one.path === path);
  const isInside = taken.some((one) => one !== own && within([one.path])(path));
  const isCopied = own?.owner !== undefined && !isAround(start);
  if (isInside || isCopied) return [];
  if (own?.kind === 'file') return `${placeOf(place, step)} gives ${path} to a user, which a copy would not keep`;
  if (isAround(start) || taken.some((one) => isAround(one.path))) return [path, ...below];
  const workshops = steps.flatMap(({ run, state }) => (run && state.workdir) ?? []).filter((at) => at !== '/');
  return within(workshops)(path) || workshops.some(isAround) || /^\/(?:home\/[^/]+|tmp)(?:\/|$)/.test(path)
    ? []
    : `${placeOf(place, step)} gives ${path} to a user, which the stage that runs would not have done`;
}
