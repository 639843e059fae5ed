import { type BuildContext, pathIn } from '../../../context/build-context.ts';
import { sentFrom } from '../../../context/sent.ts';
import { copyTarget, copyWords } from '../../../model/copied-files.ts';
import { homeOf, lineage, type Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { absolutePath, isFolderPath, namesLike, relativePath, within } from '../../../model/paths.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import type { Place, StageFolder } from './stage-folder.ts';

/** Something of the context, and its path in the folder. */
type Sent = { readonly base: string; readonly path: string };

/**
 * What of the build context a stage has in a folder, by the paths that it has there; or why that is not known. Its folders are those of the
 * context: a COPY that puts something elsewhere is reason enough not to say.
 *
 * @param apart steps that are left out
 */
export function projectOf(
  place: Place,
  { builder, source: folder }: Pick<StageFolder, 'builder' | 'source'>,
  apart: readonly Step[] = [],
): BuildContext | { readonly unknown: string } {
  const all: Sent[] = [];
  const home = homeOf(builder);
  for (const { steps } of lineage(builder)) {
    for (const step of steps) {
      if (step.deferred || !isCopy(step.instruction) || apart.includes(step)) continue;
      const sent = sentBy(place, step, { folder, home });
      const line = `line ${lineOf(place.file, idOf(step))}`;
      if (sent === undefined)
        return { unknown: `${line} brings files into ${folder} that are not those of the build context` };
      all.push(...sent);
    }
  }
  const [base = '', ...others] = new Set(all.map((sent) => sent.base));
  if (others.length > 0)
    return {
      unknown: `the COPYs of that stage do not keep the folders of the build context, so where its files are is not known`,
    };
  const paths = all.map(({ path }) => path);
  const key = [base, ...paths].join('\n');
  const known = projects(place.context);
  const project = known.get(key) ?? only(sentFrom(place.context, base), paths);
  known.set(key, project);
  return project;
}

/** The same object for the same paths, so that what is found of it is kept from pass to pass. */
const projects = once((_: BuildContext) => new Map<string, BuildContext>());

/** What a COPY brings into the folder; undefined where that is not of the context, or not known. */
function sentBy(
  { file, context }: Place,
  step: Step,
  { folder, home }: { readonly folder: string; readonly home: string | undefined },
): Sent[] | undefined {
  const { flags, heredocs, keyword } = step.instruction;
  const target = copyTarget(step, file.source.escape, home);
  if (target === undefined) return undefined;
  if (!within([folder])(target) && !within([target])(folder)) return [];
  if (heredocs.length > 0 || flags.some(({ name }) => !SAME_FILES.includes(name))) return undefined;
  const [written = '', ...sources] = copyWords(step, file.source.escape).reverse();
  const found = sources.map((source) => (source === undefined ? undefined : pathsLike(context, source)));
  if (
    found.includes(undefined) ||
    (keyword === 'ADD' && found.flat().some((path) => /\.(?:tar|t?[gbx]z2?)/.test(path ?? '')))
  )
    return undefined;
  const isInto = isFolderPath(written) || found.flat().length > 1;
  const sent = (found.flat() as string[]).map((path) => {
    const isFile = context.kindOf(path) === 'file';
    const to =
      isFile && (isInto || target === folder) ? absolutePath(path.slice(path.lastIndexOf('/') + 1), target) : target;
    return within([folder])(to) || !isFile ? placed(path, to, folder) : ('elsewhere' as const);
  });
  return sent.includes(undefined) ? undefined : sent.filter((each): each is Sent => typeof each === 'object');
}

const SAME_FILES: readonly string[] = ['chmod', 'chown', 'link'];

/** The folder of the context that stands for the folder of the image, where the path stands for one in it. */
function placed(path: string, to: string, folder: string): Sent | undefined {
  if (to !== folder && within([to])(folder))
    return { base: pathIn(path, folder.slice(to.length + (to === '/' ? 0 : 1))), path: '' };
  const below = to.slice(folder === '/' ? 1 : folder.length + 1);
  if (below === '') return { base: path, path: '' };
  if (path === below) return { base: '', path: below };
  return path.endsWith(`/${below}`) ? { base: path.slice(0, -below.length - 1), path: below } : undefined;
}

/** Undefined for what is no path of the context, or a pattern for folders. */
function pathsLike(context: BuildContext, source: string): string[] | undefined {
  if (/^\w+:|^git@|[[\\]/.test(source)) return undefined;
  const path = relativePath(source);
  if (!/[*?]/.test(path)) return [path];
  const [, folder = '', last = ''] = /^(?:(.*)\/)?([^/]*)$/.exec(path) ?? [];
  if (/[*?]/.test(folder)) return undefined;
  return (context.namesIn(folder) ?? [])
    .filter((name) => namesLike(last).test(name))
    .map((name) => pathIn(folder, name));
}

/** Some paths of a context, and what is in them. */
function only(sent: BuildContext, paths: readonly string[]): BuildContext {
  if (paths.includes('')) return sent;
  const isIn = within(paths);
  const isSeen = (path: string): boolean =>
    path === '' || isIn(path) || paths.some((other) => other.startsWith(`${path}/`));
  return {
    ...sent,
    readText: (path) => (isIn(path) ? sent.readText(path) : undefined),
    kindOf: (path) => (isSeen(path) ? sent.kindOf(path) : undefined),
    namesIn: (folder) => sent.namesIn(folder)?.filter((name) => isSeen(pathIn(folder, name))),
  };
}
