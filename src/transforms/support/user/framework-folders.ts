import type { Framework } from '../../../knowledge/app-folders.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { parsedJson, part } from '../../../model/formats/json.ts';
import { absolutePath } from '../../../model/paths.ts';
import type { Place } from './place.ts';

/** Those of some frameworks that the project in a folder of the image uses, as far as the build context tells. */
export const frameworksIn = (place: Place, folder: string, candidates: readonly Framework[]): readonly Framework[] =>
  candidates.filter(({ file, dependency }) =>
    file === undefined ? dependsOn(place, folder, dependency) : isThere(place, absolutePath(file, folder)),
  );

const isThere = ({ file, context, stage }: Place, path: string): boolean =>
  broughtTo(file, context, stage, undefined, path)?.from === 'context';

function dependsOn({ file, context, stage }: Place, folder: string, name: string | undefined): boolean {
  const brought = broughtTo(file, context, stage, undefined, absolutePath('package.json', folder));
  const text = brought?.from === 'context' ? context.readText(brought.path) : undefined;
  return text !== undefined && name !== undefined && part(parsedJson(text) ?? {}, 'dependencies')[name] !== undefined;
}
