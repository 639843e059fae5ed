import { leavesLocal } from '../../../knowledge/images/image-folders.ts';
import { rootBase, type Stage } from '../../../model/dockerfile.ts';

/** All that is in /usr/local comes from the stage and those that it is built on. */
export function ownsLocal(stage: Stage): boolean {
  const base = rootBase(stage);
  return base.kind === 'image' && leavesLocal(base.image.name);
}
