import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { userOfImage } from '../../../../knowledge/images/image-users.ts';
import { ownerFor } from '../../../../model/chown.ts';
import { rootReference, type Step } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import { variableValue } from '../../../../model/state.ts';
import { expandWord } from '../../../../model/variables.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { foldersMade, type MadeFolders } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { isRoot } from '../../user/runs-as.ts';
import { lastFolder, startingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import { isRecursive, operands } from '../files/writes.ts';
import { type Call, callsIn, resolved } from '../steps/calls.ts';
import { becomes } from '../steps/handed-scripts.ts';
import { groupOf, isMade } from '../system/image-users.ts';

/** A path that somebody owns from a step on: `chown` says so, or they run the step. */
export type Gift = {
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

/** Something is given to a user, or who runs a step is one. */
export const givesFiles = (place: Place, steps: readonly Step[]): boolean => {
  const gifts = giftsIn(place, steps);
  return typeof gifts === 'string' || gifts.length > 0;
};

/** What steps give to users, in their order; or why that is not known. */
export function giftsIn(place: Place, steps: readonly Step[]): Gift[] | string {
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
    const given = givenBy(place, call);
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
  if (instruction.keyword !== 'WORKDIR' || path !== lastFolder(place.stage) || owner === undefined) return [];
  const isThere =
    folderOfAnyImage.test(path) ||
    /^\/home\/[^/]+$/.test(path) ||
    steps.slice(0, at).some((step) => saidBy(step).includes(path)) ||
    steps.slice(0, at + 1).some((step) => within([path])(step.state.workdir ?? '/'));
  return isThere ? [] : [{ owner, path, by: 'chown', isDeep: false }];
}

/** By itself, or on what it is told of by others. */
const gives = (command: Command): boolean =>
  GIVES.test(toolOf(command)) ||
  foldersMade(command)?.owner !== undefined ||
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

type Given = Pick<Gift, 'owner' | 'path' | 'isDeep'>;

/** What a call says; undefined where that is not known. */
function givenBy(place: Place, call: Call): Given[] | undefined {
  const made = foldersMade(call.command);
  if (made !== undefined) return madeFor(place, call, made);
  return toolOf(call.command) === 'chown' ? givenByChown(place, call) : undefined;
}

/** Folders that are made for a user, or get another one: what is in them stays as it is. */
function madeFor(place: Place, call: Call, { owner, paths }: MadeFolders): Given[] | undefined {
  const told = owner === undefined ? undefined : ownerSaid(place, call, owner);
  if (told === undefined) return undefined;
  const given = paths.flatMap((word) => resolved(place, call, word) ?? []);
  return given.length < paths.length ? undefined : given.map((path) => ({ owner: told, path, isDeep: false }));
}

function ownerSaid({ file }: Place, { step }: Call, text: string): string | undefined {
  const written = expandWord(text, file.source.escape, (name) => variableValue(step.state, name));
  return written && ownerFor(written.replaceAll(/^"|"$/g, ''));
}

function givenByChown(place: Place, call: Call): Given[] | undefined {
  const words = call.command.words.slice(call.command.words.findIndex(({ value }) => value === 'chown') + 1);
  const options = words.filter(({ value }) => value.startsWith('-'));
  const [spec, ...targets] = words.filter((word) => !options.includes(word));
  const owner = spec && (spec.literal ? ownerFor(spec.value) : ownerSaid(place, call, spec.text));
  const paths = targets.flatMap((word) => (/[*?[]/.test(word.value) ? [] : (resolved(place, call, word) ?? [])));
  if (!owner || paths.length < Math.max(1, targets.length)) return undefined;
  if (!options.every(({ value }) => PLAIN_OPTION.test(value))) return undefined;
  return paths.map((path) => ({ owner, path, isDeep: isRecursive({ words: options }) }));
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

/** The user that the image of a stage brings. */
export const ofImage = (stage: Place['stage']): ReturnType<typeof userOfImage> => {
  const image = rootReference(stage);
  return image && userOfImage(image.name, image.tag);
};
