import { bareFamilies, folderOfAnyImage } from '../knowledge/images/image-folders.ts';
import { foldersMade as madeBy } from '../shell/made-folders.ts';
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

/** Folders that a RUN makes, by paths from the root or from where it starts. */
const foldersMade = once(({ run, state: { workdir } }: Step): readonly string[] => {
  const commands = run?.script.commands ?? [];
  const start = commands.some(({ name }) => /^(?:cd|pushd)$/.test(name)) ? undefined : workdir;
  return commands
    .flatMap((command) => madeBy(command)?.paths ?? [])
    .flatMap(({ value, literal }) =>
      literal && (value.startsWith('/') || start !== undefined) ? [absolutePath(value, start ?? '/')] : [],
    );
});
