import { type ContextFor, refactorText } from '../engine/refactor.ts';
import type { Safety, Transform } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { FileResult } from '../report/result.ts';
import { chooseTransforms } from '../transforms/choose.ts';
import { type Contexts, contextsOf } from './context.ts';
import { asUsage } from './errors.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { patchNames } from './paths.ts';
import { readSource } from './read.ts';
import type { Miss, Target } from './targets.ts';
import { writeBack } from './write.ts';

export type Workshop = {
  readonly transforms: readonly Transform[];
  readonly accepts: (safety: Safety) => boolean;
  readonly settings: Settings;
  readonly contexts: Contexts;
  readonly patchName: (file: string) => string;
  readonly write: boolean;
};

/** @throws {KnownError} */
export function equip(options: RunOptions, io: Io, all: readonly Transform[]): Workshop {
  return {
    transforms: asUsage(() => chooseTransforms(all, options)),
    accepts: (safety) => safety === 'safe' || !options.safe,
    settings: { merge: options.merge },
    contexts: contextsOf(options.context, io),
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
  const result = refactorFile(path, reading.source.text, {
    ...workshop,
    context: workshop.contexts(target.file),
    patchPath: workshop.patchName(target.file),
  });
  if (!workshop.write || result.status !== 'changed' || result.work === undefined) return result;
  const failure = writeBack(target.file, result.work.refactored.text, reading.source);
  return failure === undefined
    ? { ...result, written: true }
    : { ...result, status: 'unwritable', problem: { message: failure } };
}

type OneFile = Pick<Workshop, 'transforms' | 'accepts' | 'settings'> & {
  readonly context: ContextFor;
  readonly patchPath: string;
};

export function refactorFile(path: string, original: string, { patchPath, ...options }: OneFile): FileResult {
  try {
    const refactored = refactorText(original, options);
    const { status, problem: found } = refactored;
    const problem = found === undefined ? {} : { problem: found };
    if (status === 'invalid') return { path, status: 'unreadable', written: false, ...problem };
    const changed = refactored.text === original ? 'unchanged' : 'changed';
    return {
      path,
      status: status === 'left' ? 'left' : changed,
      written: false,
      ...problem,
      work: { original, refactored, patchPath },
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

/** The message, and the place in our code that whoever reports it should name. */
function traced(error: unknown): string {
  const { message, stack } = error as Error;
  const place = /^\s+at .*$/m.exec(stack ?? '')?.[0].trim();
  return place === undefined ? message : `${message} (${place})`;
}
