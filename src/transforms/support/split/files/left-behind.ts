import { packageManagers } from '../../../../knowledge/package-managers.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import type { Command } from '../../../../shell/script.ts';
import { escaped } from '../../../../syntax/text.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { type Place, textAt } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import { makesUser } from '../steps/last-of-build.ts';
import { shown, type ValueOf } from './left-by-command.ts';
import { isInstaller, leftByRun } from './left-by-run.ts';
import { type LeftPath, linksAmong } from './links-left.ts';
import { WANTED_LOCALES } from './locales.ts';
import { isGoneAtLast } from './removed.ts';

/** What steps of the build leave that the program may need beside what the build makes. */
export type Left = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

const plainValue: ValueOf = ({ literal, value }) => (literal ? value : undefined);

/** Of no use to a program that runs later, wherever it is; but for a folder there which is made, and nothing else is said of. */
const isScratch = within([
  ...['/tmp', '/var/tmp', '/dev', '/root/.cache', '/var/cache', '/var/lib/apt', WANTED_LOCALES],
  // A builder lends them to each RUN, and takes them back.
  ...['/etc/hosts', '/etc/resolv.conf', '/proc', '/sys'],
  ...packageManagers.apt.downloadSettings,
]);

/**
 * What the steps up to the last of a build leave beside what is kept anyway; or why that is not known. `builds` are the programs of the
 * toolchain, which leave what they make where the ecosystem says.
 */
export function leftBehind(
  place: Place,
  steps: readonly Step[],
  builds: (command: Command) => boolean,
  kept: (path: string) => boolean,
  valueOf: ValueOf = plainValue,
): Left | string {
  const found: LeftPath[] = [];
  const repeated: Step[] = [];
  for (const step of steps.filter(isRun)) {
    const { script } = step.run;
    if (script.opaque !== undefined) return `what ${placeOf(place, step)} leaves is not known: ${script.opaque}`;
    if (isInstaller(script)) continue;
    if (makesUser(step)) {
      repeated.push(step);
      continue;
    }
    const left = leftByRun(place, { step, steps }, builds, valueOf);
    if (typeof left === 'string') return left;
    const isForLater = (one: LeftPath): boolean =>
      !isScratch(one.path) || (one.kind === 'folder' && isNamedOnce(place, one));
    found.push(...left.filter((one) => isForLater(one) && !kept(one.path)));
  }
  const unsure = found.find((one) => one.unsure !== undefined);
  if (unsure?.unsure !== undefined)
    return `${placeOf(place, unsure.step)}: ${JSON.stringify(shown(unsure.step.run.script.text, unsure.unsure))} may fail, where the build goes on, and leave no ${unsure.path}`;
  const changed = found.find((one) => isUnknown(place, one, found));
  if (changed !== undefined)
    return `${placeOf(place, changed.step)} says what may be done in ${changed.path}, and what is there is not known`;
  const linked = linksAmong(place, found, kept);
  if (typeof linked === 'string') return linked;
  const taken = found.filter((one) => !linked.links.includes(one) && !isGoneAtLast(place, steps, one.path));
  const isFirst = ({ path }: Taken, index: number): boolean =>
    taken.findIndex((other) => other.path === path) === index;
  return {
    taken: taken.filter(isFirst).map(({ path, kind, isNobodys }) => ({ path, kind, ...(isNobodys && { isNobodys }) })),
    repeated: steps.filter((step) => repeated.includes(step) || linked.steps.has(step)),
  };
}

/** It may be a folder, and nothing tells of what. */
const isUnknown = (place: Place, { path, kind, isChanged }: LeftPath, found: readonly LeftPath[]): boolean =>
  isChanged === true &&
  kind === 'folder' &&
  textAt(place, path) === undefined &&
  found.every((other) => other.isChanged || !within([other.path])(path));

/** No other step of the stage works there. */
function isNamedOnce({ stage }: Place, { path }: LeftPath): boolean {
  const texts = stage.steps.map(saidBy);
  return texts.join('\n').split(new RegExp(`${escaped(path)}(?![\\w.-])`)).length === 2;
}
