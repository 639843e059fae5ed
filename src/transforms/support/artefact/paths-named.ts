import { pathIn } from '../../../context/build-context.ts';
import { buildFiles, settingsFile } from '../../../knowledge/compiled/compiled-languages.ts';
import { namesLike, within } from '../../../model/paths.ts';
import type { ProjectFiles } from './project-files.ts';
import { languageOf } from './sources.ts';

/** What stands between words of a text: blanks, quotes, operators, and what a format, a pattern or a variable fills in. */
const BETWEEN = /%[-+# 0]*[\d.*]*[a-zA-Z]|\$\w+(?=\/)|[\s'"`=:;,()<>|{}$%*?[\]&\\!#]+/;

export const wordsOf = (text: string): string[] => text.split(BETWEEN).filter((word) => /[\w.]/.test(word));

/** The files and folders that words of a text lead to. */
export const pathsNamed = (
  project: ProjectFiles,
  text: string,
  bases: readonly string[],
  places: readonly string[],
): string[] =>
  bases.flatMap((base) => [
    ...wordsOf(text).flatMap((word) => pathsBy(project, word, base, places)),
    ...patternsOf(text).flatMap((pattern) => alike(project, pattern, base, places)),
    ...globsOf(text).flatMap((glob) => anywhereIn(project, glob, base, places)),
  ]);

/** What a format fills in: `config.%s.yaml`, `{}.toml`, `${NAME}.json`. */
const FILLED_IN = /%[-+# 0]*[\d.*]*[a-zA-Z]|\$?\{[^{}]*\}|\$\w+/g;

/** Names of files with `*` for what is filled in; what ends in a dot or dash is the beginning of one, and `.html` alone the end of one. */
const patternsOf = (text: string): string[] =>
  withStars(text)
    .map((word) => (/\w{3}[._-]$/.test(word) ? `${word}*` : /^\.\w{2,}$/.test(word) ? `*${word}` : word))
    .filter((word) => /[*?]/.test(word) && /\w{2}/.test(word));

// A star for a folder, and another one in the name: all files with such a name.
const globsOf = (text: string): string[] =>
  withStars(text).filter((word) => /\*\/(?:.*\/)?[^/]*\*[^/]*\w{2}[^/]*$/.test(word));

const withStars = (text: string): string[] => text.replace(FILLED_IN, '*').split(/[\s'"`=:;,()<>|$%[\]&\\!#{}]+/);

/** The folder that a pattern begins in, and what it says from its first star on. */
function partsOf(pattern: string, base: string, places: readonly string[]) {
  const place = places.find((folder) => pattern.startsWith(`${folder}/`));
  const parts = pattern
    .slice(place?.length ?? 0)
    .split('/')
    .filter((part) => !/^\.{0,2}$/.test(part));
  const at = parts.findIndex((part) => /[*?]/.test(part));
  const folder = [...(place === undefined ? base.split('/') : []), ...parts.slice(0, at)]
    .filter((part) => part !== '')
    .join('/');
  return { folder, parts: parts.slice(at) };
}

function anywhereIn(project: ProjectFiles, glob: string, base: string, places: readonly string[]): string[] {
  const { folder, parts } = partsOf(glob, base, places);
  return project
    .files(namesLike(parts.at(-1) ?? ''))
    .filter((path) => within([`/${folder}`])(`/${path}`) && languageOf(path) === undefined && !buildFiles.test(path))
    .flatMap((path) => project.widest(path) ?? []);
}

function alike(project: ProjectFiles, pattern: string, base: string, places: readonly string[]): string[] {
  const { folder, parts } = partsOf(pattern, base, places);
  const [part = '', next = ''] = parts;
  const like = namesLike(part);
  const found = [...project.names(folder)]
    .filter((name) => like.test(name) && languageOf(name) === undefined && !buildFiles.test(name))
    .map((name) => pathIn(folder, name));
  if (isTelling(part)) return found.flatMap((path) => project.widest(path) ?? []);
  return isTelling(next) && !/[*?]/.test(next)
    ? found.filter((path) => project.names(path).has(next)).flatMap((path) => project.widest(pathIn(path, next)) ?? [])
    : [];
}

const isTelling = (part: string): boolean => /\w{2}/.test(part);

/** What a word that is a path leads to; where it ends in what is not there, what it leads into, which may get it while it runs. */
function pathsBy(project: ProjectFiles, word: string, base: string, places: readonly string[]): string[] {
  const place = places.find((folder) => word.startsWith(`${folder}/`));
  const parts = (place === undefined ? word : word.slice(place.length))
    .split('/')
    .filter((part) => !/^\.{0,2}$/.test(part));
  let path = place === undefined ? base : '';
  for (const [at, part] of parts.entries()) {
    if (project.names(path).has(part)) {
      path = pathIn(path, part);
      continue;
    }
    const isLast = at === parts.length - 1;
    const around = at > 0 && (isLast || project.isPure(path)) ? project.widest(path) : undefined;
    return [...(isLast ? withStem(project, path, part) : []), ...(around === undefined ? [] : [around])];
  }
  const found = parts.length === 0 ? undefined : project.widest(path);
  return found === undefined ? [] : [found];
}

/** `config` for `config.yaml`, as libraries look for settings. */
const withStem = (project: ProjectFiles, folder: string, stem: string): string[] =>
  [...project.names(folder)]
    .filter((name) => settingsFile.test(name) && name.replace(/\.[^.]+$/, '') === stem && !buildFiles.test(name))
    .flatMap((name) => project.widest(pathIn(folder, name)) ?? []);
