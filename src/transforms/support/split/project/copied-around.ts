import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';

/** The folder that a COPY brings all that is around a folder to. */
export function copiedAround({ file }: Pick<Place, 'file'>, steps: readonly Step[], folder: string): string {
  const targets = steps
    .filter(({ instruction }) => isCopy(instruction))
    .flatMap((step) => copyTarget(step, file.source.escape) ?? [])
    .filter((target) => target !== '/' && within([target])(folder));
  return targets.sort((a, b) => a.length - b.length)[0] ?? folder;
}
