import { isAppFolder } from '../../../knowledge/app-folders.ts';
import { removers } from '../../../knowledge/file-work.ts';
import { absolutePath } from '../../../model/paths.ts';
import { invocationOf, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** What a RUN makes for others to write to. */
export type Made = {
  /** Folders that it makes where they are missing: they may be there before, and somebody's. */
  readonly folders: readonly string[];
  /** Folders that must not be there before, and files. */
  readonly others: readonly string[];
};

/** The empty folders and files that a RUN leaves in the folders of the application, or for data of its own. */
export function madeBy(step: RunStep, isOwn: (path: string) => boolean): Made {
  const { commands } = step.run.script;
  const gone = new Set(commands.filter((command) => removers.has(toolOf(command))).flatMap(operandsOf));
  const made = (tool: string, wanted: (command: Command) => boolean = () => true): string[] =>
    commands
      .filter((command) => toolOf(command) === tool && wanted(command))
      .flatMap((command) => pathsOf(step, command).filter((path) => !gone.has(path)));
  const isWanted = (path: string): boolean => isOwn(path) || isForData(path);
  return {
    folders: made('mkdir', makesParents).filter(isWanted),
    others: [...made('mkdir', (command) => !makesParents(command)).filter(isWanted), ...made('touch').filter(isOwn)],
  };
}

/** Software is put into /opt and /usr; what else is made outside of the system's folders waits for data. */
const isForData = (path: string): boolean => isAppFolder(path) && !/^\/(?:home|opt|usr)\//.test(path);

const makesParents = (command: Command): boolean =>
  (invocationOf(command)?.args ?? []).some(({ value }) => /^(?:-[a-z]*p[a-z]*|--parents)$/.test(value));

const operandsOf = (command: Command): string[] =>
  (invocationOf(command)?.args ?? [])
    .filter(({ value, literal }) => literal && !value.startsWith('-'))
    .map(({ value }) => value);

/** A path that goes on from the working directory is known where no `cd` stands before it. */
function pathsOf({ run, state }: RunStep, command: Command): string[] {
  const { commands } = run.script;
  const isThere = commands.slice(0, commands.indexOf(command)).every(({ name }) => name !== 'cd');
  return operandsOf(command)
    .filter((path) => /^[\w@+./-]+$/.test(path) && (path.startsWith('/') || (isThere && state.workdir !== undefined)))
    .map((path) => absolutePath(path, state.workdir ?? '/'));
}
