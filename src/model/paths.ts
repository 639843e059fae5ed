/** A path from the root as Go's `path.Join` makes it, which builders use: by its text alone, without `.`, `..` and double slashes. */
export const absolutePath = (path: string, folder: string): string =>
  `/${relativePath(path.startsWith('/') ? path : `${folder}/${path}`)}`;

/** It is as it would be written: most are. */
const PLAIN = /^\/?[^/.][^/]*(?:\/[^/.][^/]*)*$/;

/** A path of the build context, which begins at its root. */
export function relativePath(path: string): string {
  if (PLAIN.test(path)) return path.startsWith('/') ? path.slice(1) : path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** It ends in a slash or in dots, so that what is copied there comes into it. */
export const isFolderPath = (path: string): boolean => /(?:^|\/)\.{0,2}$/.test(path);

/** It leads out of the folder that it goes on from: more steps up than down, at any point. */
export function leadsOut(path: string): boolean {
  let depth = 0;
  return path.split('/').some((part) => {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    return depth < 0;
  });
}

/** Names that a pattern with `*` and `?` stands for. */
export function namesLike(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${text}$`);
}

/** A path of the build context as the file at `from` writes it; undefined where it leads elsewhere. */
export function pathBeside(from: string, written: string): string | undefined {
  const path = [...from.split('/').slice(0, -1), written].join('/');
  return written.startsWith('/') || leadsOut(path) ? undefined : relativePath(path);
}

/** Whether a path is one of some folders, or in one of them. */
export const within =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`));

/** The folder that an absolute path is in. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** What leads from one path to the other, empty where they are the same; undefined where the other is not in it. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === path) return '';
  const start = folder === '/' ? '/' : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}
