import type { BuildContext } from '../../../../context/build-context.ts';
import { staysThere } from '../../../../knowledge/packages/package-folders.ts';
import { downloadSetting } from '../../../../knowledge/projects/build-variables.ts';
import { leadsOut, relativePath } from '../../../../model/paths.ts';
import { environment, type State, variableValue } from '../../../../model/state.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import { lineageSteps } from '../../find/leads-there.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import type { ProjectInstall } from '../first-installs.ts';
import type { Place } from './place.ts';

/**
 * Why an install may read a file of the project that is no manifest: a variable, an option or an earlier RUN names it, be it a
 * certificate, a key, a setting or downloads that were kept.
 */
export function whyTold(place: Place, sent: BuildContext, files: readonly string[]): string | undefined {
  const { step, installs } = place;
  const folder = `${step.state.workdir ?? '.'}/`;
  const isBrought = (path: string): boolean => files.some((file) => file === path || `${path}/`.startsWith(file));
  const isTold = (path: string): boolean => path !== '' && sent.kindOf(path) !== undefined && !isBrought(path);
  const told = [...settingsIn(step.state), ...installs.flatMap(optionsOf), ...setUpBefore(place, folder)];
  for (const { by, text } of told) {
    const path = pathsIn(text, folder).find(isTold);
    if (path !== undefined) return `${by} names ${path}, which it may read`;
  }
  return undefined;
}

/** A text that may name files, and who says it. */
type Told = { readonly by: string; readonly text: string };

const settingsIn = (state: State): Told[] =>
  [...environment(state)]
    .filter((name) => downloadSetting.test(name))
    .map((name) => ({ by: name, text: variableValue(state, name) ?? '' }));

const optionsOf = ({ call: { command, options } }: ProjectInstall): Told[] =>
  [...command.assignments, ...options].map(({ value }) => ({ by: 'its call', text: value }));

/** What RUNs above the COPY say of files that are not there yet; to make folders leads nobody there. */
function setUpBefore({ stage, copy }: Place, folder: string): Told[] {
  const before = lineageSteps(stage, copy.step);
  const copied = before
    .filter(({ instruction }) => isCopy(instruction))
    .map(({ instruction }) => instruction.args.text);
  return before
    .filter(isRun)
    .flatMap(({ run: { script } }) => script.commands.filter((command) => !staysThere.has(toolOf(command))))
    .flatMap((command) =>
      [...command.words, ...command.redirects.flatMap(({ target }) => target ?? [])]
        .flatMap(({ value }) => value.split(/[\s=:,;"']+/))
        .filter((path) => path.startsWith(folder) && !copied.some((text) => text.includes(baseName(path))))
        .map((text) => ({ by: `${toolOf(command)} above`, text })),
    );
}

/** What may be paths in the folder of the project: a word without a dot or a slash is hardly one. */
const pathsIn = (text: string, folder: string): string[] =>
  text.split(/[\s=:,;"']+/).flatMap((word) => {
    if (word.startsWith(folder)) return [word.slice(folder.length)];
    return /[./]/.test(word) && !word.startsWith('/') && !leadsOut(word) ? [relativePath(word)] : [];
  });
