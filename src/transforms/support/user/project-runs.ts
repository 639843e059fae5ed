import { appRunners } from '../../../knowledge/programs/container-programs.ts';
import { bringsFiles, leavesNothingToWrite, makesProject } from '../../../knowledge/projects/project-files.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { baseName, toolOf, withoutVersion } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { idOf, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { foldersIn } from './folders-in.ts';

/** The folders of the application. */
type Own = { readonly roots: readonly string[]; readonly isOwn: (path: string) => boolean };

/** Why a RUN may leave files of root in the folders of the application that containers have to write to; `start`: where RUNs begin. */
export function whyProjectWrites(file: Dockerfile, step: RunStep, own: Own, start: string): string | undefined {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir ?? start);
  const textOf = (command: Command): string => script.text.slice(command.start, command.end);
  const isUnclear = (command: Command): boolean => {
    const text = textOf(command);
    if (runsProject(command)) return !leavesNothingToWrite.test(text) || makesProject.test(text);
    const folder = folders.get(command);
    return (
      bringsFiles.get(toolOf(command))?.test(text) === true && (folder === undefined || reaches(command, folder, own))
    );
  };
  const unclear = script.commands.find(isUnclear);
  if (unclear === undefined) return undefined;
  const words = unclear.words.slice(0, 3).map(({ text }) => baseName(text));
  return `what ${words.join(' ')} of line ${lineOf(file, idOf(step))} makes is root's, and the program may have to write to it`;
}

/** An interpreter with something of the project; a package manager is none. */
const runsProject = (command: Command): boolean =>
  appRunners.has(withoutVersion(toolOf(command))) && readPackageCall(command) === undefined && command.words.length > 1;

/** It works in one of the folders, or above one, where it may make that; or it names one. */
function reaches(command: Command, folder: string, { isOwn, roots }: Own): boolean {
  const words = command.words.slice(1).map(({ value }) => value);
  const mayMake = (root: string): boolean => {
    const [name = ''] = root.slice(folder === '/' ? 1 : folder.length + 1).split('/');
    return within([folder])(root) && (folder !== '/' || words.some((word) => word.includes(name)));
  };
  return [folder, ...words.map((word) => absolutePath(word, folder))].some(isOwn) || roots.some(mayMake);
}
