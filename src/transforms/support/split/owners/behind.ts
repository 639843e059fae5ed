import { copyTarget } from '../../../../model/copied-files.ts';
import { fromParts, type Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import { operands } from '../files/writes.ts';
import type { Runtime } from '../runtime.ts';
import { callsIn, resolved } from '../steps/calls.ts';

/** Why something that steps behind a build give to users is not there by then in the stage that runs: neither taken along, nor made by those steps. */
export function whyNotThere(
  place: Place,
  behind: readonly Step[],
  { base, taken }: Pick<Runtime, 'base' | 'taken'>,
): string | undefined {
  const { escape } = place.file.source;
  const calls = callsIn(place, behind);
  const brought = [
    ...taken.map(({ path }) => path),
    ...behind.flatMap((step) => (isCopy(step.instruction) ? (copyTarget(step, escape) ?? []) : [])),
  ];
  // Nothing is in these.
  const made = [
    ...behind.flatMap(({ state }) => state.workdir ?? []),
    ...calls.flatMap(({ command, folder }) =>
      folder !== undefined && /^(?:mkdir|install)$/.test(toolOf(command))
        ? operands(command).map((path) => absolutePath(path, folder))
        : [],
    ),
  ];
  const isOfBase = base === fromParts(place.stage.from).base ? ofImages : within([]);
  const isThere = (path: string): boolean =>
    /^\/home\//.test(path) || isOfBase(path) || within(brought)(path) || [...brought, ...made].some(within([path]));
  return firstReason(
    calls.filter(({ command }) => toolOf(command) === 'chown'),
    (call) => {
      const { command, folder, step } = call;
      const unknown = `${placeOf(place, step)} gives files to a user, and which is known only when it runs`;
      if (folder === undefined || command.words.some(({ value }) => /^--(?:from|reference)/.test(value)))
        return unknown;
      const [, ...words] = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
      return firstReason(words, (word) => {
        const path = /[*?[]/.test(word.value) ? undefined : resolved(place, call, word);
        if (path === undefined) return unknown;
        return isThere(path)
          ? undefined
          : `${placeOf(place, step)} gives ${path} to a user, and nothing puts that into the stage that runs`;
      });
    },
  );
}

/** What is there in the same image is there in both stages. */
const ofImages = within(['/etc', '/run', '/usr', '/var']);
