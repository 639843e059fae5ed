import { userOfImage } from '../../../../knowledge/images/image-users.ts';
import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { readImageReference } from '../../../../model/image-reference.ts';
import { within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { isRoot } from '../../user/runs-as.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import { operands } from '../files/writes.ts';
import type { GivenFolder, Runtime, Taken } from '../runtime.ts';
import { callsIn, resolved } from '../steps/calls.ts';
import { setsUp } from '../steps/last-of-build.ts';
import { hasNumber, knownIn, numberOf } from '../system/image-users.ts';
import { withOwners } from './copied.ts';
import { foldersOf } from './folders.ts';
import { type Gift, giftsIn, ofImage } from './gifts.ts';

/** What comes along, with its owner where that is a user; and folders that are theirs before anything is put into them. */
export type Given = { readonly taken: readonly Taken[]; readonly folders: readonly GivenFolder[] };

/**
 * Whose that is which comes along, where steps of a build give files to users or are run by them; or why a copy would not keep it. A copy
 * keeps the owners of what is in a folder, by their numbers, and not that of the folder itself (moby/moby#38599): `--chown` says it of all.
 */
export function givenAlong(place: Place, steps: readonly Step[], runtime: Runtime): Given | string {
  const gifts = giftsIn(place, steps);
  if (typeof gifts === 'string') return gifts;
  if (gifts.length === 0) return { taken: runtime.taken, folders: [] };
  const other = runtime.repeated.find(({ run, state }) => run !== undefined && !isRoot(state.user));
  if (other !== undefined)
    return `${placeOf(place, other)} is run by ${other.state.user}, and the stage that runs would have to do it again as root: above that USER it could be split`;
  const stranger = gifts.find(({ owner }) => !isKnownTo(place, runtime, owner));
  if (stranger !== undefined)
    return `${placeOf(place, stranger.step)} gives files to ${stranger.owner}, and whether ${runtime.base} knows that user is not known`;
  const again = gifts.filter(({ step }) => runtime.repeated.includes(step));
  const early = again.find((gift) => !isThereAgain(place, gift));
  if (early !== undefined)
    return `${placeOf(place, early.step)} makes a user and gives ${early.path} to it: in a RUN of its own behind the build it could be split`;
  const taken: Taken[] = [];
  for (const one of runtime.taken) {
    const owned = ownedBy(place, { steps, gifts, one });
    if (typeof owned === 'string') return owned;
    taken.push(owned);
  }
  const folders = foldersOf(place, { steps, gifts, again, taken });
  return typeof folders === 'string' ? folders : { taken, folders };
}

/** A number, a user of every image or of this one, or one that a step makes which is done in both stages. */
function isKnownTo({ file, stage }: Place, { base, repeated }: Runtime, owner: string): boolean {
  const isThere = knownIn(repeated);
  const { name: image, tag } = readImageReference(base, file.mirrors);
  const [own, other] = [ofImage(stage), userOfImage(image, tag)];
  return owner.split(':').every((name) => isThere(name) || (own?.uid === other?.uid && name === other?.name));
}

/** A RUN that is done again before anything comes along needs what it gives: it makes that itself, or it is there in any case. */
function isThereAgain(place: Place, { step, path }: Gift): boolean {
  const made = callsIn(place, [step]).flatMap((call) =>
    /^(?:mkdir|install)$/.test(toolOf(call.command))
      ? call.command.words.slice(1).map((word) => resolved(place, call, word))
      : [],
  );
  const isMade = made.some((folder) => folder !== undefined && within([path])(folder));
  return isMade || /^\/home\/[^/]+$/.test(path) || path === step.state.workdir;
}

type Owned = { readonly steps: readonly Step[]; readonly gifts: readonly Gift[]; readonly one: Taken };

/** One of what comes along, with the owner that all of it has; or why it has several. */
function ownedBy(place: Place, { steps, gifts, one }: Owned): Taken | string {
  const { path, from = path } = one;
  const first = steps.findIndex((step) => fills(place, step, from));
  const covers = (gift: Gift): boolean => within([gift.path])(from) || makes(gift, from);
  const later = gifts.filter((gift) => gift.at >= first && (covers(gift) || within([from])(gift.path)));
  const whole = later.findLast(
    (gift) =>
      (gift.isDeep || (one.kind === 'file' && gift.path === from)) && covers(gift) && isTheirs(place, gift, from),
  );
  const [copied] = withOwners(place, [one]);
  const owner = whole?.owner ?? copied?.owner;
  const others = later.filter(
    (gift) =>
      within([from])(gift.path) &&
      !(whole?.by === 'chown' && gifts.indexOf(gift) < gifts.indexOf(whole)) &&
      gift.by === 'chown' &&
      (whole !== undefined || gift.path !== from || gift.isDeep),
  );
  const other =
    owner === undefined
      ? others.find((gift) => !isSameNumber(place, gift.owner))
      : others.find(({ owner: other, path: at }) => !(at === from ? isSameUser : isSame)(place, other, owner));
  const byCopy = copied?.owner === undefined || isSameUser(place, copied.owner, owner ?? '');
  if (owner === undefined && other !== undefined)
    return `${placeOf(place, other.step)} gives ${other.path} to ${other.owner.replace(/:0$/, '')}, whose numbers may be others in the stage that runs: with numbers of its own it could be split`;
  if (other !== undefined || !byCopy)
    return `${placeOf(place, (other ?? (whole as Gift)).step)} gives ${other?.path ?? path} to a user, and not all that is there is theirs`;
  if (whole === undefined) return one;
  const { isNobodys: _, ...rest } = one;
  return { ...rest, owner: whole.owner };
}

/** A step names it, and is run by a user: `mkdir /tmp/pages`. */
const makes = ({ step, by }: Gift, path: string): boolean =>
  by === 'user' && operandsOf(step).some((other) => within([other])(path) || within([path])(other));

/** Who runs a step owns what that makes, and not what a COPY brings. */
function isTheirs({ file, stage, context }: Place, { by, path: folder }: Gift, path: string): boolean {
  if (by === 'chown' || within([path])(folder)) return true;
  const files = imageFiles(file, context, stage);
  return typeof files === 'string' || !files.some((one) => within([path])(one.path));
}

/** It puts something there: a COPY, or a RUN that does more than to set users and folders up. */
function fills({ file, stage }: Place, step: Step, path: string): boolean {
  const isNear = (other: string): boolean => within([other])(path) || within([path])(other);
  if (isCopy(step.instruction)) return isNear(copyTarget(step, file.source.escape) ?? path);
  if (step.run === undefined) return false;
  const names = operandsOf(step);
  return (!setsUp(step) && isNear(step.state.workdir ?? startingFolder(stage))) || names.some(isNear);
}

const operandsOf = ({ run }: Step): string[] =>
  (run?.script.commands ?? []).flatMap((command) =>
    toolOf(command) === 'chown' ? [] : operands(command).filter((path) => /^\/[\w.-]+\//.test(path)),
  );

/** A user that has the same number in both stages. */
const isSameNumber = ({ stage }: Place, owner: string): boolean =>
  owner
    .split(':')
    .every((name) => /^(?:\d+|root|www-data)$/.test(name) || name === ofImage(stage)?.name || hasNumber(stage, name));

/** Of a folder itself that is theirs, no group can do more than they can. */
const isSameUser = (place: Place, one: string, other: string): boolean =>
  isSame(place, one.replace(/:.*/, ''), other.replace(/:.*/, ''));

const isSame = ({ stage }: Place, one: string, other: string): boolean => {
  const own = ofImage(stage);
  const number = (name: string, kind: 'user' | 'group'): string =>
    name === own?.name ? `${own.uid}` : (numberOf(stage, name, kind) ?? name);
  const numbered = (owner: string): string => {
    const [user = '', group = user] = owner.split(':');
    return `${number(user, 'user')}:${number(group, 'group')}`;
  };
  return numbered(one) === numbered(other);
};
