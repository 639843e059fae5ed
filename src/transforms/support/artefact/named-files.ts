import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { linkBelow } from '../../../context/links.ts';
import {
  asksItsName,
  dataFolders,
  type Embed,
  impliedFiles,
  sharedLibrary,
  textFunctions,
} from '../../../knowledge/compiled/compiled-languages.ts';
import { relativePath, within } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { firstReason } from '../user/first-reason.ts';
import { type Literal, literalsOf } from './literals.ts';
import { madeIn } from './made-files.ts';
import { pathsNamed, wordsOf } from './paths-named.ts';
import { foldersTo, type ProjectFiles, projectFiles } from './project-files.ts';
import { asksForMadeByBuild, languageOf, type SourceText } from './sources.ts';
import { whyWholeFolder } from './whole-folder.ts';

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
  /** Where the program is that asks, from the root of the context on: it may look for files that are called like it. */
  readonly programs?: readonly string[];
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
  const project = projectFiles(sent, search.isSource ?? ((path) => languageOf(path) !== undefined));
  const isRead = ({ inRelease }: Embed): boolean => inRelease === true && search.isDebugged === true;
  const embedded = search.sources.flatMap((source) => embeddedBy(project, source, (embed) => !isRead(embed)));
  const read = search.sources.flatMap((source) => embeddedBy(project, source, isRead));
  const inTexts = (search.texts ?? []).flatMap(({ text }) =>
    [text, ...impliedBy(text)].flatMap((one) => pathsNamed(project, one, basesFor(undefined, search), search.places)),
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
  const chain = namedBySettings(project, sent, search, { found, embedded });
  if (chain !== undefined) return { unknown: chain };
  const all = [...found];
  const link = all.flatMap((path) => linkBelow(sent, path) ?? [])[0];
  if (link !== undefined) return { unknown: `${link} is a link, and what it leads to may stay behind` };
  return { paths: all.filter((path) => !all.some((other) => other !== path && within([other])(path))).sort() };
}

/** What is found on the way is looked at as well, and settings that are compiled in; why it may be anything. */
function namedBySettings(
  project: ProjectFiles,
  sent: BuildContext,
  search: Search,
  { found, embedded }: { readonly found: Set<string>; readonly embedded: readonly string[] },
): string | undefined {
  const { folders = [], places } = search;
  // `server:` in settings is no word about the folder `server` that all of it is in.
  const isAround = (path: string): boolean => folders.some(within([path]));
  const looked = new Set([...found, ...embedded]);
  for (const path of looked) {
    for (const file of project.settings(path)) {
      const text = sent.readText(file) ?? '';
      if (wordsOf(text).some((word) => isPlace(word, search))) return `${file} names the folder itself`;
      const named = pathsNamed(project, text, ['', ...folders], places).filter((other) => !isAround(other));
      for (const other of named) {
        looked.add(other);
        found.add(other);
      }
    }
  }
  return undefined;
}

/** What is compiled in is not looked for on a disk, where the source asks for nothing there. */
function namedBySource(
  project: ProjectFiles,
  source: SourceText,
  search: Search,
  embedded: readonly string[],
): string[] {
  const bases = basesFor(source, search);
  const texts = [
    ...literalsOf(source).map(({ text }) => text),
    ...impliedBy(source.text),
    ...calledLikeIt(source, search),
  ];
  const paths = [
    ...texts.flatMap((text) => pathsNamed(project, text, bases, search.places)),
    ...madeIn(project, source, bases),
  ];
  return source.language.disk.test(source.text) ? paths : paths.filter((path) => !isPartOf(embedded)(path));
}

/** Why a source may read any file of the folder that its program works in. */
function whyAny(source: SourceText, search: Search): string | undefined {
  const { path, text } = source;
  if (asksForMadeByBuild(source)) return `${path} names OUT_DIR, where the build makes files`;
  const whole = whyWholeFolder(source);
  if (whole !== undefined) return whole;
  if (search.places.includes('/') && HANDS_OUT_ROOT.test(text)) return `"/" in ${path} names the whole folder`;
  const all = literalsOf(source).find(
    ({ text: glob, code, start }) => ANY_NAME.test(glob) && /glob\w*!?\s*\(\s*$/i.test(code.slice(0, start)),
  );
  if (all !== undefined) return `${JSON.stringify(all.text)} in ${path} names all of the folder`;
  const dot = literalsOf(source).find((literal) => isPlace(literal.text, search) && !isText(literal));
  return dot && `${JSON.stringify(dot.text)} in ${path} names the whole folder`;
}

// A pattern of stars alone.
const ANY_NAME = /^(?:\.\/)?\*{1,2}(?:[./]\*)?$/;

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

/** Paths go on from the root of the context, and, where a source asks where it was, from the folders that it is in. */
function basesFor(source: SourceText | undefined, { folders = [] }: Search): string[] {
  const own = source?.language.besideSources.test(source.text) ? foldersTo(source.path).slice(0, -1) : [];
  return ['', ...folders, ...own];
}

/** `bell.toml` for `bell`, where a source asks for its own name. */
const calledLikeIt = ({ text }: SourceText, { programs = [] }: Search): string[] =>
  asksItsName.test(text) ? programs.flatMap((path) => [`${path}.*`, `${baseName(path)}.*`]) : [];

const impliedBy = (text: string): string[] =>
  impliedFiles.flatMap(({ text: sign, names }) => (sign.test(text) ? names : []));

/** Files and folders that are compiled into the program. */
function embeddedBy(
  { names }: ProjectFiles,
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
