import type { BuildContext, Kind } from '../context/build-context.ts';
import { isIgnored } from '../context/ignored.ts';
import { isCopy } from '../syntax/instruction.ts';
import { copyWords } from './copied-files.ts';
import { copiedFrom, type Dockerfile, homeOf, lineage, type Stage, type Step, stageCalled } from './dockerfile.ts';
import { absolutePath, namesLike, pathBelow, relativePath } from './paths.ts';

/** Where something at a path of the image comes from. */
export type Brought =
  /** A COPY or ADD takes it from the build context. */
  | { readonly from: 'context'; readonly path: string; readonly step: Step }
  /** A COPY or ADD that may bring it takes from elsewhere, or what it takes is known only at build time. */
  | { readonly from: 'elsewhere'; readonly step: Step };

/**
 * What the last instruction before a step, or the last of the stage, that brings something to a path of the image took for it;
 * undefined where none does.
 */
export function broughtTo(
  file: Dockerfile,
  context: BuildContext,
  stage: Stage,
  before: Step | undefined,
  path: string,
  kind: Kind = 'file',
): Brought | undefined {
  const sought = { path, kind, home: homeOf(stage) };
  for (const ancestor of lineage(stage)) {
    const end = ancestor === stage && before !== undefined ? ancestor.steps.indexOf(before) : ancestor.steps.length;
    for (let at = end - 1; at >= 0; at--) {
      const step = ancestor.steps[at] as Step;
      const brought = step.deferred ? undefined : broughtBy(step, context, sought, file.source.escape);
      if (brought !== undefined) return brought;
    }
  }
  return undefined;
}

/** The text of a file of the image, where a COPY or ADD took it from the build context, by way of other stages as well, and it can be read. */
export function broughtText(file: Dockerfile, context: BuildContext, stage: Stage, path: string): string | undefined {
  const brought = broughtTo(file, context, stage, undefined, path);
  if (brought === undefined) return undefined;
  if (brought.from === 'context') return context.readText(brought.path);
  for (const source of inOtherStage(file, stage, brought.step, path)) {
    const text = broughtText(file, context, source.stage, source.path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Where a file may have been in the stage that a COPY takes it from: a source may be the file, or a folder with it. */
function inOtherStage(file: Dockerfile, stage: Stage, step: Step, path: string): { stage: Stage; path: string }[] {
  const [name] = copiedFrom(step.instruction);
  const other = name === undefined ? undefined : stageCalled(file, name, stage);
  const words = copyWords(step, file.source.escape);
  const target = words.pop();
  if (other === undefined || other.index >= stage.index || target === undefined) return [];
  const below = pathBelow(absolutePath(target, step.state.workdir ?? homeOf(stage) ?? '/'), path);
  return words.flatMap((source) => {
    if (source === undefined || below === undefined || /[*?[\\]/.test(source)) return [];
    const own = absolutePath(source, '/');
    const isItself = below === '' || own.endsWith(`/${below}`);
    return [...(isItself ? [own] : []), absolutePath(`${own}/${below}`, '/')].map((at) => ({ stage: other, path: at }));
  });
}

/** Flags that change nothing about which files come. */
const SAME_FILES: readonly string[] = ['chmod', 'chown', 'link'];

const ARCHIVE = /\.(?:tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz)$/;

type Sought = { readonly path: string; readonly kind: Kind; readonly home: string | undefined };

function broughtBy(
  step: Step,
  context: BuildContext,
  { path: wanted, kind, home }: Sought,
  escape: string,
): Brought | undefined {
  const { keyword, flags, heredocs } = step.instruction;
  if (!isCopy(step.instruction)) return undefined;
  const elsewhere: Brought = { from: 'elsewhere', step };
  const words = copyWords(step, escape);
  const target = words.pop();
  const { workdir = home } = step.state;
  if (target === undefined || (workdir === undefined && !target.startsWith('/'))) return elsewhere;
  const below = pathBelow(absolutePath(target, workdir ?? '/'), wanted);
  if (below === undefined) return undefined;
  if (heredocs.length > 0 || flags.some(({ name }) => !SAME_FILES.includes(name))) return elsewhere;
  for (const source of words.reverse()) {
    const sources = source === undefined ? undefined : matches(context, source);
    if (sources === undefined || (keyword === 'ADD' && sources.some((path) => ARCHIVE.test(path)))) return elsewhere;
    const path = sources
      .map((found) => candidate(context, found, below))
      .find((found) => found !== undefined && context.kindOf(found) === kind && !isIgnored(context, found));
    if (path !== undefined) return { from: 'context', path, step };
  }
  return undefined;
}

/** What of a source would come to stand at `below` the target: a folder brings what is in it, a file itself. */
function candidate(context: BuildContext, source: string, below: string): string | undefined {
  if (context.kindOf(source) === 'folder') return below === '' ? source : relativePath(`${source}/${below}`);
  return below === '' || below === source.slice(source.lastIndexOf('/') + 1) ? source : undefined;
}

/** The paths of the context that a source names; undefined where it names something else, or in a way that is not read here. */
function matches(context: BuildContext, source: string): string[] | undefined {
  if (/^\w+:|[[\\]/.test(source)) return undefined;
  let found = [''];
  for (const part of relativePath(source).split('/')) {
    found = found.flatMap((folder) => namesFor(context, folder, part).map((name) => relativePath(`${folder}/${name}`)));
  }
  return found;
}

function namesFor(context: BuildContext, folder: string, pattern: string): readonly string[] {
  if (!/[*?]/.test(pattern)) return [pattern];
  const like = namesLike(pattern);
  return (context.namesIn(folder) ?? []).filter((name) => like.test(name));
}
