import { copyTarget, copyWords } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { relativePath, within } from '../../../../model/paths.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { lineOf } from '../../wording.ts';
import { isOfSystem, programsPut } from '../files/brought-apart.ts';
import { OWN_CERTIFICATES } from '../files/certificates.ts';
import { takenFile } from '../files/taken.ts';
import type { Taken } from '../runtime.ts';

/** Files that COPYs put outside of the folder of the project: one by one where they are named, and never a whole folder of the system. */
export function copiedElsewhere(
  { file }: Place,
  steps: readonly Step[],
  { folder, files }: { readonly folder: string; readonly files: readonly ImageFile[] },
): Taken[] | string {
  const { escape } = file.source;
  const taken: Taken[] = [];
  for (const step of steps.filter(({ instruction }) => isCopy(instruction))) {
    const { instruction } = step;
    const target = copyTarget(step, escape);
    if (target === undefined) return `where line ${lineOf(file, instruction.span.start)} copies to is not known`;
    if (within([folder])(target) || within(['/tmp'])(target)) continue;
    const brought = files.filter((each) => each.step === step);
    const written = copyWords(step, escape);
    const words = written.flatMap((word) => (word === undefined ? [] : [relativePath(word)]));
    const isNamed = brought.length > 0 && brought.every(({ source }) => words.includes(source));
    const found = isNamed ? brought.map(takenFile) : programsPut(step, target, escape);
    const isOpen =
      target !== OWN_CERTIFICATES && (written.at(-1)?.endsWith('/') || /[*?[\\$]/.test(target) || isOfSystem(target));
    if (found === undefined && (isOpen || within([target])(folder)))
      return `line ${lineOf(file, instruction.span.start)} copies files to ${target}, outside of the project, and what the program needs of them is not known`;
    taken.push(...(found ?? [{ path: target, kind: 'folder' } as const]).filter(({ path }) => !within([folder])(path)));
  }
  return taken;
}
