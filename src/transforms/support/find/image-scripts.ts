import { pathIn } from '../../../context/build-context.ts';
import { imageScriptFolders, imageScripts } from '../../../knowledge/projects/compose.ts';

type Folders = { readonly namesIn: (folder: string) => readonly string[] | undefined };

/** Files in which people, pipelines and clusters write down what they do with images: those of the root that have such a name, and all of some folders. */
export function imageScriptFiles({ namesIn }: Folders, isOne: (name: string) => boolean): string[] {
  const root = namesIn('') ?? [];
  const folders = imageScriptFolders.filter((folder) => root.includes(folder.split('/')[0] ?? ''));
  return [
    ...root.filter((name) => imageScripts.test(name) || isOne(name)),
    ...folders.flatMap((folder) => filesIn(folder, namesIn, 0)),
  ];
}

const DEEPEST = 3;

const filesIn = (folder: string, namesIn: Folders['namesIn'], depth: number): string[] =>
  (namesIn(folder) ?? []).flatMap((name) => {
    const path = pathIn(folder, name);
    const isFolder = depth < DEEPEST && !/\w\.\w+$/.test(name) && namesIn(path) !== undefined;
    return isFolder ? filesIn(path, namesIn, depth + 1) : [path];
  });
