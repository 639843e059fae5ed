import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { asked } from '../../../context/lazily.ts';
import {
  buildFiles,
  foreignFolders,
  holdsSettings,
  settingsFile,
} from '../../../knowledge/compiled/compiled-languages.ts';

/** What is asked of a context again and again. */
export type ProjectFiles = {
  readonly names: (folder: string) => ReadonlySet<string>;
  readonly isFolder: (path: string) => boolean;
  /** Paths of all files that a pattern finds. */
  readonly files: (like: RegExp) => readonly string[];
  /** Something in a folder is neither a source nor for builds alone. */
  readonly holdsData: (folder: string) => boolean;
  /** No source is in a folder. */
  readonly isPure: (folder: string) => boolean;
  /** Files of settings at a path: itself, or those in a folder that is not for pages and other content. */
  readonly settings: (path: string) => readonly string[];
  /** What is to be brought so that a path is there: the outermost folder around it without sources, or itself. */
  readonly widest: (path: string) => string | undefined;
};

export function projectFiles(sent: BuildContext, isSource: (path: string) => boolean): ProjectFiles {
  const names = asked((folder: string) => new Set(sent.namesIn(folder) ?? []));
  const isFolder = asked((path: string) => sent.kindOf(path) === 'folder');
  const some = (folder: string, is: (path: string) => boolean): boolean =>
    [...names(folder)].some((name) => {
      const path = pathIn(folder, name);
      return isFolder(path) ? some(path, is) : is(path);
    });
  const filesIn = (folder: string, like: RegExp): string[] =>
    [...names(folder)].flatMap((name) => {
      const path = pathIn(folder, name);
      if (isFolder(path)) return foreignFolders.has(name) ? [] : filesIn(path, like);
      return like.test(name) ? [path] : [];
    });
  const files = (like: RegExp): string[] => filesIn('', like);
  const isPure = asked((folder: string) => !some(folder, isSource));
  const holdsData = asked((folder: string) => some(folder, (path) => !isSource(path) && !buildFiles.test(path)));
  const widest = (path: string): string | undefined => {
    const around = foldersTo(path).find((folder) => isFolder(folder) && isPure(folder));
    if (around !== undefined) return holdsData(around) ? around : path;
    return !isFolder(path) || holdsData(path) ? path : undefined;
  };
  const settings = (path: string): readonly string[] => {
    if (!isFolder(path)) return settingsFile.test(path) ? [path] : [];
    const isOfSettings = holdsSettings(path) ?? !some(path, (file) => page.test(file));
    return isOfSettings ? filesIn(path, settingsFile) : [];
  };
  return { names, isFolder, files, holdsData, isPure, settings, widest };
}

/** `a`, `a/b` and `a/b/c` for `a/b/c`. */
export const foldersTo = (path: string): string[] =>
  path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));

const page = /\.html?$/;
