import { type ImageUser, userOfImage } from '../../../../knowledge/images/image-users.ts';
import { makesUsersOrGroups } from '../../../../knowledge/programs/file-work.ts';
import { rootReference, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { type ImageReference, readImageReference } from '../../../../model/image-reference.ts';
import type { Command } from '../../../../shell/script.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';

/** Users that every image of a distribution has. */
const EVERYWHERE = /^(?:\d+|root|nobody|daemon|www-data|)$/;

const makingUsers = (steps: readonly Step[]): Command[] =>
  steps.flatMap(({ run }) => run?.script.commands ?? []).filter(({ name }) => makesUsersOrGroups.has(name));

/** Users and groups of every image, and those that steps make. */
export function knownIn(steps: readonly Step[]): (user: string) => boolean {
  const made = new Set(makingUsers(steps).flatMap(({ words }) => words.slice(1).map(({ value }) => value)));
  return (user) => EVERYWHERE.test(user) || made.has(user);
}

/** A step makes a user of this name, or with this number. */
export const isMade = ({ steps }: Stage, user: string): boolean =>
  makingUsers(steps).some(({ words }) => words.some(({ value }) => value === user || value.endsWith(`=${user}`)));

/** The group that a user has first which a step makes (useradd(8), adduser(8), loginutils/adduser.c of busybox); undefined where that is not known. */
export function groupOf({ steps }: Stage, user: string): string | undefined {
  const making = makingUsers(steps).filter(({ words }) => words.some(({ value }) => value === user));
  const [made, another] = making.filter(({ name }) => /^(?:adduser|useradd)$/.test(name));
  if (made === undefined || another !== undefined || making.some(({ name }) => name === 'usermod')) return undefined;
  const values = made.words.map(({ value }) => value);
  const isUseradd = made.name === 'useradd';
  const at = values.findIndex((value) => (isUseradd ? /^(?:-g|--gid)$/ : /^(?:-G|--ingroup|--gid)$/).test(value));
  if (at !== -1) return values[at + 1];
  const isOther = isUseradd
    ? values.some((value) => /^(?:-\w*[gN]|--gid=|--no-user-group)/.test(value))
    : values.some((value) => /^(?:-\w*[GS]|--gid=|--ingroup=|--system)/.test(value)) && !values.includes('--group');
  return isOther || values.at(-1) !== user ? undefined : user;
}

/** A step says by which number a user or group is known. */
export const hasNumber = ({ steps }: Stage, name: string): boolean =>
  makingUsers(steps).some(
    ({ name: tool, words }) =>
      words.some(({ value }) => value === name) &&
      words.some(({ value }) =>
        (/^(?:add|group)/.test(tool) ? /^(?:-[gu]|--[gu]id\b)/ : /^(?:-u|--uid\b)/).test(value),
      ),
  );

/** The number that a step gives a user, or a group, where it makes it; undefined where it says none. */
export function numberOf({ steps }: Stage, name: string, kind: 'user' | 'group'): string | undefined {
  const { tools, option } = NUMBERED[kind];
  const [made, another] = makingUsers(steps).filter(
    ({ name: tool, words }) => tools.test(tool) && words.some(({ value }) => value === name),
  );
  const values = another === undefined ? (made?.words ?? []).map(({ value }) => value) : [];
  const at = values.findIndex((value) => option.test(value));
  const number = values[at]?.split('=')[1] ?? values[at + 1];
  return at !== -1 && /^\d+$/.test(number ?? '') ? number : undefined;
}

const NUMBERED = {
  user: { tools: /^(?:adduser|useradd|usermod)$/, option: /^(?:-u$|--uid(?:$|=))/ },
  group: { tools: /^(?:addgroup|groupadd|groupmod)$/, option: /^(?:-g$|--gid(?:$|=))/ },
};

/** The home of a user is made with it, where homes are by custom. */
export const makesHome = ({ steps }: Stage, user: string): boolean =>
  makingUsers(steps).some(({ name, words }) => {
    const values = words.map(({ value }) => value);
    if (
      !values.includes(user) ||
      values.some((value) => /^(?:-\w*[bdhHM]|--(?:base-dir|home|no-create-home))/.test(value))
    )
      return false;
    return name === 'adduser' || values.some((value) => /^(?:-\w*m\w*|--create-home)$/.test(value));
  });

const ownUser = (image: ImageReference | undefined): ImageUser | undefined =>
  image && userOfImage(image.name, image.tag);

/** Why what steps say of users can not be said of another image than theirs. */
export function whyUsers({ file, stage }: Place, base: string, isOther: boolean): string | undefined {
  const commands = makingUsers(stage.steps);
  const isKnown = knownIn(stage.steps);
  const [own, other] = [ownUser(rootReference(stage)), ownUser(readImageReference(base, file.mirrors))];
  const stranger = stage.steps.find(({ instruction: { keyword, args } }) => {
    const [user = ''] = args.text.split(':');
    // Who has a number there has a home there, which a number alone has not.
    const isOwn = user === `${own?.uid}` && own?.uid !== other?.uid;
    return keyword === 'USER' && (!isKnown(user) || isOwn);
  });
  const line = (step: Step): string => `line ${lineOf(file, step.instruction.span.start)}`;
  if (stranger !== undefined)
    return `${line(stranger)} names a user of the image, and whether ${base} has that is not known`;
  if (!isOther) return undefined;
  return firstReason(commands, ({ name, words }) => {
    if (/^add(?:group|user)$/.test(name)) return `${name} may not be in ${base}, which is made of another distribution`;
    // Images of Ubuntu have a user of their own since 23.04.
    return words.some(({ value }) => /^(?:--[ug]id=)?1000$/.test(value))
      ? `${base} may have somebody else with the number 1000`
      : undefined;
  });
}

/** Some users that a COPY gives files to are only known to the image that builds. */
export function hasStrangers({ stage }: Place): boolean {
  const isKnown = knownIn(stage.steps);
  const owners = stage.steps.flatMap(({ instruction: { flags } }) => flags.filter(({ name }) => name === 'chown'));
  return owners.some(({ value }) => !value.split(':').every(isKnown));
}
