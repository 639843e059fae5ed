import { dirname, resolve } from 'node:path';
import { KnownError, reasonOf } from './errors.ts';
import type { Io, Output } from './io.ts';
import { realPath, statOf } from './paths.ts';
import type { Miss, Target } from './targets.ts';
import { writeWhole } from './write.ts';

/** Where the product of a run goes. */
export type Product = Output & { readonly finish: () => void };

/** @throws {KnownError} when nothing can be put there, or something would be lost. */
export function productOf(output: string | undefined, io: Io, targets: readonly (Target | Miss)[]): Product {
  if (output === undefined || output === '-') return { ...io.stdout, finish: () => undefined };
  const file = resolve(io.cwd, output);
  if (statOf(dirname(file))?.isDirectory() !== true) {
    throw new KnownError(`--output ${output}: no such folder`);
  }
  const existing = statOf(file);
  if (existing?.isDirectory()) throw new KnownError(`--output ${output}: a folder`);
  if (
    existing !== undefined &&
    targets.some((target) => 'file' in target && realPath(target.file) === realPath(file))
  ) {
    throw new KnownError(`--output ${output}: one of the files to work on; --write changes them`);
  }
  const parts: string[] = [];
  const finish = (): void => {
    try {
      writeWhole(file, parts.join(''));
    } catch (error) {
      throw new KnownError(`--output ${output}: ${reasonOf(error)}`);
    }
  };
  const write = async (text: string): Promise<void> => {
    parts.push(text);
  };
  return { write, closed: () => false, terminal: false, finish };
}
