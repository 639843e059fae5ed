import { WEB_FOLDER } from '../../../../knowledge/php/images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, namesLike, parentOf, within } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import { expand } from '../../../../model/variables.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import { madeWithMode } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import { isCertain } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';
import { isRecursive } from '../files/writes.ts';
import type { FolderMode, Runtime } from '../runtime.ts';
import { type Call, callsIn } from '../steps/calls.ts';

/**
 * The rights that folders of the stage that runs had from the build; or why those are not known. A copy makes a folder anew, with
 * the rights of a new one, and leaves one as it is that is there; what is in it keeps its own (docs.docker.com/reference/dockerfile/#copy).
 */
export function modesOf(
  place: Place,
  steps: readonly Step[],
  { taken }: Pick<Runtime, 'taken'>,
): readonly FolderMode[] | string {
  const folders = foldersThere(place, taken);
  const calls = callsIn(place, steps);
  const modes: FolderMode[] = [];
  for (const call of calls) {
    const setting = settingIn(call);
    if (setting === undefined || (modes.length === 0 && SAME_AS_NEW.test(setting.mode))) continue;
    const set = folders.filter(({ built }) => isSet(setting, built));
    const [first] = set;
    if (first === undefined) continue;
    if (!isKnown(setting, calls, set))
      return `${placeOf(place, call.step)} says what may be done in ${first.path}, which a copy from another stage would not keep`;
    modes.push({ mode: setting.mode, paths: set.map(({ path }) => path) });
  }
  return modes;
}

/** Something is said of rights that are not those of new files and folders anyway. */
export const saysModes = (place: Place, steps: readonly Step[]): boolean =>
  callsIn(place, steps).some((call) => {
    const setting = settingIn(call);
    return setting !== undefined && !SAME_AS_NEW.test(setting.mode);
  });

/** A folder, and where it is in the stage that builds. */
type Folder = { readonly path: string; readonly built: string };

/** Folders that come along, those that something comes into, and that in which containers start. Of PHP's pages one is there already. */
function foldersThere({ stage }: Place, taken: Runtime['taken']): readonly Folder[] {
  const whole = taken.flatMap(({ kind, path, from = path }) => (kind === 'folder' ? [{ path, built: from }] : []));
  const around = [...taken.map(({ path }) => parentOf(path)), lastFolder(stage)]
    .flatMap(withParents)
    .map((path) => ({ path, built: path }));
  const isFirst = ({ path }: Folder, at: number, all: readonly Folder[]): boolean =>
    all.findIndex((other) => other.path === path) === at;
  return [...around, ...whole].filter(({ path }) => path !== '/' && path !== WEB_FOLDER).filter(isFirst);
}

const withParents = (path: string): string[] => (path === '/' ? [] : [...withParents(parentOf(path)), path]);

/** Those of a new folder, or some of them again. */
const SAME_AS_NEW = /^(?:0?755|[augo]*\+[rxX]+|u\+[rwxX]+)$/;
const MODE = /^(?:[0-7]{3,4}|[augo]*[-+=][rwxXstugo]+(?:,[augo]*[-+=][rwxXstugo]+)*)$/;

/** What a command says of folders. */
type Setting = {
  readonly call: Call;
  readonly mode: string;
  /** Undefined where only a build knows it. */
  readonly targets: readonly (string | undefined)[];
  readonly isDeep: boolean;
};

function settingIn(call: Call): Setting | undefined {
  const { command, step, folder } = call;
  const tool = toolOf(command);
  const [mode, ...targets] = modeAndTargets(command, tool);
  if (mode === undefined) return undefined;
  const isDeep = tool === 'find' || isRecursive(command);
  return {
    call,
    mode,
    isDeep,
    targets: targets.map((target) => {
      const written = expand(target, (name) => variableValue(step.state, name));
      if (written === undefined || (folder === undefined && !written.startsWith('/'))) return undefined;
      return absolutePath(written, folder ?? '/');
    }),
  };
}

/** `chmod -R 777 uploads`, `mkdir -m 777 uploads`, `install -d -m 777 uploads`, `find uploads -type d -exec chmod 777 {} +`. No mode where it is not known of which. */
function modeAndTargets(command: Command, tool: string): readonly string[] {
  const words = command.words.slice(1).map(({ value }) => value);
  if (tool === 'chmod') return words.filter((word) => !/^-\w|^--/.test(word));
  if (tool === 'find') return words.includes('chmod') ? ['', ...words.slice(0, words.findIndex(isOption))] : [];
  if (tool === 'xargs') return words.includes('chmod') ? ['', '$FILES'] : [];
  const made = madeWithMode(command);
  return made === undefined ? [] : [made.mode, ...made.operands.map(({ value }) => value)];
}

const isOption = (word: string): boolean => word.startsWith('-');

/** It may be that the command says something of the folder. */
const isSet = ({ targets, isDeep }: Setting, folder: string): boolean =>
  targets.some(
    (target) =>
      target === undefined ||
      target === folder ||
      isOfPattern(target, folder) ||
      (isDeep && (within([target])(folder) || withParents(folder).some((parent) => isOfPattern(target, parent)))),
  );

const isOfPattern = (target: string, path: string): boolean => /[*?[]/.test(target) && namesLike(target).test(path);

/** It is done in any case, to folders that are told by their names; and where that is to all that is in one, nothing is made there afterwards. */
function isKnown({ call, mode, targets, isDeep }: Setting, calls: readonly Call[], set: readonly Folder[]): boolean {
  const behind = calls.slice(calls.indexOf(call) + 1);
  const isNamed = ({ built }: Folder): boolean => targets.includes(built);
  return (
    MODE.test(mode) &&
    isCertain(call.step.run.script, call.command) &&
    targets.every((target) => target !== undefined && !/[*?[]/.test(target)) &&
    (set.every(isNamed) || (isDeep && behind.every(({ command }) => MAKES_NOTHING.test(toolOf(command)))))
  );
}

const MAKES_NOTHING = /^(?:chgrp|chmod|chown|echo|find|rm|true)$/;
