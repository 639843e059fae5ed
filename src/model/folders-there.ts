import { bareFamilies, folderOfAnyImage } from '../knowledge/images/image-folders.ts';
import { homeOf, rootImage, type Stage, type Step, stepsBefore } from './dockerfile.ts';
import { once } from './memo.ts';
import { absolutePath, within } from './paths.ts';

/** A path of the image is a folder before a step, as far as the file tells: a file that is copied there comes into it. */
export function isFolderThere(stage: Stage, step: Step, path: string): boolean {
  const { family } = rootImage(stage) ?? {};
  const isAround = within([path]);
  const before = stepsBefore(stage, step);
  const isOfImage = folderOfAnyImage.test(path) && (family === undefined || !bareFamilies.has(family));
  return (
    isOfImage ||
    isAround(homeOf(stage) ?? '/') ||
    [step, ...before].some(({ state }) => state.workdir !== undefined && isAround(state.workdir)) ||
    before.some((each) => foldersMade(each).some(isAround))
  );
}

/** Folders that `mkdir` makes in a RUN, by paths from the root or from where it starts. */
const foldersMade = once(({ run, state: { workdir } }: Step): readonly string[] => {
  const commands = run?.script.commands ?? [];
  const start = commands.some(({ name }) => /^(?:cd|pushd)$/.test(name)) ? undefined : workdir;
  return commands.flatMap(({ name, words }) => {
    const paths =
      name === 'mkdir' ? words.slice(1).filter(({ value, literal }) => literal && !value.startsWith('-')) : [];
    return paths.flatMap(({ value }) =>
      value.startsWith('/') || start !== undefined ? [absolutePath(value, start ?? '/')] : [],
    );
  });
});
