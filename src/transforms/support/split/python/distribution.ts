import { placeOfPip } from '../../../../knowledge/python/distributions.ts';
import { isPython } from '../../../../knowledge/python/versions.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { placeOf } from '../../wording.ts';
import type { Call } from '../steps/calls.ts';
import { usesPython } from './calls.ts';
import type { Environment, Known } from './targets.ts';

/**
 * Where pip puts packages for the Python of a distribution, which looks for them there in the stage that runs as well: so nothing changes in
 * the stage that builds, and modules of the distribution are found as before. Or why a call may install for another Python.
 */
export function placeOfDistribution({ place, tag }: Known, calls: readonly Call[]): Environment | string {
  const other = calls.find(
    ({ command }) => usesPython(command) && !isOwn(tag, invocationOf(command)?.tool.value ?? ''),
  );
  return other === undefined
    ? {
        path: placeOfPip,
        above: undefined,
        isActive: false,
        hasOldPip: false,
        builder: [],
        holds: () => true,
        isOfSystem: true,
        seesSystem: true,
      }
    : `${placeOf(place, other.step)} calls ${invocationOf(other.command)?.tool.value}, which is not the Python that the packages of ${place.stage.from.args.text} bring`;
}

/** `pip3`, `/usr/bin/python3.11` */
function isOwn(tag: string, tool: string): boolean {
  const version = baseName(tool).replace(/^\D+/, '');
  return /^(?:\/usr\/(?:local\/)?bin\/)?[a-z_]+[\d.]*$/.test(tool) && (version === '' || isPython(tag, version));
}
