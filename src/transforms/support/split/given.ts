import { folderOfAnyImage } from '../../../knowledge/images/image-folders.ts';
import { userOfImage } from '../../../knowledge/images/image-users.ts';
import { ownerFor } from '../../../model/chown.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { rootBase, type Step } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { readImageReference } from '../../../model/image-reference.ts';
import { within } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import { isRoot } from '../user/runs-as.ts';
import { startingFolder } from '../user/working-folder.ts';
import { placeOf } from '../wording.ts';
import { type Call, callsIn, resolved } from './calls.ts';
import { becomes } from './handed-scripts.ts';
import { groupOf, hasNumber, isMade, knownIn, makesHome } from './image-users.ts';
import { setsUp } from './last-of-build.ts';
import { withOwners } from './owners.ts';
import type { GivenFolder, Runtime, Taken } from './runtime.ts';
import { operands } from './writes.ts';

/** What comes along, with its owner where that is a user; and folders that are theirs before anything is put into them. */
export type Given = { readonly taken: readonly Taken[]; readonly folders: readonly GivenFolder[] };

/** A path that somebody owns from a step on: `chown` says so, or they run the step. */
type Gift = {
  readonly step: Step;
  readonly at: number;
  readonly owner: string;
  readonly path: string;
  readonly by: 'chown' | 'user';
  /** With all that is in it. */
  readonly isDeep: boolean;
};

/** As a step says it. */
type Own = Omit<Gift, 'step' | 'at'>;

/**
 * Whose that is which comes along, where steps of a build give files to users or are run by them; or why a copy would not keep it. A copy
 * keeps the owners of what is in a folder, by their numbers, and not that of the folder itself (moby/moby#38599): `--chown` says it of all.
 */
export function givenAlong(place: Place, steps: readonly Step[], runtime: Runtime): Given | string {
  const gifts = giftsIn(place, steps);
  if (typeof gifts === 'string') return gifts;
  if (gifts.length === 0) return { taken: runtime.taken, folders: [] };
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

/** Something is given to a user, or who runs a step is one. */
export const givesFiles = (place: Place, steps: readonly Step[]): boolean => giftsIn(place, steps).length > 0;

function giftsIn(place: Place, steps: readonly Step[]): Gift[] | string {
  const gifts: Gift[] = [];
  for (const [at, step] of steps.entries()) {
    const own = step.run === undefined ? folderMade(place, steps, at) : givenByRun(place, step, step.run);
    if (typeof own === 'string') return own;
    gifts.push(...own.map((gift) => ({ ...gift, step, at })));
  }
  return gifts;
}

/** What its calls of `chown` give, and what they make who run it. */
function givenByRun(place: Place, step: Step, { script }: RunStep['run']): Own[] | string {
  const gifts: Own[] = [];
  for (const call of callsIn(place, [step]).filter(({ command }) => gives(command) && !isOfRoot(place, command))) {
    const given = toolOf(call.command) === 'chown' ? givenBy(place, call) : undefined;
    if (given === undefined)
      return `${placeOf(place, step)} gives files to a user, and which, or to whom, is known only when it runs`;
    gifts.push(...given.map((one) => ({ ...one, by: 'chown' }) as const));
  }
  const user = becomes(script) ?? (isRoot(step.state.user) ? undefined : step.state.user);
  if (user === undefined) return gifts;
  const owner = ownerOf(place, user);
  if (owner === undefined)
    return `${placeOf(place, step)} is run by ${user}, whose files a copy from another stage would not keep, as the group of that user is not known`;
  return [...gifts, { owner, path: step.state.workdir ?? startingFolder(place.stage), by: 'user', isDeep: true }];
}

/** WORKDIR gives the folder that it makes to who runs the steps behind it (BuildKit); nothing where it makes none, or none of use. */
function folderMade(place: Place, steps: readonly Step[], at: number): Own[] {
  const { instruction, state } = steps[at] as Step;
  const path = steps[at + 1]?.state.workdir;
  const owner = isRoot(state.user) ? undefined : ownerOf(place, state.user ?? '');
  if (instruction.keyword !== 'WORKDIR' || path !== startOf(place) || owner === undefined) return [];
  const isThere =
    folderOfAnyImage.test(path) ||
    /^\/home\/[^/]+$/.test(path) ||
    steps.slice(0, at).some(({ instruction: { args } }) => args.text.includes(path)) ||
    steps.slice(0, at + 1).some((step) => within([path])(step.state.workdir ?? '/'));
  return isThere ? [] : [{ owner, path, by: 'chown', isDeep: false }];
}

/** By itself, or on what it is told of by others. */
const gives = (command: Command): boolean =>
  GIVES.test(toolOf(command)) ||
  (/^(?:find|xargs)$/.test(toolOf(command)) && command.words.some(({ value }) => GIVES.test(value)));

const GIVES = /^(?:chgrp|chown)$/;

/** `chgrp -R 0 .`, where nothing of it was anybody else's: for clusters that start containers with any number and the group of root. */
const isOfRoot = ({ stage }: Place, command: Command): boolean =>
  toolOf(command) === 'chgrp' &&
  /^(?:0|root)$/.test(operands(command)[0] ?? '') &&
  stage.steps.every(
    ({ instruction: { flags }, run, state }) =>
      flags.every(({ name }) => name !== 'chown') &&
      (run === undefined || (isRoot(state.user) && run.script.commands.every(({ name }) => name !== 'chown'))),
  );

const PLAIN_OPTION = /^(?:-[Rcfhv]+|--(?:changes|quiet|recursive|silent|verbose))$/;

/** What a call of `chown` says; undefined where that is not known. */
function givenBy(place: Place, call: Call): Pick<Gift, 'owner' | 'path' | 'isDeep'>[] | undefined {
  const words = call.command.words.slice(call.command.words.findIndex(({ value }) => value === 'chown') + 1);
  const options = words.filter(({ value }) => value.startsWith('-'));
  const [spec, ...targets] = words.filter((word) => !options.includes(word));
  const lookup = (name: string): string | undefined => variableValue(call.step.state, name);
  const written = spec && (spec.literal ? spec.value : expandWord(spec.text, place.file.source.escape, lookup));
  const owner = written && ownerFor(written.replaceAll(/^"|"$/g, ''));
  const paths = targets.flatMap((word) => (/[*?[]/.test(word.value) ? [] : (resolved(place, call, word) ?? [])));
  if (!owner || paths.length < Math.max(1, targets.length)) return undefined;
  if (!options.every(({ value }) => PLAIN_OPTION.test(value))) return undefined;
  const isDeep = options.some(({ value }) => /^-\w*R|^--recursive/.test(value));
  return paths.map((path) => ({ owner, path, isDeep }));
}

/** A user with the group that its files get. */
function ownerOf({ stage }: Place, user: string): string | undefined {
  const [name = '', group] = user.split(':');
  if (!/^[\w-]+(?::[\w-]+)?$/.test(user)) return undefined;
  if (group !== undefined) return user;
  const own = ofImage(stage);
  if (own !== undefined && (name === own.name || name === `${own.uid}`))
    return name === own.name ? `${name}:${name}` : `${own.uid}:${own.gid}`;
  const made = groupOf(stage, name);
  // A number that nobody is known by has the group of root.
  return /^\d+$/.test(name) && !isMade(stage, name) ? `${name}:0` : made && `${name}:${made}`;
}

const ofImage = (stage: Place['stage']): ReturnType<typeof userOfImage> => {
  const base = rootBase(stage);
  return base.kind === 'image' ? userOfImage(base.image.name, base.image.tag) : undefined;
};

/** A number, a user of every image or of this one, or one that a step makes which is done in both stages. */
function isKnownTo({ stage }: Place, { base, repeated }: Runtime, owner: string): boolean {
  const isThere = knownIn(repeated);
  const { name: image, tag } = readImageReference(base);
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
  const later = gifts.filter((gift) => gift.at >= first && (within([gift.path])(from) || within([from])(gift.path)));
  const whole = later.findLast(
    (gift) => (gift.isDeep || one.kind === 'file') && within([gift.path])(from) && isTheirs(place, gift, from),
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
  const numbered = (owner: string): string => {
    const [user = '', group = user] = owner.split(':').map((name) => (name === own?.name ? `${own.uid}` : name));
    return `${user}:${group}`;
  };
  return numbered(one) === numbered(other);
};

type Along = {
  readonly steps: readonly Step[];
  readonly gifts: readonly Gift[];
  readonly again: readonly Gift[];
  readonly taken: readonly Taken[];
};

/** Folders around what comes along, and the one that containers start in, which no COPY gives away; or what else is given. */
function foldersOf(place: Place, along: Along): GivenFolder[] | string {
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

const startOf = ({ stage }: Place): string => stage.end.workdir ?? startingFolder(stage);

/** Who installs packages in a folder may write to it. */
const foldersOfUser = (place: Place, { path }: Gift, { again }: Along): string[] =>
  path === startOf(place) && !again.some((one) => one.path === path) ? [path] : [];

function foldersGiven(place: Place, { path, isDeep, step }: Gift, { steps, taken }: Along): string[] | string {
  const start = startOf(place);
  const isAround = within([path]);
  const below = isDeep && isAround(start) ? [start] : [];
  const own = taken.find((one) => one.path === path);
  const isInside = taken.some((one) => one !== own && within([one.path])(path));
  const isCopied = own?.owner !== undefined && !isAround(start);
  if (isInside || isCopied) return [];
  if (own?.kind === 'file') return `${placeOf(place, step)} gives ${path} to a user, which a copy would not keep`;
  if (isAround(start) || taken.some((one) => isAround(one.path))) return [path, ...below];
  const isOfProject = within(
    steps.flatMap(({ run, state }) => (run && state.workdir) ?? []).filter((at) => at !== '/'),
  );
  return isOfProject(path) || /^\/(?:home\/[^/]+|tmp)(?:\/|$)/.test(path)
    ? []
    : `${placeOf(place, step)} gives ${path} to a user, which the stage that runs would not have done`;
}
