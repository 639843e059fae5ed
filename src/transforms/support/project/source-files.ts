import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { isIgnored } from '../../../context/ignored.ts';
import { foreignFolders } from '../../../knowledge/programs/spawned-programs.ts';

/** More files than this are not read. */
const MOST_FILES = 500;

type SourceFiles = { readonly paths: readonly string[]; readonly isAll: boolean };

/** Files of a folder that a COPY may bring, by what they are called; not all where there are more than are read. */
export function sourceFiles(
  context: BuildContext,
  folder: string,
  isWanted: (path: string) => boolean,
  most = MOST_FILES,
): SourceFiles {
  const paths: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const name of context.namesIn(next) ?? []) {
      const path = pathIn(next, name);
      if (foreignFolders.has(name) || isIgnored(context, path)) continue;
      if (context.kindOf(path) === 'folder') folders.push(path);
      else if (isWanted(path)) paths.push(path);
    }
    if (paths.length + folders.length > most) return { paths, isAll: false };
  }
  return { paths: paths.sort(), isAll: true };
}
