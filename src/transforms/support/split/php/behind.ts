import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { escaped } from '../../../../syntax/text.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { firstReason } from '../../user/first-reason.ts';
import { placeOf } from '../../wording.ts';
import type { Build, Taken } from '../runtime.ts';
import { callsIn } from '../steps/calls.ts';
import { pathsOf } from './paths.ts';

/** Steps behind the build that work on what it leaves where nothing is taken from; `repeated` are those that both stages have. */
export function whyBehind(
  { place, steps, behind }: Build,
  taken: readonly Taken[],
  repeated: readonly Step[],
): string | undefined {
  const brought = behind
    .filter(({ instruction }) => isCopy(instruction))
    .flatMap((step) => copyTarget(step, place.file.source.escape) ?? []);
  const isThere = (path: string): boolean =>
    within([...taken.map((one) => one.path), ...brought])(path) || brought.some(within([path]));
  const text = steps
    .filter((step) => !repeated.includes(step) && (isRun(step) || isCopy(step.instruction)))
    .map(saidBy)
    .join('\n');
  const isSaid = (path: string): boolean => new RegExp(`(?<![\\w./-])${escaped(path)}(?![\\w/-])`).test(text);
  return firstReason(behind.filter(isRun), (step) => {
    const paths = callsIn(place, [step]).flatMap((ran) => pathsOf(ran).filter((path) => path !== undefined));
    const lost = paths.find(
      (path) => path.length > 1 && !isThere(path) && (isSaid(path) || path.startsWith('/usr/src/')),
    );
    return lost && `${placeOf(place, step)} works on ${lost}, which stays with the build`;
  });
}
