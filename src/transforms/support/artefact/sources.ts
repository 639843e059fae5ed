import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import {
  type CompiledLanguage,
  compiledLanguages,
  foreignFolders,
} from '../../../knowledge/compiled/compiled-languages.ts';
import { ofBuildScript } from '../../../knowledge/compiled/toolchain-files.ts';
import { once } from '../../../model/memo.ts';
import { baseName } from '../../../shell/invocation.ts';

/** A file that is compiled, and its language. */
export type SourceText = { readonly path: string; readonly language: CompiledLanguage; readonly text: string };

/** So many names are looked at, and no more: a context of that size is no project of a program. */
const MOST_NAMES = 20_000;

type Unknown = { readonly unknown: string };

/**
 * Sources of compiled languages in a context, without those of tests and of other people's libraries; or why they are not known.
 * Paths are those of the context that is given (`sentFrom` for a folder of it, without what is ignored).
 */
export const compiledSources = once((sent: BuildContext): readonly SourceText[] | Unknown => {
  const found: SourceText[] = [];
  let names = 0;
  for (const path of pathsBelow(sent, '')) {
    if (++names > MOST_NAMES) return { unknown: 'the build context has too many files to read its sources' };
    const isFolder = sent.kindOf(path) === 'folder';
    if ((isFolder || languageOf(path) !== undefined) && sent.isLink?.(path))
      return { unknown: `${path} is a link, so which sources there are is not known` };
    const source = isFolder ? undefined : sourceAt(sent, path);
    if (source !== undefined && 'unknown' in source) return source;
    if (source !== undefined) found.push(source);
  }
  return found.sort((a, b) => Number(a.path > b.path) - Number(a.path < b.path));
});

/** Files and folders, each folder before what is in it. */
function* pathsBelow(sent: BuildContext, folder: string): Iterable<string> {
  for (const name of sent.namesIn(folder) ?? []) {
    const path = pathIn(folder, name);
    const kind = sent.kindOf(path);
    if (kind === undefined || (kind === 'folder' && foreignFolders.has(name))) continue;
    yield path;
    if (kind === 'folder') yield* pathsBelow(sent, path);
  }
}

function sourceAt(sent: BuildContext, path: string): SourceText | Unknown | undefined {
  const language = languageOf(path);
  if (language === undefined || language.tests.test(path)) return undefined;
  const text = sent.readText(path);
  return text === undefined ? { unknown: `${path} can not be read` } : { path, language, text };
}

/** It is no script of a build itself, and asks for what one has made. */
export const asksForMadeByBuild = ({ path, text }: SourceText): boolean =>
  baseName(path) !== 'build.rs' && ofBuildScript.test(text);

/** The language that a file is a source of. */
export const languageOf = (path: string): CompiledLanguage | undefined =>
  compiledLanguages.find(({ sources }) => sources.test(path));
