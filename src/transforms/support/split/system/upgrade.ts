import { isBare } from '../../../../knowledge/images/runtime-images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { PackageCall } from '../../../../model/package-calls.ts';
import { systemCalls } from '../steps/system-calls.ts';

/** How steps bring all packages of their image up to date: what a smaller image has of them would be older. */
export function upgradeIn(steps: readonly Step[], base: string): string | undefined {
  if (isBare(base)) return undefined;
  const [call] = systemCalls(steps)
    .map(({ call }) => call)
    .filter(upgradesAll);
  return call && (/^(?:dist|full)-/.test(call.verb.value) ? 'dist-upgrade' : 'upgrade');
}

/** All that an image has, and no package by its name. */
export const upgradesAll = ({ verb, operands }: PackageCall): boolean =>
  UPGRADES.test(verb.value) && operands.length === 0;

const UPGRADES = /^(?:dist-|full-|safe-)?upgrade$/;
