import { LOCAL, leavesLocal } from '../../../knowledge/images/image-folders.ts';
import { rootReference, type Stage } from '../../../model/dockerfile.ts';
import { within } from '../../../model/paths.ts';

export const isLocal = within([LOCAL]);

/** All that is in /usr/local comes from the stage and those that it is built on. */
export function ownsLocal(stage: Stage): boolean {
  const image = rootReference(stage);
  return image !== undefined && leavesLocal(image.name);
}
