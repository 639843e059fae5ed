import { builderScripts } from '../../../../knowledge/java/programs.ts';
import { broughtTo } from '../../../../model/brought-files.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import { searchedFolders } from '../../user/program-file.ts';

/** A script, and where it is in the image. */
export type ScriptFile = { readonly path: string; readonly text: string };

/**
 * A shell script that a COPY brings from the build context, and that does more than to start a build tool. `isRead`: a shell is told to
 * read it, whatever it is called.
 */
export function scriptAt(
  { file, context, stage }: Place,
  name: string,
  folder: string,
  isRead = false,
): ScriptFile | undefined {
  if (builderScripts.has(baseName(name))) return undefined;
  const paths = name.includes('/') ? [absolutePath(name, folder)] : searchedFolders.map((bin) => `${bin}/${name}`);
  for (const path of paths) {
    const brought = broughtTo(file, context, stage, undefined, path);
    const text = brought?.from === 'context' ? context.readText(brought.path) : undefined;
    if (text === undefined) continue;
    if (isRead || path.endsWith('.sh') || /^#!.*\b(?:ba|da|a|k|z)?sh\b/.test(text)) return { path, text };
  }
  return undefined;
}
