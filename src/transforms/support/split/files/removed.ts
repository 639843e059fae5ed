import { copyTarget } from '../../../../model/copied-files.ts';
import { homeOf, type Step } from '../../../../model/dockerfile.ts';
import { imageFiles } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { foldersUp } from '../../artefact/build-call.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Build, Taken } from '../runtime.ts';
import { callsIn } from '../steps/calls.ts';
import { operands } from './writes.ts';

/** What steps take away for good, once all files are there. */
export function removedAtLast(place: Place, steps: readonly Step[]): string[] {
  const rest = steps.slice(steps.findLastIndex(({ instruction }) => isCopy(instruction)) + 1);
  return callsIn(place, rest).flatMap(({ command, folder }) => {
    if (toolOf(command) !== 'rm' || command.nesting.length > 0) return [];
    const paths = command.words.slice(1).filter(({ value, literal }) => literal && !/^-|[*?[]/.test(value));
    return paths.flatMap(({ value }) =>
      value.startsWith('/') || folder !== undefined ? [absolutePath(value, folder ?? '/')] : [],
    );
  });
}

/** The last that is done with it is to take it away, or to give it another name. */
export function isGoneAtLast(place: Place, steps: readonly Step[], path: string): boolean {
  const files = imageFiles(place.file, place.context, place.stage);
  const isBroughtBy = (step: Step): boolean =>
    typeof files === 'string'
      ? mayBring(place, step, path)
      : files.some((file) => file.step === step && within([path])(file.path));
  for (const step of steps.toReversed()) {
    if (isCopy(step.instruction) && isBroughtBy(step)) return false;
    const last = callsIn(place, [step]).findLast(({ command, folder }) => namesPath(command, folder, path));
    if (last !== undefined) return takesAway(last.command, last.folder, path);
  }
  return false;
}

/**
 * Without what COPYs bring for the build alone, such as keys: a COPY of what is not there any more fails. In folders that the build works
 * in, what is taken away may be made anew.
 */
export function withoutRemoved({ place, steps }: Pick<Build, 'place' | 'steps'>, taken: readonly Taken[]): Taken[] {
  const files = imageFiles(place.file, place.context, place.stage);
  const isWorkedIn = within(
    steps.flatMap(({ run, state: { workdir = '/' } }) => (run && workdir !== '/' ? [workdir] : [])),
  );
  const isGone = (path: string): boolean => foldersUp(path).some((each) => isGoneAtLast(place, steps, each));
  const isBrought = (path: string): boolean =>
    typeof files !== 'string' && files.some((file) => within([path])(file.path));
  return taken.filter(({ path, kind }) => {
    const isLeft = kind === 'folder' ? isLeftForGood(place, steps, path) : !isWorkedIn(path);
    return !(isLeft && isBrought(path) && isGone(path));
  });
}

/** No step works in a folder once one has taken it away. */
function isLeftForGood(place: Place, steps: readonly Step[], path: string): boolean {
  const last = steps.findLastIndex((step) =>
    callsIn(place, [step]).some(({ command, folder }) => namesPath(command, folder, path)),
  );
  return steps.slice(last + 1).every(({ state: { workdir = '/' } }) => !within([path])(workdir));
}

/** Whether it is there in the end is known only when it is built. */
export function whyMaybeRemoved(
  { place, steps }: Pick<Build, 'place' | 'steps'>,
  taken: readonly Taken[],
): string | undefined {
  const calls = callsIn(place, steps).filter(({ command }) => toolOf(command) === 'rm' && command.nesting.length > 0);
  return firstReason(calls, ({ command, folder, step }) => {
    const gone = taken.find(
      ({ path, kind }) => kind === 'file' && foldersUp(path).some((each) => namesPath(command, folder, each)),
    );
    return gone && `${placeOf(place, step)} may take ${gone.path} away, and a COPY of what is not there fails`;
  });
}

function mayBring({ file, stage }: Place, step: Step, path: string): boolean {
  const target = copyTarget(step, file.source.escape, homeOf(stage));
  return target !== undefined && (within([target])(path) || within([path])(target));
}

/** `/root/.ssh/*` stands for the folder as well. */
const isPath = (word: string, folder: string | undefined, path: string): boolean =>
  (word.startsWith('/') || folder !== undefined) && absolutePath(word.replace(/\/\*$/, ''), folder ?? '/') === path;

const namesPath = ({ words, redirects }: Command, folder: string | undefined, path: string): boolean =>
  [...words.slice(1), ...redirects.flatMap(({ target }) => target ?? [])].some(({ value }) =>
    isPath(value, folder, path),
  );

function takesAway(command: Command, folder: string | undefined, path: string): boolean {
  const tool = toolOf(command);
  const isTarget = isPath(command.words.at(-1)?.value ?? '', folder, path);
  return command.nesting.length === 0 && (tool === 'rm' || (tool === 'mv' && !isTarget));
}

/** Settings of the system that steps take away, and that its packages would bring again. */
export function removedSettings(place: Place, steps: readonly Step[]): string[] {
  const removed = callsIn(place, steps).flatMap(({ command, folder = '' }) =>
    toolOf(command) === 'rm' ? operands(command).map((path) => absolutePath(path, folder)) : [],
  );
  return [...new Set(removed)].filter((path) => /^\/etc(?!\/apt\b)(?:\/[\w@+.,*?-]+)+$/.test(path));
}

/** A COPY of what is not there any more fails. */
export function whyRemoved(steps: readonly Step[], taken: readonly Taken[]): string | undefined {
  const removed = new Set(
    steps.flatMap(({ run }) =>
      (run?.script.commands ?? []).flatMap(({ name, words }) =>
        /^(?:rm|unlink|mv)$/.test(name) ? words.slice(1).map(({ value }) => baseName(value)) : [],
      ),
    ),
  );
  const gone = taken.find(({ path }) => removed.has(baseName(path)));
  return gone && `${gone.path} is brought, and removed or moved by a step of the build`;
}
