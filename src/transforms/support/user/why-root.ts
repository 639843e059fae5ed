import { whyImageNeedsRoot } from '../../../knowledge/images/root-needs.ts';
import { rootReference, type Stage } from '../../../model/dockerfile.ts';
import { whyClusterNeedsRoot } from './clusters.ts';
import { whoBuildsOn } from './dependents.ts';
import { whyBuiltForRoot } from './left-to-root.ts';
import { lowPort, lowPortOfService } from './low-ports.ts';
import { whyOwnDownloads } from './own-downloads.ts';
import { whyOwnPackages } from './own-packages.ts';
import { whyOwnPython } from './own-python.ts';
import type { Place } from './place.ts';
import { whyPlatformNeedsRoot } from './platforms.ts';
import { whyWorkedIn } from './worked-in.ts';

/** Why the image that a stage is built on has to start as root, whatever is done to it. */
export function whyImage(stage: Stage): string | undefined {
  const image = rootReference(stage);
  return image && whyImageNeedsRoot(image.name, image.tag);
}

/** Why containers of a stage may need root, as far as its own instructions tell. */
export function whyNeedsRoot(place: Place): string | undefined {
  return (
    whyLow(place, lowPort) ??
    whyBuiltForRoot(place) ??
    whyOwnPython(place) ??
    whyOwnPackages(place) ??
    whyOwnDownloads(place)
  );
}

function whyLow(place: Place, look: (place: Place) => string | undefined): string | undefined {
  const port = place.settings.lowPorts ? undefined : look(place);
  return port && `${port} is below 1024, where older engines let only root listen (--low-ports allows it)`;
}

/** Why the project that an image belongs to may need it to run as root. */
export function whyUsedAsRoot(place: Place): string | undefined {
  const { file, context } = place;
  const dependent = whoBuildsOn(file, context);
  if (dependent !== undefined) return `${dependent} is built on its image, and may need root for what it does`;
  return (
    whyPlatformNeedsRoot(file, context) ??
    whyWorkedIn(context) ??
    whyLow(place, lowPortOfService) ??
    whyClusterNeedsRoot(place)
  );
}
