import { isAppFolder } from '../../../knowledge/programs/app-folders.ts';
import { filesMadeBy, keepsData, removers } from '../../../knowledge/programs/file-work.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { absolutePath, isFolderPath, within } from '../../../model/paths.ts';
import { baseName, invocationOf, toolOf } from '../../../shell/invocation.ts';
import { foldersMade } from '../../../shell/made-folders.ts';
import type { Command, Nesting } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from './folders-in.ts';
import type { Place } from './place.ts';
import { startingFolder } from './working-folder.ts';

/** What a RUN makes that an application may write to. */
export type Made = {
  readonly step: RunStep;
  /** Folders that may be there before. */
  readonly folders: readonly string[];
  /** Folders that must not be there before. */
  readonly newFolders: readonly string[];
  /** Files that no COPY brings. */
  readonly files: readonly string[];
  /** Links, which would end up inside of a folder that is there. */
  readonly links: readonly string[];
};

/** What a RUN leaves in the folders of the application, or for data of its own. */
export function madeBy(place: Place, step: RunStep, isOwn: (path: string) => boolean): Made {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  const pathsFrom = (command: Command, words: readonly string[]): string[] =>
    words
      .filter((path) => PLAIN_PATH.test(path) && (path.startsWith('/') || folders.has(command)))
      .map((path) => absolutePath(path, folders.get(command) ?? '/'));
  const pathsOf = (command: Command): string[] => pathsFrom(command, operandsOf(command));
  const removals = script.commands.filter((command) => removers.has(toolOf(command)));
  const isGone = within(removals.flatMap(pathsOf));
  const made = (namedBy: (command: Command) => readonly string[]): string[] =>
    script.commands.flatMap((command) => pathsFrom(command, namedBy(command))).filter((path) => !isGone(path));
  const isWanted = (path: string): boolean => isOwn(path) || isForData(path);
  const isBrought = (path: string): boolean =>
    broughtTo(place.file, place.context, place.stage, undefined, path)?.from === 'context';
  const newFolders = made((command) => (makesParents(command) ? [] : foldersBy(command))).filter(isWanted);
  const data = made((command) => (makesParents(command) ? foldersBy(command) : [])).filter(isWanted);
  const isInside = within([...newFolders, ...data]);
  const files = script.commands
    .filter(({ nesting }) => nesting.every((each) => ALWAYS_DONE.has(each)))
    .flatMap((command) => pathsFrom(command, filesOf(command)))
    .filter((path) => (isOwn(path) || isInside(path)) && !isGone(path) && !isBrought(path));
  return {
    step,
    folders: data,
    newFolders,
    files: removals.every(namesWhatItRemoves) ? [...new Set(files)] : [],
    links: made((command) => (toolOf(command) === 'ln' ? operandsOf(command) : [])),
  };
}

/** What is in these is done in any case. */
const ALWAYS_DONE: ReadonlySet<Nesting> = new Set(['group', 'pipeline', 'subshell']);

/** `rm -rf build/*` may take away anything. */
const namesWhatItRemoves = (command: Command): boolean =>
  (invocationOf(command)?.args ?? []).every(({ value, literal }) => literal && /^-|^[\w@+./-]+$/.test(value));

/** Files that a command makes: what it names, and what it sends its output to. */
function filesOf(command: Command): string[] {
  const sentTo = command.redirects.flatMap(({ operator, target }) =>
    SENDS.test(operator) && target?.literal === true ? [target.value] : [],
  );
  const named = namedFiles(command);
  return toolOf(command) === 'touch' ? named : [...sentTo, ...named].filter((path) => keepsData.test(path));
}

const SENDS = /^&?>[>|]?$/;

function namedFiles(command: Command): string[] {
  const how = filesMadeBy.get(toolOf(command));
  const args = invocationOf(command)?.args ?? [];
  const named = args.filter(
    ({ value }, at) => !value.startsWith('-') && how?.valued?.test(args[at - 1]?.value ?? '') !== true,
  );
  if (how === undefined || named.some(({ literal }) => !literal)) return [];
  if (how.which === 'all') return named.map(({ value }) => value);
  const isOdd = args.some(({ value }) => /^-\w*[aRrt]|^--(?:archive|recursive|target)/.test(value));
  const [target = '', ...sources] = named.map(({ value }) => value).reverse();
  if (isOdd || sources.length === 0) return [];
  return isFolderPath(target) ? sources.map((path) => `${target}/${baseName(path)}`) : [target];
}

const PLAIN_PATH = /^[\w@+./-]+$/;

/** Software is put into /opt and /usr; what else is made outside of the system's folders waits for data. */
const isForData = (path: string): boolean => isAppFolder(path) && !/^\/(?:home|opt|usr)\//.test(path);

/** Folders that are root's, as nothing else is said of them. */
function foldersBy(command: Command): readonly string[] {
  const made = foldersMade(command);
  return made?.owner === undefined ? (made?.paths ?? []).flatMap(({ value, literal }) => (literal ? [value] : [])) : [];
}

const makesParents = (command: Command): boolean =>
  toolOf(command) === 'install' ||
  (invocationOf(command)?.args ?? []).some(({ value }) => /^(?:-[a-z]*p[a-z]*|--parents)$/.test(value));

const operandsOf = (command: Command): string[] =>
  (invocationOf(command)?.args ?? [])
    .filter(({ value, literal }) => literal && !value.startsWith('-'))
    .map(({ value }) => value);
