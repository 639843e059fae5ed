import { pathIn } from '../../../context/build-context.ts';
import { isIgnored } from '../../../context/ignored.ts';
import {
  ENVIRONMENT_FILE,
  exampleOfEnvironment,
  ignoredFile,
  ignoresEnvironment,
  readsEnvironment,
} from '../../../knowledge/projects/untracked-files.ts';
import { copyTarget, copyWords } from '../../../model/copied-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { relativePath } from '../../../model/paths.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { escaped } from '../../../syntax/text.ts';
import type { Place } from '../user/place.ts';

type Copied = {
  readonly place: Pick<Place, 'context' | 'file'>;
  readonly folder: string;
  readonly steps: readonly Step[];
};
type Text = { readonly text: string };

/**
 * Files at the root of a project that git leaves out and a program reads, by their names: variables, keys, settings of people. They are
 * there for one build and for another not, and not to be seen where git has just brought the project.
 */
export const untrackedFiles = (copied: Copied, texts: readonly Text[]): string[] => [
  ...new Set(foldersBrought(copied).flatMap((source) => untrackedIn(copied.place, source, texts))),
];

/** Folders of the context that a COPY of the build brings to the folder of the project. */
export const foldersBrought = ({ place: { file, context }, folder, steps }: Copied): string[] =>
  steps
    .filter(({ instruction }) => isCopy(instruction) && instruction.flags.every(({ name }) => name !== 'from'))
    .filter((step) => copyTarget(step, file.source.escape, '/') === folder)
    .flatMap((step) => copyWords(step, file.source.escape).slice(0, -1))
    .flatMap((word) => (word === undefined ? [] : relativePath(word)))
    .filter((path) => path === '' || context.kindOf(path) === 'folder');

function untrackedIn({ context }: Copied['place'], folder: string, texts: readonly Text[]): string[] {
  const ignores = ['', folder].map((each) => context.readText(pathIn(each, '.gitignore')) ?? '');
  const hasExample = (context.namesIn(folder) ?? []).some((name) => exampleOfEnvironment.test(name));
  const isMade = hasExample || ignores.some((text) => ignoresEnvironment.test(text));
  const environment = isMade && texts.some(({ text }) => readsEnvironment.test(text)) ? [ENVIRONMENT_FILE] : [];
  const named = ignores
    .flatMap((text) => [...text.matchAll(ignoredFile)].map(({ groups: { name = '' } = {} }) => name))
    .filter((name) => texts.some(({ text }) => namesFile(text, name)));
  return [...environment, ...named].filter((name) => {
    const path = pathIn(folder, name);
    return context.kindOf(path) === undefined && !isIgnored(context, path);
  });
}

/** In quotes, at the end of a path. */
const namesFile = (text: string, name: string): boolean =>
  text.includes(name) && new RegExp(`["'\`/]${escaped(name)}["'\`]`).test(text);
