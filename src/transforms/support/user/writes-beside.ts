import {
  callAround,
  callBehind,
  isCompiledSource,
  namesOutputs,
  pathBeside,
  startsSources,
} from '../../../knowledge/programs/written-paths.ts';
import { startCommand } from '../../../model/container-commands.ts';
import { parsedJson, part } from '../../../model/formats/json.ts';
import { absolutePath } from '../../../model/paths.ts';
import { isMadeByRoot } from './made-by-root.ts';
import { type Place, textAt } from './place.ts';
import { lastFolder } from './working-folder.ts';
import { isWrittenByName, LOOKED_AT } from './writes-above.ts';

/** Why a source of Node.js may write beside what it was compiled to, which is in a folder that a build of root makes. */
export function whyWritesBeside(text: string, source: string, place: Place): string | undefined {
  if (!isCompiledSource.test(source)) return undefined;
  for (const { 0: path, index } of text.matchAll(pathBeside)) {
    const before = text.slice(Math.max(0, index - LOOKED_AT), index);
    const behind = text.slice(index + path.length, index + path.length + LOOKED_AT);
    if (!callAround.test(before) && !callBehind.test(behind) && !isWrittenByName(before, text)) continue;
    if (runsCompiled(place, source))
      return `${source} names ${path} beside itself, to which it may have to write, and the build that compiles it is root's: a path that begins in the working directory would be the user's`;
  }
  return undefined;
}

/** What containers start is not the source itself. */
function runsCompiled(place: Place, source: string): boolean {
  const folder = lastFolder(place.stage);
  if (!isMadeByRoot(place)(absolutePath('dist', folder))) return false;
  const manifest = parsedJson(textAt(place, absolutePath('package.json', folder)) ?? '') ?? {};
  const scripts = Object.entries(part(manifest, 'scripts')).filter(([name]) => /^(?:start|serve|prod)/.test(name));
  const started = [startCommand(place.stage)?.text, ...scripts.map(([, script]) => String(script))].join('\n');
  return /tsx?$/.test(source) ? !startsSources.test(started) : namesOutputs.test(started);
}
