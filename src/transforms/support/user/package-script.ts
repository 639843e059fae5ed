import { whyUnknown } from '../../../context/build-context.ts';
import {
  bareScripts,
  impliedServer,
  impliedStart,
  runsScript,
  scriptRunners,
} from '../../../knowledge/programs/package-runners.ts';
import { type Json, parsedJson, part } from '../../../model/formats/json.ts';
import { absolutePath } from '../../../model/paths.ts';
import type { Word } from '../../../shell/script.ts';
import { type Place, textAt } from './place.ts';
import { lastFolder } from './working-folder.ts';

/** A call that starts a script of package.json. */
export type ScriptCall = { readonly text: string; readonly script: string };

/** `npm start`, `npm run serve`, `yarn serve`. */
export function scriptCallOf(name: string, args: readonly Word[]): ScriptCall | undefined {
  const runner = scriptRunners.get(name);
  const [first = '', second] = args.map(({ value }) => value).filter((value) => !value.startsWith('-'));
  if (runner === undefined || first === '') return undefined;
  if (runsScript.test(first))
    return second === undefined ? undefined : { text: `${name} ${first} ${second}`, script: second };
  const isBare = runner === 'bare' || (name === 'npm' && bareScripts.test(first));
  return isBare ? { text: `${name} ${first}`, script: first } : undefined;
}

/** The commands of a script, with those before and behind it; or why they are not known. */
export function packageScript(place: Place, { text, script }: ScriptCall): readonly string[] | string {
  const folder = lastFolder(place.stage);
  const manifest = textAt(place, absolutePath('package.json', folder));
  if (manifest === undefined) {
    const unknown = whyUnknown(place.context);
    const because = unknown === undefined ? '' : `: ${unknown}`;
    return `package.json, which says what ${text} is, can not be read${because}`;
  }
  const isImplied = impliedStart.test(text) && textAt(place, absolutePath(impliedServer, folder)) !== undefined;
  const scripts: Json = {
    ...(isImplied && { start: `node ${impliedServer}` }),
    ...part(parsedJson(manifest) ?? {}, 'scripts'),
  };
  if (typeof scripts[script] !== 'string') return `package.json has no script ${script}, which ${text} starts`;
  return [`pre${script}`, script, `post${script}`]
    .map((name) => scripts[name])
    .filter((command): command is string => typeof command === 'string');
}
