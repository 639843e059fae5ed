import type { BuildContext } from '../../../../context/build-context.ts';
import { downloadSetting } from '../../../../knowledge/projects/build-variables.ts';
import { leadsOut, relativePath } from '../../../../model/paths.ts';
import { environment, variableValue } from '../../../../model/state.ts';
import type { Place } from './place.ts';

/**
 * Why an install may read a file of the project that is no manifest: a variable or an option names it, be it a certificate, a key, or
 * downloads that were kept.
 */
export function whyTold(
  { step: { state }, installs }: Place,
  sent: BuildContext,
  files: readonly string[],
): string | undefined {
  const folder = `${state.workdir ?? '.'}/`;
  const isBrought = (path: string): boolean => files.some((file) => file === path || `${path}/`.startsWith(file));
  const isTold = (path: string): boolean => path !== '' && sent.kindOf(path) !== undefined && !isBrought(path);
  for (const { by, text } of [...settingsIn(state), ...installs.flatMap(({ call }) => optionsOf(call))]) {
    const path = pathsIn(text, folder).find(isTold);
    if (path !== undefined) return `${by} names ${path}, which it may read`;
  }
  return undefined;
}

/** A text that may name files, and who says it. */
type Told = { readonly by: string; readonly text: string };

const settingsIn = (state: Place['step']['state']): Told[] =>
  [...environment(state)]
    .filter((name) => downloadSetting.test(name))
    .map((name) => ({ by: name, text: variableValue(state, name) ?? '' }));

const optionsOf = ({ command, options }: Place['installs'][0]['call']): Told[] =>
  [...command.assignments, ...options].map(({ value }) => ({ by: 'its call', text: value }));

/** What may be paths in the folder of the project: a word without a dot or a slash is hardly one. */
const pathsIn = (text: string, folder: string): string[] =>
  text.split(/[\s=:,;"']+/).flatMap((word) => {
    if (word.startsWith(folder)) return [word.slice(folder.length)];
    return /[./]/.test(word) && !word.startsWith('/') && !leadsOut(word) ? [relativePath(word)] : [];
  });
