import type { BuildContext } from '../../../context/build-context.ts';
import { packagesByPath, pageFile, settingsOfProgram } from '../../../knowledge/node/node.ts';
import type { Dockerfile, Stage } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { pathBelow } from '../../../model/paths.ts';

type Project = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly folder: string;
};

/** Which file that is no source needs one of some packages: a page by the path of a file in it, or settings by its name. */
export function whyFilesNeed(
  { file, context, stage, folder }: Project,
  names: Pick<ReadonlySet<string>, 'has'>,
): string | undefined {
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return undefined;
  for (const { path, source } of files) {
    const below = pathBelow(folder, path) ?? 'node_modules';
    const read = below.includes('node_modules') ? undefined : readerOf(below);
    const name = read?.(context.readText(source) ?? '').find((one) => names.has(one));
    if (name !== undefined) return `${below} names ${name}`;
  }
  return undefined;
}

const readerOf = (path: string): ((text: string) => string[]) | undefined =>
  pageFile.test(path) ? packagesByPath : settingsOfProgram.test(path) ? wordsIn : undefined;

const wordsIn = (text: string): string[] => text.match(/[\w@][\w@./~-]*/g) ?? [];
