import { copyTarget } from '../../../../model/copied-files.ts';
import { within } from '../../../../model/paths.ts';
import type { Place } from '../../user/place.ts';
import type { Taken } from '../runtime.ts';

/** What a COPY gave to somebody stays theirs. */
export function withOwners({ file, stage }: Pick<Place, 'file' | 'stage'>, taken: readonly Taken[]): Taken[] {
  const given = stage.steps.flatMap((step) => {
    const owner = step.instruction.flags.find(({ name }) => name === 'chown')?.value;
    const target = owner === undefined ? undefined : copyTarget(step, file.source.escape);
    return owner === undefined || target === undefined ? [] : [{ owner, holds: within([target]) }];
  });
  return taken.map((one) => {
    const owner = given.findLast(({ holds }) => holds(one.path))?.owner;
    return owner === undefined || one.isNobodys ? one : { ...one, owner };
  });
}
