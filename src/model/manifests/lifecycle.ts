import { pathIn } from '../../context/build-context.ts';
import {
  dependencyLists,
  hooksScript,
  installScripts,
  patchScript,
  readsNothing,
  readsProject,
  skipsScripts,
} from '../../knowledge/node/package-json.ts';
import { clientPackage, clientScript } from '../../knowledge/node/prisma.ts';
import { isObject } from '../formats/json.ts';
import type { Install } from './manifests.ts';
import type { Package } from './workspace.ts';

export const runsScripts = ({ call }: Install): boolean => !call.options.some(({ value }) => skipsScripts.test(value));

/** Why what an install runs for a package may read other files than it is known to. */
export function whyScripts({ sent }: Install, one: Package): string | undefined {
  const file = pathIn(one.folder, 'package.json');
  const known = (command: string): boolean =>
    readsNothing.test(command) ||
    command === patchScript ||
    clientScript.test(command) ||
    (hooksScript.test(command) && sent.kindOf('.git') === undefined);
  const script = lifecycleOf(one).find(({ commands }) => !commands.every(known));
  if (script !== undefined)
    return `${file} runs ${JSON.stringify(script.text)} on ${script.name}, which may read other files`;
  const native = pathIn(one.folder, 'binding.gyp');
  if (sent.kindOf(native) !== undefined) return `${native} has it compile the project`;
  const curious = namesIn(one).find((name) => readsProject.has(name));
  return curious && `${curious} looks for ${readsProject.get(curious)} when it is installed`;
}

/** A package that the client of Prisma is made for on the way. */
export const makesClient = (one: Package): boolean =>
  namesIn(one).includes(clientPackage) || runs(one, (command) => clientScript.test(command));

/** A package that patches are put on packages for by a program of that name. */
export const runsPatches = (one: Package): boolean => runs(one, (command) => command === patchScript);

const runs = (one: Package, isIt: (command: string) => boolean): boolean =>
  lifecycleOf(one).some(({ commands }) => commands.some(isIt));

type Script = { readonly name: string; readonly text: string; readonly commands: readonly string[] };

/** The scripts that an install runs, and the commands that they are chains of. */
function lifecycleOf({ manifest }: Package): Script[] {
  const scripts = isObject(manifest['scripts']) ? manifest['scripts'] : {};
  return installScripts
    .filter((name) => scripts[name] !== undefined)
    .map((name) => ({ name, text: `${scripts[name]}`, commands: `${scripts[name]}`.split(/ (?:&&|\|\|) /) }));
}

const namesIn = ({ manifest }: Package): string[] =>
  dependencyLists.flatMap((list) => (isObject(manifest[list]) ? Object.keys(manifest[list]) : []));
