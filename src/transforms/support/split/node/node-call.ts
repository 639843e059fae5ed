import { nodeLoads } from '../../../../knowledge/node/node.ts';
import { devLoader } from '../../../../knowledge/node/programs.ts';
import { parsedJson } from '../../../../model/formats/json.ts';
import { absolutePath } from '../../../../model/paths.ts';
import type { Word } from '../../../../shell/script.ts';
import { type Place, textAt } from '../../user/place.ts';
import { type Call, type Found, optionOfNode } from './found.ts';
import { serverAt } from './server-at.ts';
import { spawnedIn } from './spawned.ts';

/** Options of node that take a word of their own, beside those that load modules. */
const WITH_VALUE =
  /^(?:-C|--(?:conditions|env-file|input-type|title|max-http-header-size|stack-trace-limit|diagnostic-dir))$/;

/** What node runs of a folder, where its manifest says that (nodejs.org/api/modules.html#folders-as-modules). */
function mainOf(place: Place, path: string): string {
  const manifest = parsedJson(textAt(place, absolutePath('package.json', path)) ?? '');
  if (manifest === undefined) return path;
  const { main } = manifest;
  return absolutePath(typeof main === 'string' ? main : 'index.js', path);
}

/** `node -e`: the text is a program. */
function followText(found: Found, text: Word | undefined, { by, how, folder, sought }: Call): string | undefined {
  if (text?.literal !== true) return `${how}, where the program is known only when it runs`;
  const spawned = spawnedIn([{ path: by, text: text.value }]);
  if (typeof spawned === 'string') return spawned;
  found.texts.push({ text: text.value, where: by });
  found.others.push(...spawned.map((program) => ({ ...program, folder, sought })));
  return undefined;
}

/** What node is told to run. */
export function followNode(found: Found, call: Call): string | undefined {
  const { args, folder, how, sought } = call;
  for (let at = 0; at < args.length; at++) {
    const { value, literal } = args[at] as Word;
    if (!literal) return `${how}, where the file is known only when it runs`;
    if (!value.startsWith('-')) {
      const path = mainOf(found.place, absolutePath(value, folder));
      const own = serverAt(path);
      if (own === undefined) found.entries.push(path);
      else found.programs.push({ name: own.server, args: args.slice(at + 1), folder, modules: own.modules, sought });
      return undefined;
    }
    const [option = '', own] = value.split('=');
    if (/^(?:-[ep]|-pe|--eval|--print)$/.test(option))
      return own === undefined ? followText(found, args[at + 1], call) : `${how}, whose text is not followed`;
    if (/^(?:-v|--version)$/.test(option)) return undefined;
    if (WITH_VALUE.test(value)) at++;
    if (!nodeLoads.includes(option)) continue;
    const loaded = own ?? args[++at]?.value ?? '';
    if (devLoader.test(loaded)) return `${how}: ${loaded} reads sources as they are, so there is no built output`;
    if (/^\.{0,2}\//.test(loaded)) found.entries.push(absolutePath(loaded, folder));
    found.texts.push({ text: loaded, where: optionOfNode });
  }
  return `${how}, which names no file`;
}
