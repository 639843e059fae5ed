import { copyTarget } from '../../../model/copied-files.ts';
import { homeOf, type Step } from '../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import type { Place } from '../user/place.ts';
import { callsIn } from './calls.ts';
import type { Taken } from './runtime.ts';
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

/** The last that is done with it is to take it away. */
export function isGoneAtLast(place: Place, steps: readonly Step[], path: string): boolean {
  const { file, stage } = place;
  for (const step of steps.toReversed()) {
    const target = isCopy(step.instruction) ? copyTarget(step, file.source.escape, homeOf(stage)) : undefined;
    if (target !== undefined && (within([target])(path) || within([path])(target))) return false;
    const last = callsIn(place, [step]).findLast(({ command, folder }) =>
      command.words
        .slice(1)
        .some(
          ({ value }) => (value.startsWith('/') || folder !== undefined) && absolutePath(value, folder ?? '/') === path,
        ),
    );
    if (last !== undefined) return toolOf(last.command) === 'rm' && last.command.nesting.length === 0;
  }
  return false;
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
