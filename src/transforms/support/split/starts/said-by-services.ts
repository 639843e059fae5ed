import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { says } from '../compose/says.ts';

/** Compose files say it of all services that the image is built for, or that take it. */
export function isSaidByServices({ file, context }: Place): boolean {
  const services = servicesOf(file, context);
  return services.length > 0 && services.every(({ command, entrypoint }) => says(command) || says(entrypoint));
}
