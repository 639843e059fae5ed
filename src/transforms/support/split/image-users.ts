import { makesUsers } from '../../../knowledge/programs/file-work.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import type { Command } from '../../../shell/script.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';

/** Users that every image of a distribution has. */
const EVERYWHERE = /^(?:\d+|root|nobody|daemon|www-data|)$/;

const MAKES: ReadonlySet<string> = new Set([...makesUsers, 'addgroup', 'groupadd']);

const makingUsers = ({ steps }: Stage): Command[] =>
  steps.flatMap(({ run }) => run?.script.commands ?? []).filter(({ name }) => MAKES.has(name));

function knownIn(stage: Stage): (user: string) => boolean {
  const made = new Set(makingUsers(stage).flatMap(({ words }) => words.slice(1).map(({ value }) => value)));
  return (user) => EVERYWHERE.test(user) || made.has(user);
}

/** Why what steps say of users can not be said of another image than theirs. */
export function whyUsers({ file, stage }: Place, base: string, isOther: boolean): string | undefined {
  const commands = makingUsers(stage);
  const isKnown = knownIn(stage);
  const stranger = stage.steps.find(({ instruction: { keyword, args } }) => {
    const [user = ''] = args.text.split(':');
    return keyword === 'USER' && !isKnown(user);
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
  const isKnown = knownIn(stage);
  const owners = stage.steps.flatMap(({ instruction: { flags } }) => flags.filter(({ name }) => name === 'chown'));
  return owners.some(({ value }) => !value.split(':').every(isKnown));
}
