import { isAppFolder } from '../../../knowledge/programs/app-folders.ts';
import { removers } from '../../../knowledge/programs/file-work.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { absolutePath } from '../../../model/paths.ts';
import { invocationOf, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import { foldersIn } from './folders-in.ts';

/** What a RUN makes that an application may write to. */
export type Made = {
  readonly step: RunStep;
  /** Folders that may be there before. */
  readonly folders: readonly string[];
  /** Folders that must not be there before. */
  readonly newFolders: readonly string[];
  /** Empty files. */
  readonly files: readonly string[];
  /** Links, which would end up inside of a folder that is there. */
  readonly links: readonly string[];
};

/** What a RUN leaves in the folders of the application, or for data of its own; `start`: where RUNs begin. */
export function madeBy(step: RunStep, isOwn: (path: string) => boolean, start: string): Made {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir ?? start);
  const pathsOf = (command: Command): string[] =>
    operandsOf(command)
      .filter((path) => PLAIN_PATH.test(path) && (path.startsWith('/') || folders.has(command)))
      .map((path) => absolutePath(path, folders.get(command) ?? '/'));
  const gone = new Set(script.commands.filter((command) => removers.has(toolOf(command))).flatMap(pathsOf));
  const made = (tool: string, isMeant: (command: Command) => boolean = () => true): string[] =>
    script.commands
      .filter((command) => toolOf(command) === tool && isMeant(command))
      .flatMap(pathsOf)
      .filter((path) => !gone.has(path));
  const isWanted = (path: string): boolean => isOwn(path) || isForData(path);
  return {
    step,
    folders: made('mkdir', makesParents).filter(isWanted),
    newFolders: made('mkdir', (command) => !makesParents(command)).filter(isWanted),
    files: made('touch').filter(isOwn),
    links: made('ln'),
  };
}

const PLAIN_PATH = /^[\w@+./-]+$/;

/** Software is put into /opt and /usr; what else is made outside of the system's folders waits for data. */
const isForData = (path: string): boolean => isAppFolder(path) && !/^\/(?:home|opt|usr)\//.test(path);

const makesParents = (command: Command): boolean =>
  (invocationOf(command)?.args ?? []).some(({ value }) => /^(?:-[a-z]*p[a-z]*|--parents)$/.test(value));

const operandsOf = (command: Command): string[] =>
  (invocationOf(command)?.args ?? [])
    .filter(({ value, literal }) => literal && !value.startsWith('-'))
    .map(({ value }) => value);
