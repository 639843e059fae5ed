import { pathIn } from '../../../context/build-context.ts';
import { isIgnored } from '../../../context/ignored.ts';
import {
  ENVIRONMENT_FILE,
  exampleOfEnvironment,
  ignoresEnvironment,
  readsEnvironment,
} from '../../../knowledge/projects/environment-files.ts';
import { copyTarget, copyWords } from '../../../model/copied-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { absolutePath, relativePath } from '../../../model/paths.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import type { Place } from '../user/place.ts';
import type { Taken } from './runtime.ts';

type Copied = { readonly place: Place; readonly folder: string; readonly steps: readonly Step[] };

export const maybeEnvironment = `${ENVIRONMENT_FILE}, where there is one`;

/**
 * The file of variables of a project that reads one, where git leaves it out: it may be there for the build, and not where this is read.
 * A pattern that finds nothing is no error to a builder.
 */
export function environmentFile(copied: Copied, texts: readonly { readonly text: string }[]): Taken[] {
  const { place, folder } = copied;
  return texts.some(({ text }) => readsEnvironment.test(text)) && foldersBrought(copied).some(mayHaveIt(place))
    ? [{ path: absolutePath(`${ENVIRONMENT_FILE}*`, folder), kind: 'file' }]
    : [];
}

/** Folders of the context that a COPY of the build brings to the folder of the project. */
const foldersBrought = ({ place: { file, context }, folder, steps }: Copied): string[] =>
  steps
    .filter(({ instruction }) => isCopy(instruction) && instruction.flags.every(({ name }) => name !== 'from'))
    .filter((step) => copyTarget(step, file.source.escape, '/') === folder)
    .flatMap((step) => copyWords(step, file.source.escape).slice(0, -1))
    .flatMap((word) => (word === undefined ? [] : relativePath(word)))
    .filter((path) => path === '' || context.kindOf(path) === 'folder');

const mayHaveIt =
  ({ context }: Place) =>
  (folder: string): boolean => {
    const path = pathIn(folder, ENVIRONMENT_FILE);
    const isMade =
      (context.namesIn(folder) ?? []).some((name) => exampleOfEnvironment.test(name)) ||
      ['', folder].some((each) => ignoresEnvironment.test(context.readText(pathIn(each, '.gitignore')) ?? ''));
    return isMade && context.kindOf(path) === undefined && !isIgnored(context, path);
  };
