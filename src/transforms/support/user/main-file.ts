import { changesUser, listensLow, settingsOfServers, sourceFile } from '../../../knowledge/programs/main-files.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import type { Word } from '../../../shell/script.ts';
import { firstReason } from './first-reason.ts';
import { type Place, textAt } from './place.ts';
import { lastFolder } from './working-folder.ts';

/** Why a program that is named to its interpreter needs root, as far as its own text tells; undefined where it can not be read. */
export function whyMainFile(place: Place, name: string, words: readonly Word[]): string | undefined {
  if (!place.context.known) return undefined;
  const named = words.flatMap(({ value, literal }) => (literal && !value.startsWith('-') ? sourcesOf(value) : []));
  const implied = settingsOfServers.get(name);
  return firstReason(implied === undefined ? named : [...named, implied], (path) => whyText(place, path));
}

/** `server.js`; `server` of node; `shop.web:app` of a server of Python. */
function sourcesOf(word: string): string[] {
  const [, module] = /^([\w.]+)(?::[\w.]+(?:\(\))?)?$/.exec(word) ?? [];
  return [
    ...(sourceFile.test(word) ? [word] : [`${word}.js`]),
    ...(module === undefined ? [] : [`${module.replaceAll('.', '/')}.py`]),
  ];
}

function whyText(place: Place, path: string): string | undefined {
  const text = textAt(place, absolutePath(path, lastFolder(place.stage)));
  if (text === undefined) return undefined;
  if (changesUser.test(text)) return `${baseName(path)} changes to another user by itself, which only root may`;
  const [, port] = (!place.settings.lowPorts && listensLow.exec(text)) || [];
  return port && `${baseName(path)} listens on port ${port}, which older engines keep for root (--low-ports allows it)`;
}
