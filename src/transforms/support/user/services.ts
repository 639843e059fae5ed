import type { BuildContext } from '../../../context/build-context.ts';
import type { Service } from '../../../context/services.ts';
import { type Dockerfile, isBuiltOn, type Stage } from '../../../model/dockerfile.ts';
import { absolutePath } from '../../../model/paths.ts';

/** Services of compose files whose containers have the last stage in them. */
export const servicesOf = (file: Dockerfile, context: BuildContext): Service[] =>
  (context.services?.() ?? []).filter(({ target }) => holdsLastStage(file, target));

/** A build of a stage has the last one in it. What the name of a stage can't be told of may be any. */
export function holdsLastStage({ stages }: Dockerfile, target: string | undefined): boolean {
  const last = stages.at(-1);
  const built = stages.findLast(({ name }) => name !== undefined && name === target?.toLowerCase());
  return last === undefined || built === undefined || isBuiltOn(built, last);
}

/** Services of compose files start this stage, by its name. */
export const isStarted = (context: BuildContext, { name }: Stage): boolean =>
  name !== undefined && (context.services?.() ?? []).some(({ target }) => target?.toLowerCase() === name);

/** Folders that volumes are mounted at: these have the owner that the image gives them, as long as they are empty. */
export function volumeTargets(file: Dockerfile, context: BuildContext): string[] {
  const mounts = servicesOf(file, context).flatMap((service) => service.mounts);
  const targets = mounts.filter(({ kind, readOnly }) => kind === 'volume' && !readOnly);
  return [...new Set(targets.map(({ target }) => absolutePath(target, '/')))];
}
