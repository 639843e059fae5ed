import { bareFamilies, folderOfAnyImage } from '../knowledge/images/image-folders.ts';
import { homeOf, rootImage, type Stage, type Step, stepsBefore } from './dockerfile.ts';
import { absolutePath, within } from './paths.ts';

/** A path of the image is a folder before a step, as far as the file tells: a file that is copied there comes into it. */
export function isFolderThere(stage: Stage, step: Step, path: string): boolean {
  const { family } = rootImage(stage) ?? {};
  const isAround = within([path]);
  const isOfImage = folderOfAnyImage.test(path) && (family === undefined || !bareFamilies.has(family));
  return (
    isOfImage ||
    isAround(homeOf(stage) ?? '/') ||
    [step, ...stepsBefore(stage, step)].some(({ state }) => state.workdir !== undefined && isAround(state.workdir)) ||
    stepsBefore(stage, step).some((before) => foldersMade(before).some(isAround))
  );
}

/** Folders that `mkdir` makes in a RUN, by paths from the root or from where it starts. */
function foldersMade({ run, state: { workdir } }: Step): string[] {
  const commands = run?.script.commands ?? [];
  const start = commands.some(({ name }) => /^(?:cd|pushd)$/.test(name)) ? undefined : workdir;
  return commands.flatMap(({ name, words }) => {
    const paths =
      name === 'mkdir' ? words.slice(1).filter(({ value, literal }) => literal && !value.startsWith('-')) : [];
    return paths.flatMap(({ value }) =>
      value.startsWith('/') || start !== undefined ? [absolutePath(value, start ?? '/')] : [],
    );
  });
}
