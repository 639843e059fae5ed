import type { BuildContext } from '../context/build-context.ts';
import type { Source } from '../context/find-context.ts';
import { mountsOf } from '../syntax/flags.ts';
import { isCopy, jsonForm } from '../syntax/instruction.ts';
import { wordsIn } from '../syntax/words.ts';
import { type Dockerfile, lineage, type Stage, type Step, stageCalled } from './dockerfile.ts';
import { once } from './memo.ts';
import { absolutePath, isFolderPath, namesLike, relativePath } from './paths.ts';
import { variableValue } from './state.ts';
import { expandWord } from './variables.ts';

export type ReadText = (path: string) => string | undefined;

/** The text of a file of the image, where a COPY or ADD brought it in from the build context and it can be read there. */
export function copiedText(
  file: Dockerfile,
  stage: Stage,
  before: Step,
  path: string,
  readText: ReadText,
): string | undefined {
  const wanted = absolutePath(path, before.state.workdir ?? '/');
  for (const ancestor of lineage(stage)) {
    const end = ancestor === stage ? ancestor.steps.indexOf(before) : ancestor.steps.length;
    for (let at = end - 1; at >= 0; at--) {
      const step = ancestor.steps[at] as Step;
      for (const source of copySources(step, wanted, file.source.escape)) {
        const text = readText(source);
        if (text !== undefined) return text;
      }
    }
  }
  return undefined;
}

/** The paths in the context from which this COPY could have made a file. */
function copySources(step: Step, wanted: string, escape: string): string[] {
  const { instruction } = step;
  if (!isCopy(instruction) || instruction.flags.some((flag) => flag.name === 'from')) return [];
  const words = copyWords(step, escape);
  const target = words.pop();
  if (target === undefined) return [];
  const folder = absolutePath(target, step.state.workdir ?? '/');
  const candidates: string[] = [];
  for (const source of words) {
    if (source === undefined || /[[\\]/.test(source) || /^\w+:/.test(source)) continue;
    const below = beneath(folder, wanted);
    const relative = named(relativePath(source), below);
    if (relative === undefined) continue;
    if (folder === wanted) candidates.push(relative);
    if (below === undefined) continue;
    candidates.push(relativePath(`${relative}/${below}`));
    if (below.slice(1) === relative.slice(relative.lastIndexOf('/') + 1)) candidates.push(relative);
  }
  return candidates;
}

/** `/b/c` for /a/b/c in /a. */
function beneath(folder: string, path: string): string | undefined {
  if (folder === '/') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length) : undefined;
}

/** The path that a pattern for files of a folder stands for, where one of them comes to a folder under its name. */
function named(source: string, below: string | undefined): string | undefined {
  if (!/[*?]/.test(source)) return source;
  const at = source.lastIndexOf('/') + 1;
  const name = below?.slice(1) ?? '';
  const isLike = !/[*?]/.test(source.slice(0, at)) && namesLike(source.slice(at)).test(name);
  return isLike ? `${source.slice(0, at)}${name}` : undefined;
}

/**
 * The file or folder that a COPY or ADD writes to; undefined where that is known only at build time.
 *
 * @param home where its stage works before any WORKDIR, if that is known
 */
export function copyTarget(step: Step, escape: string, home?: string): string | undefined {
  const target = copyWords(step, escape).at(-1);
  const { workdir = home } = step.state;
  if (target === undefined || (workdir === undefined && !target.startsWith('/'))) return undefined;
  return absolutePath(target, workdir ?? '/');
}

/** What a build takes from its context, as far as the file alone tells. */
export function contextSources({ stages, source: { escape } }: Dockerfile): Source[] {
  const steps = stages.flatMap((stage) => stage.steps).filter(({ deferred }) => !deferred);
  return steps.flatMap((step) => [...copiedSources(step, escape), ...mountedSources(step)]);
}

function* copiedSources(step: Step, escape: string): Iterable<Source> {
  const { instruction } = step;
  if (!isCopy(instruction) || instruction.flags.some(({ name }) => name === 'from')) return;
  for (const word of copyWords(step, escape).slice(0, -1)) {
    if (word === undefined || /^\w+:|^git@|^<<|[?[\\]/.test(word)) continue;
    // What stands for no character leaves a name that the pattern finds, should there be such a file.
    yield { path: relativePath(word.replaceAll('*', '')), must: !word.includes('*') };
  }
}

function* mountedSources({ instruction }: Step): Iterable<Source> {
  if (instruction.keyword !== 'RUN') return;
  for (const { type, source, from } of mountsOf(instruction.flags))
    if (type === 'bind' && from === undefined && source !== undefined && !source.includes('$'))
      yield { path: relativePath(source), must: true };
}

/**
 * The files and folders that a COPY or ADD writes to: where a file of the context goes to a folder, the file that it becomes there.
 * Undefined where that is known only at build time.
 */
export function copiedPaths(step: Step, escape: string, context: BuildContext): string[] | undefined {
  const target = copyTarget(step, escape);
  if (target === undefined) return undefined;
  const [written = '', ...sources] = copyWords(step, escape).reverse();
  const { keyword, flags } = step.instruction;
  const isPlain = keyword === 'COPY' && flags.every(({ name }) => name !== 'from' && name !== 'parents');
  if (!isPlain || !(sources.length > 1 || isFolderPath(written))) return [target];
  return sources.map((source) =>
    source !== undefined && context.kindOf(relativePath(source)) === 'file'
      ? absolutePath(source.slice(source.lastIndexOf('/') + 1), target)
      : target,
  );
}

/** It brings files that change with the sources: from the build context, or from a stage that was built of them. */
export function bringsSources(file: Dockerfile, stage: Stage, { instruction }: Step): boolean {
  if (!isCopy(instruction)) return false;
  const { flags, args } = instruction;
  const from = flags.find(({ name }) => name === 'from');
  if (from !== undefined) return stageCalled(file, from.value, stage) !== undefined;
  const sources = (jsonForm(args) ?? wordsIn(args.text, file.source.escape)).slice(0, -1);
  return sources.some((source) => !/^["']?(?:<<|\w+:\/\/|git@)/.test(source));
}

type CopyWords = readonly (string | undefined)[];

/** All that look for where files come from ask for them. */
const readWords = once((_: Step): { words?: CopyWords } => ({}));

/** Sources and target of a COPY or ADD; undefined for one that is known only at build time. */
export function copyWords(step: Step, escape: string): (string | undefined)[] {
  const read = readWords(step);
  read.words ??= wordsOf(step, escape);
  return [...read.words];
}

function wordsOf({ instruction: { args }, state }: Step, escape: string): CopyWords {
  const words = jsonForm(args) ?? wordsIn(args.text, escape);
  return words.map((word) => expandWord(word, escape, (name) => variableValue(state, name)));
}
