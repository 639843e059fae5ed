import type { Framework } from '../../../knowledge/programs/app-folders.ts';
import { parsedJson, part } from '../../../model/formats/json.ts';
import { absolutePath } from '../../../model/paths.ts';
import { djangoFolders } from './django-folders.ts';
import { type Place, textAt } from './place.ts';

/** The folders that a framework writes to while it runs, where the project in a folder of the image uses it; else none. */
export function writtenBy(place: Place, folder: string, framework: Framework): readonly string[] {
  const { file, dependency, folders } = framework;
  const isUsed =
    file === undefined ? dependsOn(place, folder, dependency) : textAt(place, absolutePath(file, folder)) !== undefined;
  if (!isUsed) return [];
  return folders?.map((path) => absolutePath(path, folder)) ?? djangoFolders(place, folder) ?? [];
}

function dependsOn(place: Place, folder: string, name: string | undefined): boolean {
  const text = textAt(place, absolutePath('package.json', folder));
  return text !== undefined && name !== undefined && part(parsedJson(text) ?? {}, 'dependencies')[name] !== undefined;
}
