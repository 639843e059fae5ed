import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';
import { callsIn } from '../calls.ts';
import type { Taken } from '../runtime.ts';
import { operands } from '../writes.ts';
import { resolved } from './calls.ts';

/** All that steps behind a build give to users is there by then in the stage that runs: taken along, or made by those steps. */
export function isThereToGive(place: Place, behind: readonly Step[], taken: readonly Taken[]): boolean {
  const { escape } = place.file.source;
  const calls = callsIn(place, behind);
  const made = [
    ...taken.map(({ path }) => path),
    ...behind.flatMap((step) => [
      ...(isCopy(step.instruction) ? [copyTarget(step, escape) ?? ''] : []),
      step.state.workdir ?? '',
    ]),
    ...calls.flatMap(({ command, folder }) =>
      folder !== undefined && /^(?:mkdir|install)$/.test(toolOf(command))
        ? operands(command).map((path) => absolutePath(path, folder))
        : [],
    ),
  ].filter((path) => path !== '');
  const isThere = (path: string): boolean =>
    /^\/home\//.test(path) || made.some((one) => within([one])(path) || within([path])(one));
  const given = calls.filter(({ command }) => toolOf(command) === 'chown');
  return given.every((call) => {
    const { command, folder } = call;
    if (folder === undefined || command.words.some(({ value }) => /^--(?:from|reference)/.test(value))) return false;
    const [, ...words] = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
    return words.every((word) => {
      const path = /[*?[]/.test(word.value) ? undefined : resolved(place, { ...call, folder }, word);
      return path !== undefined && isThere(path);
    });
  });
}
