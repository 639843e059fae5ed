import { APACHE_FOLDER, apacheSwitch } from '../../../../knowledge/php/images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { placeOf } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import type { Known } from './known.ts';

type Apache = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

/** Switches of Apache are done again where they stand by themselves; else its folder of settings comes along, with the links that they make. */
export function apacheIn({ place, steps, brought }: Known, taken: readonly Taken[]): Apache | string {
  const own = new Set([...brought, ...taken].map(({ path }) => baseName(path).replace(/\.(?:conf|load)$/, '')));
  const isAlone = ({ run: { script } }: RunStep): boolean =>
    script.opaque === undefined &&
    script.commands.every(
      (command) =>
        isSwitch(command) && command.words.slice(1).every(({ value, literal }) => literal && !own.has(value)),
    );
  const switching = steps.filter(isRun).filter(({ run }) => run.script.commands.some(isSwitch));
  const alone = switching.filter(isAlone);
  const mixed = switching.filter((step) => !alone.includes(step));
  const off = mixed.find(switchesOff);
  if (off !== undefined)
    return `${placeOf(place, off)} switches something of Apache off, which a copy of its settings would not: in a RUN of its own behind the build it could be split`;
  const isWhole = mixed.length > 0 || taken.some(({ path }) => path === APACHE_FOLDER);
  return {
    taken: isWhole ? [{ path: APACHE_FOLDER, kind: 'folder' }] : [],
    repeated: isWhole ? alone.filter(switchesOff) : alone,
  };
}

export const isSwitch = ({ name }: Command): boolean => apacheSwitch.test(name);

const switchesOff = ({ run }: RunStep): boolean =>
  run.script.commands.some(({ name }) => apacheSwitch.test(name) && name.startsWith('a2dis'));
