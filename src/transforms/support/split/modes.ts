import { WEB_FOLDER } from '../../../knowledge/php/images.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { expand } from '../../../model/variables.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { workingFolder } from '../user/working-folder.ts';
import { placeOf } from '../wording.ts';
import { type Call, callsIn } from './calls.ts';
import type { Taken } from './runtime.ts';

/**
 * A copy makes a folder anew, with the rights of a new one; what is in it keeps its own (docs.docker.com/reference/dockerfile/#copy). The
 * folder of PHP's pages is there already.
 */
export function whyModes(place: Place, steps: readonly Step[], taken: readonly Taken[]): string | undefined {
  const start = workingFolder(place.stage) ?? '/';
  const isAlong = taken.some(({ path, from = path }) => path === from && within([start])(path));
  const folders = [
    ...taken.flatMap(({ kind, path, from = path }) => (kind === 'folder' ? [from] : [])),
    ...(isAlong && start !== '/' ? [start] : []),
  ].filter((path) => path !== WEB_FOLDER);
  return firstReason(callsIn(place, steps), (call) => {
    const lost = folders.find((path) => setsMode(call, path));
    return (
      lost &&
      `${placeOf(place, call.step)} says what may be done in ${lost}, which a copy from another stage would not keep`
    );
  });
}

/** Those of a new folder, or some of them again. */
const SAME_AS_NEW = /^(?:0?755|[augo]*\+[rxX]+|u\+[rwxX]+)$/;

function setsMode({ command, step, folder }: Call, path: string): boolean {
  const [mode, ...targets] = modeAndTargets(
    command.words.slice(1).map(({ value }) => value),
    toolOf(command),
  );
  if (mode === undefined || SAME_AS_NEW.test(mode)) return false;
  const isDeep = command.words.some(({ value }) => /^(?:-\w*R|--recursive)/.test(value));
  return targets.some((target) => {
    const written = expand(target, (name) => variableValue(step.state, name));
    if (written === undefined || (folder === undefined && !written.startsWith('/'))) return false;
    const set = absolutePath(written, folder ?? '/');
    return set === path || (isDeep && within([set])(path));
  });
}

/** `chmod -R 777 uploads`, `mkdir -m 777 uploads`, `install -d -m 777 uploads`. */
function modeAndTargets(words: readonly string[], tool: string): readonly string[] {
  if (tool === 'chmod') return words.filter((word) => !/^-\w|^--/.test(word));
  if (!/^(?:install|mkdir)$/.test(tool)) return [];
  const at = words.findIndex((word) => /^(?:-\w*m|--mode)/.test(word));
  if (at === -1) return [];
  const joined = /^(?:-\w*m|--mode=)(.+)$/.exec(words[at] ?? '')?.[1];
  const rest = words.filter((word, index) => !word.startsWith('-') && (joined !== undefined || index !== at + 1));
  return [joined ?? words[at + 1] ?? '', ...rest];
}
