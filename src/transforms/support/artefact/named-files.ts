import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { asked } from '../../../context/lazily.ts';
import {
  asksWhereItIs,
  buildFiles,
  dataFolders,
  type Embed,
  foreignFolders,
  holdsSettings,
  impliedFiles,
  listsFolders,
  settingsFile,
  sharedLibrary,
  textFunctions,
  writtenFile,
} from '../../../knowledge/compiled/compiled-languages.ts';
import { once } from '../../../model/memo.ts';
import { namesLike, relativePath, within } from '../../../model/paths.ts';
import { firstReason } from '../user/first-reason.ts';
import { languageOf, type SourceText } from './sources.ts';

/** In which texts files are looked for that a program reads while it runs. */
export type Search = {
  /** The sources of the program (`compiledSources`). */
  readonly sources: readonly SourceText[];
  /** Where the files of the context stand in the image that the program runs in: `/app`. */
  readonly places: readonly string[];
  /** Other folders of the context that it may start in: paths go on from there too. */
  readonly folders?: readonly string[];
  /** What else may name files: values of variables, arguments, scripts. `where` is what people know it by. */
  readonly texts?: readonly { readonly text: string; readonly where: string }[];
  /** What of the context is compiled, and so is no data; by default what a compiled language has for its sources. */
  readonly isSource?: (path: string) => boolean;
  /** The program is built for debugging. */
  readonly isDebugged?: boolean;
};

export type NamedFiles =
  /** Files and folders of the context, none of them in another one. */
  { readonly paths: readonly string[] } | { readonly unknown: string };

/**
 * The files and folders of a context (`sentFrom` for a folder of it) that a compiled program reads while it runs: those that its texts
 * name, and those that are data by custom. Rather one more than one less: what only looks like a name of a file is taken for one.
 */
export function namedFiles(sent: BuildContext, search: Search): NamedFiles {
  const unknown =
    firstReason(search.sources, (source) => whyAny(source, search)) ??
    firstReason(search.texts ?? [], ({ text, where }) =>
      wordsOf(text).some((word) => isPlace(word, search)) ? `${where} names the folder itself` : undefined,
    );
  if (unknown !== undefined) return { unknown };
  const project = projectOf(sent, search.isSource ?? ((path) => languageOf(path) !== undefined));
  const isRead = ({ inRelease }: Embed): boolean => inRelease === true && search.isDebugged === true;
  const embedded = search.sources.flatMap((source) => embeddedBy(project, source, (embed) => !isRead(embed)));
  const read = search.sources.flatMap((source) => embeddedBy(project, source, isRead));
  const inTexts = (search.texts ?? []).flatMap(({ text }) =>
    [text, ...impliedBy(text)].flatMap((one) => pathsNamed(project, one, basesFor(undefined, search), search)),
  );
  const starts = ['', ...(search.folders ?? [])];
  const byCustom = starts.flatMap((folder) => dataFolders.map((name) => pathIn(folder, name)));
  const found = new Set([
    ...search.sources.flatMap((source) => namedBySource(project, source, search, embedded)),
    ...inTexts,
    ...read.filter((path) => sent.kindOf(path) !== undefined),
    ...project.files(sharedLibrary),
    ...byCustom.filter((folder) => project.holdsData(folder) && !isPartOf(embedded)(folder)),
  ]);
  // `server:` in settings is no word about the folder `server` that all of it is in.
  const isAround = (path: string): boolean => (search.folders ?? []).some(within([path]));
  // What is found on the way is looked at as well.
  for (const path of found) {
    for (const file of project.settings(path)) {
      const text = sent.readText(file) ?? '';
      if (wordsOf(text).some((word) => isPlace(word, search))) return { unknown: `${file} names the folder itself` };
      for (const other of pathsNamed(project, text, starts, search)) if (!isAround(other)) found.add(other);
    }
  }
  const all = [...found];
  return { paths: all.filter((path) => !all.some((other) => other !== path && within([other])(path))).sort() };
}

/** What is compiled in is not looked for on a disk, where the source asks for nothing there. */
function namedBySource(project: Project, source: SourceText, search: Search, embedded: readonly string[]): string[] {
  const bases = basesFor(source, search);
  const texts = [...literalsOf(source).map(({ text }) => text), ...impliedBy(source.text)];
  const paths = texts.flatMap((text) => pathsNamed(project, text, bases, search));
  return source.language.disk.test(source.text) ? paths : paths.filter((path) => !isPartOf(embedded)(path));
}

/** What is asked of a context again and again. */
type Project = {
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

function projectOf(sent: BuildContext, isSource: (path: string) => boolean): Project {
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
    if (around !== undefined) return holdsData(around) || around === path ? around : undefined;
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
const foldersTo = (path: string): string[] => path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'));

type Literal = { readonly text: string; readonly code: string; readonly start: number };

/** Texts in quotes, but for those that name what is compiled in. */
const literalsOf = once(({ text, language }: SourceText): readonly Literal[] => {
  const code = text.replace(language.compiledIn, '');
  return [...code.matchAll(language.literals)].flatMap(({ groups, index }) => {
    const literal = groups?.['text'] ?? groups?.['raw'] ?? groups?.['verbatim'];
    return literal === undefined ? [] : [{ text: literal, code, start: index }];
  });
});

/** Why a source may read any file of the folder that its program works in. */
function whyAny(source: SourceText, search: Search): string | undefined {
  const { path, text } = source;
  if (asksWhereItIs.test(text) && listsFolders.test(text)) return `${path} lists the folder that the program starts in`;
  if (search.places.includes('/') && HANDS_OUT_ROOT.test(text)) return `"/" in ${path} names the whole folder`;
  const dot = literalsOf(source).find((literal) => isPlace(literal.text, search) && !isText(literal));
  return dot && `${JSON.stringify(dot.text)} in ${path} names the whole folder`;
}

/** `http.Dir("/")`, `ServeDir::new("/")`, `Files::new("/", "/")`: what reads from the root folder itself. */
const HANDS_OUT_ROOT =
  /\b\w*(?:[Dd]ir|[Gg]lob|[Ww]alk|[Ff]older|readdir|scandir|directory_iterator)\w*(?:::\w+)?\s*[({]\s*"\/"|\b(?:Files|Static|StaticFS)(?:::new)?\(\s*"[^"]*",\s*"\/"/;

/** The root folder stands in every address. */
const isPlace = (word: string, { places }: Search): boolean =>
  /^\.\/?$/.test(word) ||
  (word.startsWith('/') && places.some((place) => place !== '/' && `/${relativePath(word)}` === place));

/** The innermost call that is open where a literal stands, and what a literal is given to. */
const OPEN_CALL = /([A-Za-z_]\w*)!?\s*\((?:[^()]|\([^()]*\))*$/;
const GIVEN = /([\w-]*)["']?\s*(?::?=|:)\s*(?:&|string\()?$/;

/** A dot is one of a path only where something is called with it that is not known to take texts apart, or where a folder gets it. */
function isText({ text, code, start }: Literal): boolean {
  if (text.startsWith('/')) return false;
  const before = code.slice(Math.max(0, start - 200), start);
  const [, given] = GIVEN.exec(before) ?? [];
  if (given !== undefined && /dir|path|root|folder|base|cwd/i.test(given)) return false;
  const [, called] = OPEN_CALL.exec(before) ?? [];
  return called === undefined
    ? text === '.'
    : /^(?:if|for|switch|while|return)$/.test(called) || textFunctions.test(called);
}

const page = /\.html?$/;

/** Paths go on from the root of the context, and, where a source asks where it was, from the folders that it is in. */
function basesFor(source: SourceText | undefined, { folders = [] }: Search): string[] {
  const own = source?.language.besideSources.test(source.text) ? foldersTo(source.path).slice(0, -1) : [];
  return ['', ...folders, ...own];
}

const impliedBy = (text: string): string[] =>
  impliedFiles.flatMap(({ text: sign, names }) => (sign.test(text) ? names : []));

/** What stands between words of a text: blanks, quotes, operators, and what a format, a pattern or a variable fills in. */
const BETWEEN = /%[-+# 0]*[\d.*]*[a-zA-Z]|\$\w+(?=\/)|[\s'"`=:;,()<>|{}$%*?[\]&\\!#]+/;

const wordsOf = (text: string): string[] => text.split(BETWEEN).filter((word) => /[\w.]/.test(word));

/** The files and folders that words of a text lead to. */
const pathsNamed = (project: Project, text: string, bases: readonly string[], search: Search): string[] =>
  bases.flatMap((base) => [
    ...wordsOf(text).flatMap((word) => pathsBy(project, word, base, search)),
    ...patternsOf(text).flatMap((pattern) => alike(project, pattern, base, search)),
  ]);

/** What a format fills in: `config.%s.yaml`, `{}.toml`, `${NAME}.json`. */
const FILLED_IN = /%[-+# 0]*[\d.*]*[a-zA-Z]|\$?\{[^{}]*\}|\$\w+/g;

/** Names of files with `*` for what is filled in; what ends in a dot or dash is the beginning of one. */
const patternsOf = (text: string): string[] =>
  text
    .replace(FILLED_IN, '*')
    .split(/[\s'"`=:;,()<>|$%[\]&\\!#]+/)
    .map((word) => (/\w{3}[._-]$/.test(word) ? `${word}*` : word))
    .filter((word) => /[*?]/.test(word) && /\w{2}/.test(word));

function alike(project: Project, pattern: string, base: string, { places }: Search): string[] {
  const place = places.find((folder) => pattern.startsWith(`${folder}/`));
  const parts = pattern
    .slice(place?.length ?? 0)
    .split('/')
    .filter((part) => !/^\.{0,2}$/.test(part));
  const at = parts.findIndex((part) => /[*?]/.test(part));
  const folder = [...(place === undefined ? base.split('/') : []), ...parts.slice(0, at)]
    .filter((part) => part !== '')
    .join('/');
  const [part = '', next = ''] = parts.slice(at);
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
function pathsBy(project: Project, word: string, base: string, { places }: Search): string[] {
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
    const stems = isLast ? withStem(project, path, part) : [];
    // A folder of sources has to be there for what is written to it.
    const written = at > 0 && isLast && writtenFile.test(part) ? path : undefined;
    return [...stems, ...([around ?? written] as const).flatMap((folder) => folder ?? [])];
  }
  const found = parts.length === 0 ? undefined : project.widest(path);
  return found === undefined ? [] : [found];
}

/** `config` for `config.yaml`, as libraries look for settings. */
const withStem = (project: Project, folder: string, stem: string): string[] =>
  [...project.names(folder)]
    .filter((name) => settingsFile.test(name) && name.replace(/\.[^.]+$/, '') === stem && !buildFiles.test(name))
    .flatMap((name) => project.widest(pathIn(folder, name)) ?? []);

/** Files and folders that are compiled into the program. */
function embeddedBy(
  { names }: Project,
  { path, text, language }: SourceText,
  which: (embed: Embed) => boolean,
): string[] {
  const written = embedsOf(text, language.embeds.filter(which));
  const beside = foldersTo(path).slice(0, -1).reverse();
  return written.map((embed) => {
    const fixed = relativePath(embed.replace(/^all:/, '').replace(/\/?[^/]*[*?[].*$/, ''));
    const base = [...beside, ''].find((folder) => names(folder).has(fixed.split('/')[0] ?? ''));
    return pathIn(base ?? '', fixed);
  });
}

const embedsOf = (text: string, embeds: readonly Embed[]): string[] =>
  embeds.flatMap(({ text: sign, byDefault = '' }) =>
    [...text.matchAll(sign)].flatMap(([, written]) => (written || byDefault).replace(/["`]/g, '').split(/\s+/)),
  );

/** One is in the other, or the same. */
const isPartOf =
  (paths: readonly string[]) =>
  (path: string): boolean =>
    paths.some((other) => other !== '' && (within([other])(path) || within([path])(other)));
