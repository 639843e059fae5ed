import { pathIn } from '../../../context/build-context.ts';
import { foreignFolders } from '../../../knowledge/programs/spawned-programs.ts';
import { imageScriptFolders, imageScripts } from '../../../knowledge/projects/compose.ts';

type Folders = { readonly namesIn: (folder: string) => readonly string[] | undefined };

/** Files in which people, pipelines and clusters write down what they do with images: those of the root that have such a name, and all of some folders. */
export function imageScriptFiles({ namesIn }: Folders, isOne: (name: string) => boolean): string[] {
  const root = namesIn('') ?? [];
  if (root.length === 0) return [];
  const folders = imageScriptFolders.filter((folder) => root.includes(folder.split('/')[0] ?? ''));
  return [
    ...root.filter((name) => imageScripts.test(name) || isOne(name)),
    ...folders.flatMap((folder) => filesIn(folder, namesIn, 0)),
  ];
}

const DEEPEST = 3;

/** Below a folder of such a name, what is no text of them is not read. */
const isText = (name: string): boolean => /\.(?:hcl|json|sh|tf|toml|tpl|ya?ml)$/.test(name);

function filesIn(folder: string, namesIn: Folders['namesIn'], depth: number): string[] {
  const names = (namesIn(folder) ?? []).filter((name) => !foreignFolders.has(name));
  return names.flatMap((name) => {
    const path = pathIn(folder, name);
    const isFolder = depth < DEEPEST && !/\w\.\w+$/.test(name) && namesIn(path) !== undefined;
    if (isFolder) return filesIn(path, namesIn, depth + 1);
    return depth === 0 || isText(name) ? [path] : [];
  });
}
