import { rootImage, type Stage, type Step } from '../../../../model/dockerfile.ts';
import { hasRole, packageName, removesUnneeded } from '../../../../model/package-calls.ts';
import { packagesLeft } from '../steps/installed-packages.ts';
import { systemCalls } from '../steps/system-calls.ts';

/** The package that gathers all certificates of the system in one folder, and takes them away when it goes itself (update-ca-certificates(8)). */
const PACKAGE = 'ca-certificates';

export const GATHERED_CERTIFICATES = '/etc/ssl/certs';

/** Those that somebody adds, and nothing else. */
export const OWN_CERTIFICATES = '/usr/local/share/ca-certificates';

/** What update-ca-certificates has gathered is there at the end: no step removes its package, by its name or as one that nothing needs. */
export function keepsCertificates(stage: Stage, steps: readonly Step[]): boolean {
  const removing = systemCalls(steps).filter(({ call }) => hasRole(call, 'remove') || removesUnneeded(call));
  if (removing.some(({ call }) => call.operands.some((word) => packageName(word) === PACKAGE))) return false;
  const isAskedFor = packagesLeft(steps).packages.some(({ name }) => name === PACKAGE);
  return removing.length === 0 || isAskedFor || rootImage(stage)?.packages.includes(PACKAGE) === true;
}
