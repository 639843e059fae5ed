import { resolve } from 'node:path';
import type { FileResult } from '../report/result.ts';
import { reasonOf } from './errors.ts';
import type { Io } from './io.ts';
import type { RunOptions } from './options.ts';
import { withSlashes } from './paths.ts';
import { readText } from './read.ts';
import { templateName } from './template.ts';
import { refactorFile, type Workshop } from './work.ts';

const NO_NAME = '<stdin>';

/** The standard input as the one file of a run. Without a name nothing is known of its build context. */
export async function* workOnStdin(
  { stdinFilename }: RunOptions,
  io: Io,
  workshop: Workshop,
): AsyncGenerator<FileResult> {
  const path = stdinFilename === undefined ? NO_NAME : withSlashes(stdinFilename);
  const file = resolve(io.cwd, stdinFilename ?? 'Dockerfile');
  const template = templateName(path);
  const read = template === undefined ? await readStdin(io) : { problem: template };
  if ('problem' in read) {
    yield { path, status: 'unreadable', written: false, problem: read.problem };
    return;
  }
  const context = workshop.contexts(stdinFilename === undefined ? undefined : file);
  yield refactorFile(path, read.text, { ...workshop, context, alone: true, patchPath: workshop.patchName(file) });
}

async function readStdin(io: Io): Promise<ReturnType<typeof readText>> {
  let bytes: Uint8Array;
  try {
    bytes = await io.stdin();
  } catch (error) {
    return { problem: { message: reasonOf(error) }, template: false };
  }
  return readText(bytes);
}
