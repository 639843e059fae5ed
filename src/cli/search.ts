import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDockerfileName } from '../knowledge/projects/build-files.ts';
import { reasonOf } from './errors.ts';
import { type GitIgnore, isIgnored, type Rules } from './gitignore.ts';
import { FOREIGN_FOLDERS } from './names.ts';
import { realPath, statOf } from './paths.ts';

export type Found = { readonly file: string } & ({ readonly link: boolean } | { readonly failure: string });

/** The Dockerfiles below a folder, in the order of their names. Linked folders are not entered: they may lead in a circle. */
export function searchFolder(folder: string, gitIgnore: GitIgnore): Found[] {
  return withoutTwins([...searchBelow(folder, gitIgnore, gitIgnore.start(folder))]);
}

/** A file is called by its own name where it was met under that, not by the name of a link to it. */
function withoutTwins(found: readonly Found[]): Found[] {
  if (!found.some((item) => 'link' in item && item.link)) return [...found];
  const own = new Set(found.flatMap((item) => ('link' in item && !item.link ? [realPath(item.file)] : [])));
  return found.filter((item) => !('link' in item) || !item.link || !own.has(realPath(item.file)));
}

function* searchBelow(folder: string, gitIgnore: GitIgnore, rules: Rules): Generator<Found> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    yield { file: folder, failure: reasonOf(error) };
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (isFolder ? FOREIGN_FOLDERS.includes(entry.name) : !isDockerfileName(entry.name)) continue;
    if (isIgnored(rules, file, isFolder)) continue;
    if (isFolder) yield* searchBelow(file, gitIgnore, gitIgnore.enter(file, rules));
    else if (entry.isFile()) yield { file, link: false };
    else if (entry.isSymbolicLink()) yield* linked(file);
  }
}

function* linked(file: string): Generator<Found> {
  const target = statOf(file);
  if (target === undefined) yield { file, failure: 'a symbolic link to nothing' };
  else if (target.isFile()) yield { file, link: true };
}
