import type { Step } from '../../../../model/dockerfile.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { writes } from '../files/writes.ts';
import { callsIn } from '../steps/calls.ts';
import { isDistribution } from './image.ts';

const NAME = /^(?:\/usr)?\/bin\/(?:pip|python)3?$/;
const NAMED = /^\/usr\/(?:local\/)?bin\/(?:pip|python)3(?:\.\d+)?$/;

/** Names that steps give to Python and pip of a distribution, which a COPY would follow to the programs themselves. */
export function otherNames(place: Place, steps: readonly Step[]): string[] {
  if (!isDistribution(place.stage)) return [];
  const names = callsIn(place, steps).flatMap(({ command, folder }) => {
    if (toolOf(command) === 'ln')
      return writes('ln', command, folder)?.flatMap(({ path, to = '' }) => (NAMED.test(to) ? path : [])) ?? [];
    return givesName(command) ? (command.words[2]?.value ?? []) : [];
  });
  return [...new Set(names)].filter((path) => NAME.test(path));
}

/** `update-alternatives --install /usr/bin/python python /usr/bin/python3 1` */
export const givesName = ({ name, words }: Command): boolean =>
  name === 'update-alternatives' &&
  words[1]?.value === '--install' &&
  NAME.test(words[2]?.value ?? '') &&
  NAMED.test(words[4]?.value ?? '');

/** What makes them again, where they are those of Python. */
export const namesAgain = (names: readonly string[]): string[] =>
  names.filter((path) => path.endsWith('/python')).map((path) => `ln -sf /usr/bin/python3 ${path}`);
