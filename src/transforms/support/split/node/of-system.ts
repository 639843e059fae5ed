import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { wrappers } from '../../../../knowledge/programs/wrappers.ts';
import { rootImage, type Stage } from '../../../../model/dockerfile.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Program } from '../starts/program.ts';

/** A program that is none of its packages, as it is known from the system or starts what follows. */
export function isOfSystem(stage: Stage, { name, path }: Program): boolean {
  const family = rootImage(stage)?.family;
  if (Object.hasOwn(wrappers, baseName(name))) return true;
  return (
    (path === undefined || /^(?:\/usr)?\/s?bin\//.test(path)) &&
    family !== undefined &&
    packageOfProgram(family, baseName(name)) !== undefined
  );
}
