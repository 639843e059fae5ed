import { addsOwnSource } from '../../../../knowledge/packages/own-sources.ts';
import { toolchainInstallers } from '../../../../knowledge/packages/toolchain-installers.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Link, Script } from '../../../../shell/script.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import { foldersIn } from '../../user/folders-in.ts';
import type { Place } from '../../user/place.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import type { Call } from '../steps/calls.ts';
import { downloadedHome } from './home-downloads.ts';
import { leftByCommand, type ValueOf } from './left-by-command.ts';
import type { LeftPath } from './links-left.ts';
import { mayLeaveNothing } from './passed-over.ts';
import { unpackedIn } from './unpacked.ts';
import { operands, type Written } from './writes.ts';

/** `curl … | sh` of a script that is known to leave nothing but a toolchain, or where packages of one come from. */
export const isInstaller = ({ text, commands }: { readonly text: string } & Pick<Link, 'commands'>): boolean =>
  (toolchainInstallers.test(text) || addsOwnSource.test(text)) &&
  commands.every((command) => /^(?:curl|wget|sh|bash|python3?)$/.test(toolOf(command)));

/** The commands of such a pipeline among others. */
const ofInstallers = ({ text, statements }: Script): readonly Command[] =>
  statements
    .flatMap(({ links }) => links)
    .filter(
      ({ commands, start, end }) => commands.length > 1 && isInstaller({ text: text.slice(start, end), commands }),
    )
    .flatMap(({ commands }) => commands);

/** What a RUN leaves; or why that is not known. A folder that is made to build in is no folder of the program. */
export function leftByRun(
  place: Place,
  { step, steps }: { readonly step: RunStep; readonly steps: readonly Step[] },
  builds: (command: Command) => boolean,
  valueOf: ValueOf,
): LeftPath[] | string {
  const { script } = step.run;
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  const entered = script.commands.flatMap((command) => (command.name === 'cd' ? operands(command) : []));
  const taken: LeftPath[] = [];
  for (const path of groupTargets(script, valueOf)) {
    if (path?.startsWith('/') !== true)
      return `${placeOf(place, step)} writes what brackets print to a file that is not known`;
    taken.push({ path: absolutePath(path, '/'), kind: 'file', step });
  }
  const installing = ofInstallers(script);
  for (const command of script.commands) {
    if (installing.includes(command)) continue;
    const known = builds(command) ? undefined : knownFolders(place, step, command, folders.get(command));
    if (known !== undefined) {
      taken.push(...known);
      continue;
    }
    const left = leftByCommand(place, { step, steps }, command, { folder: folders.get(command), builds, valueOf });
    if (typeof left === 'string') return left;
    const isWorkedIn = (path: string): boolean =>
      entered.some((each) => path.endsWith(`/${each}`)) || isEntered(place, path, builds);
    // Its rights are said again where it is made anew (`modes.ts`).
    const isOfFolders = toolOf(command) === 'chmod' || foldersMade(command) !== undefined;
    const own = left.filter(({ path }) => !isOfFolders || !isWorkedIn(path));
    taken.push(...leftBy(place, { step, command, folder: folders.get(command) }, own));
  }
  return taken;
}

/** What comes out of an archive, or is downloaded to a home. */
function knownFolders(
  place: Place,
  step: RunStep,
  command: Command,
  folder: string | undefined,
): LeftPath[] | undefined {
  const unpacked = unpackedIn(command, folder);
  if (unpacked !== undefined)
    return unpacked.map((path): LeftPath => ({ path, kind: 'folder', isNobodys: true, step }));
  const downloaded = downloadedHome(place.stage, step, command);
  return downloaded && [{ ...downloaded, step }];
}

/** Scripts that only build get rights to be called by. */
function leftBy(place: Place, { step, command, folder }: Call, written: readonly Written[]): LeftPath[] {
  const scripts = place.stage.steps.flatMap(({ run }) => run?.scripts ?? []);
  const left = written.filter((one) => !one.isChanged || !scripts.some(({ path }) => path === one.path));
  const isUnsure = left.length > 0 && mayLeaveNothing(place, step, command, folder);
  return left.map((one) => ({ ...one, step, ...(isUnsure && { unsure: command }) }));
}

/** WORKDIR makes it as well, to build in or to start in. */
const isEntered = ({ stage }: Place, folder: string, builds: (command: Command) => boolean): boolean =>
  [stage.end, ...stage.steps.flatMap(({ run, state }) => (run?.script.commands.some(builds) ? [state] : []))].some(
    ({ workdir }) => workdir !== undefined && within([folder])(workdir),
  );

/** Where several commands in brackets print to, of which none says it. */
function groupTargets({ tokens, commands }: Script, valueOf: ValueOf): (string | undefined)[] {
  return tokens.flatMap(({ text, start }, at) => {
    const isOfCommand = commands.some((command) => command.start <= start && start < command.end);
    if (isOfCommand || !/^(?:\d*|&)>[>|]?$/.test(text)) return [];
    const target = parseShell(tokens[at + 1]?.text ?? '').commands[0]?.words[0];
    return [target && valueOf(target)];
  });
}
