import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { isFromElsewhere } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { lineOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import type { Standing } from './standing.ts';

/** What comes from other stages and images, from addresses and out of the file itself, and where in the folder of the project it goes. */
function broughtTo({ place: { file }, steps, folder }: Standing): { step: Step; target: string }[] {
  const isForeign = (step: Step): boolean => isCopy(step.instruction) && isFromElsewhere(step);
  return steps.filter(isForeign).flatMap((step) => {
    const target = copyTarget(step, file.source.escape);
    return target !== undefined && within([folder])(target) ? [{ step, target }] : [];
  });
}

/** What they put there has names that nothing tells. */
export function whyMixed(project: Standing): string | undefined {
  const mixed = broughtTo(project).find(({ target }) => target === project.folder);
  return mixed && `line ${lineOf(project.place.file, mixed.step.instruction.span.start)} brings files from elsewhere`;
}

/** A COPY of a path to itself is right for a file as well. */
export const ofOtherStages = (project: Standing): Taken[] =>
  broughtTo(project).map(({ target }) => ({ path: target, kind: 'folder' }));
