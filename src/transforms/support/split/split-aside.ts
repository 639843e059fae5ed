import type { Fix } from '../../../model/finding.ts';
import type { Place } from '../user/place.ts';
import { buildingServices, without } from './compose/developed.ts';
import { split } from './split.ts';

/**
 * The split of a stage, where services of compose files that only the stage that builds is enough for are told to start that; or why it is
 * left as it is.
 */
export function splitAside(place: Place): Fix | string | undefined {
  const why = split(place, []);
  if (typeof why !== 'string') return why;
  const services = buildingServices(place);
  const bare = services.length === 0 ? why : split(without(place, services), []);
  if (!isFix(bare)) return bare === undefined || bare === why ? why : `${why}; and beside that, ${bare}`;
  const developing = services.filter((one) => {
    const others = services.filter((other) => other !== one);
    return !isFix(split(without(place, others), []));
  });
  const result = split(without(place, developing), developing);
  return typeof result === 'string' ? `${why}; ${result}` : (result ?? why);
}

const isFix = (result: Fix | string | undefined): result is Fix => typeof result === 'object';
