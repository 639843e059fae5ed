import { whyImageNeedsRoot } from '../../../knowledge/root-needs.ts';
import { rootBase, type Stage } from '../../../model/dockerfile.ts';
import { whoBuildsOn } from './dependents.ts';
import { whyBuiltForRoot } from './left-to-root.ts';
import { lowPort } from './low-ports.ts';
import type { Place } from './place.ts';
import { whyPlatformNeedsRoot } from './platforms.ts';

/** Why the image that a stage is built on has to start as root, whatever is done to it. */
export function whyImage(stage: Stage): string | undefined {
  const base = rootBase(stage);
  return base.kind === 'image' ? whyImageNeedsRoot(base.image.name, base.image.tag) : undefined;
}

/** Why containers of a stage may need root, as far as its own instructions tell. */
export function whyNeedsRoot(place: Place): string | undefined {
  const port = place.settings.lowPorts ? undefined : lowPort(place.file, place.stage);
  return port === undefined
    ? whyBuiltForRoot(place)
    : `${port} is below 1024, where older engines let only root listen (--low-ports allows it)`;
}

/** Why the project that an image belongs to may need it to run as root. */
export function whyUsedAsRoot({ file, context }: Place): string | undefined {
  const dependent = whoBuildsOn(file, context);
  return dependent === undefined
    ? whyPlatformNeedsRoot(file, context)
    : `${dependent} is built on its image, and may need root for what it does`;
}
