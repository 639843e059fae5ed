import { dirname, join, relative } from 'node:path';
import type { BuildContext } from '../context/build-context.ts';
import type { ReadDockerfiles } from '../context/dockerfiles.ts';
import type { ContextFor } from '../engine/options.ts';
import { refactorText } from '../engine/refactor.ts';
import type { Refactored } from '../engine/result.ts';
import type { Safety, Transform } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { ChangedFile, FileResult, Work } from '../report/result.ts';
import { chooseTransforms } from '../transforms/choose.ts';
import { type ChangedTexts, type Contexts, contextsOf, ignoreFile } from './context.ts';
import { asUsage } from './errors.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { patchNames, withSlashes } from './paths.ts';
import { MARK, markOf, readSource } from './read.ts';
import type { Miss, Target } from './targets.ts';
import { type AlsoWritten, writeBack } from './write.ts';

export type Workshop = {
  readonly transforms: readonly Transform[];
  readonly accepts: (safety: Safety) => boolean;
  readonly settings: Settings;
  readonly contexts: Contexts;
  readonly changed: ChangedTexts;
  readonly dockerfiles: ReadDockerfiles;
  readonly patchName: (file: string) => string;
  readonly write: boolean;
};

/** @throws {KnownError} */
export function equip(
  options: RunOptions,
  io: Io,
  all: readonly Transform[],
  targets: readonly (Target | Miss)[],
): Workshop {
  const changed: ChangedTexts = new Map();
  const dockerfiles: ReadDockerfiles = new Map();
  const files = targets.flatMap((target) => ('file' in target ? [target.file] : []));
  return {
    transforms: asUsage(() => chooseTransforms(all, options)),
    accepts: (safety) => safety === 'safe' || !options.safe,
    settings: options,
    contexts: contextsOf({ given: options.context, files, changed, dockerfiles }, io),
    changed,
    dockerfiles,
    patchName: patchNames(io.cwd),
    write: options.mode === 'write',
  };
}

/** Takes one file through: read, refactor, write where that is asked for. Never throws. */
export function workOn(target: Target | Miss, workshop: Workshop): FileResult {
  const { path } = target;
  if ('failure' in target) return { path, status: 'unreadable', written: false, problem: { message: target.failure } };
  const reading = readSource(target);
  if ('problem' in reading) {
    const status = reading.template && !target.named ? 'skipped' : 'unreadable';
    return { path, status, written: false, problem: reading.problem };
  }
  let context: BuildContext | undefined;
  const result = refactorFile(path, reading.source.text, {
    ...workshop,
    context: (file) => {
      context = workshop.contexts(target.file)(file);
      return context;
    },
    patchPath: workshop.patchName(target.file),
  });
  const { work } = result;
  if (result.status !== 'changed' || work === undefined) return result;
  const whole = { ...work, also: context === undefined ? [] : alsoFor(context, target, work, workshop) };
  if (workshop.write) {
    const failure = writeBack(target.file, work.refactored.text, reading.source, whole.also);
    workshop.dockerfiles.delete(target.file);
    if (failure !== undefined) return { ...result, work: whole, status: 'unwritable', problem: { message: failure } };
  }
  for (const { file, after } of whole.also) workshop.changed.set(file, after.replace(MARK, ''));
  return { ...result, work: whole, written: workshop.write };
}

type Also = ChangedFile & AlsoWritten;

/** What changes with a Dockerfile, as its user knows it and where it is. */
function alsoFor(context: BuildContext, target: Target, { refactored }: Work, { patchName }: Workshop): Also[] {
  const { ignores, composeFiles = [] } = refactored;
  const list = ignores && ignoreFile(context, target.file, ignores.own);
  const changed = [
    ...(ignores === undefined || list === undefined ? [] : [{ ...ignores, file: list }]),
    ...composeFiles.map((compose) => ({ ...compose, file: compose.path })),
  ];
  return changed.map(({ file, before, after }) => {
    // It is no part of what a context says that the file says.
    const mark = markOf(file);
    return {
      file,
      path: withSlashes(join(dirname(target.path), relative(dirname(target.file), file))),
      patchPath: patchName(file),
      before: before === undefined ? undefined : mark + before,
      after: mark + after,
    };
  });
}

type OneFile = Pick<Workshop, 'transforms' | 'accepts' | 'settings'> & {
  readonly alone?: boolean;
  readonly context: ContextFor;
  readonly patchPath: string;
};

export function refactorFile(path: string, original: string, { patchPath, ...options }: OneFile): FileResult {
  try {
    const refactored = refactorText(original, options);
    const { status, problem: found } = refactored;
    const problem = found === undefined ? {} : { problem: found };
    if (status === 'invalid') return { path, status: 'unreadable', written: false, ...problem };
    const changed = isAsItWas(original, refactored) ? 'unchanged' : 'changed';
    return {
      path,
      status: status === 'left' ? 'left' : changed,
      written: false,
      ...problem,
      work: { original, refactored, patchPath, also: [] },
    };
  } catch (error) {
    return {
      path,
      status: 'broken',
      written: false,
      problem: { message: `a bug of dockmod, the file is untouched: ${traced(error)}` },
    };
  }
}

const isAsItWas = (original: string, { text, ignores, composeFiles }: Refactored): boolean =>
  text === original && ignores === undefined && composeFiles === undefined;

/** The message, and the place in our code that whoever reports it should name. */
function traced(error: unknown): string {
  const { message, stack } = error as Error;
  const place = /^\s+at .*$/m.exec(stack ?? '')?.[0].trim();
  return place === undefined ? message : `${message} (${place})`;
}
