import { appRunners } from '../../../knowledge/programs/container-programs.ts';
import {
  bringsFiles,
  codeOptions,
  leavesNothingToWrite,
  makesProject,
  onlyLooks,
} from '../../../knowledge/projects/project-files.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName, invocationOf, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { idOf, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { type Done, doneBy } from './done-by-run.ts';
import type { Place } from './place.ts';

/** The folders of the application. */
type Own = { readonly roots: readonly string[]; readonly isOwn: (path: string) => boolean };

/** Why a RUN may leave files of root in the folders of the application that containers have to write to. */
export function whyProjectWrites(place: Place, step: RunStep, own: Own): string | undefined {
  const unclear = doneBy(place, step).find((done) => isUnclear(done, own));
  if (unclear === undefined) return undefined;
  const line = `line ${lineOf(place.file, idOf(step))}`;
  const { command } = unclear;
  const words = command.words.slice(0, 3).map(({ text }) => baseName(text));
  if (codeIn(command) !== undefined)
    return `what ${words.slice(0, 2).join(' ')} of ${line} leaves behind, and where, is not known`;
  return `what ${words.join(' ')} of ${line} makes is root's, and the program may have to write to it`;
}

function isUnclear({ command, text, folder }: Done, own: Own): boolean {
  if (runsProject(command)) return makesProject.test(text) || !(leavesNothingToWrite.test(text) || looksOnly(command));
  return (
    bringsFiles.get(toolOf(command))?.test(text) === true && (folder === undefined || reaches(command, folder, own))
  );
}

/** An interpreter with something of the project; a package manager is none. */
const runsProject = (command: Command): boolean =>
  appRunners.has(withoutVersion(toolOf(command))) && readPackageCall(command) === undefined && command.words.length > 1;

/** `python -c "import numpy"` */
const looksOnly = (command: Command): boolean =>
  codeIn(command)
    ?.split(/[;\n]/)
    .every((statement) => onlyLooks.test(statement)) === true;

/** The program that is written in a command. */
function codeIn(command: Command): string | undefined {
  const [option, code] = invocationOf(command)?.args ?? [];
  if (codeOptions.get(withoutVersion(toolOf(command)))?.test(option?.value ?? '') !== true) return undefined;
  return code?.literal === false ? code.text.replace(/^"(.*)"$/s, '$1') : code?.value;
}

/** It works in one of the folders, or above one, where it may make that; or it names one. */
function reaches(command: Command, folder: string, { isOwn, roots }: Own): boolean {
  const words = command.words.slice(1).map(({ value }) => value);
  const mayMake = (root: string): boolean => {
    const [name = ''] = root.slice(folder === '/' ? 1 : folder.length + 1).split('/');
    return within([folder])(root) && (folder !== '/' || words.some((word) => word.includes(name)));
  };
  return [folder, ...words.map((word) => absolutePath(word, folder))].some(isOwn) || roots.some(mayMake);
}
