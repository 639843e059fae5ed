import { imageWorkdir } from '../../../knowledge/images/image-folders.ts';
import { fromTheBaseUp, rootReference, type Stage } from '../../../model/dockerfile.ts';
import { environment } from '../../../model/state.ts';

/** The folder that a stage works in before any WORKDIR: that of its base image. */
export function startingFolder(stage: Stage): string {
  const image = rootReference(stage);
  return (image && imageWorkdir(image)) ?? '/';
}

/** The folder that a stage works in at last, as far as it is known. */
export const lastFolder = (stage: Stage): string => stage.end.workdir ?? startingFolder(stage);

/** The folder that containers of a stage start in; undefined where only a build knows it. */
export function workingFolder(stage: Stage): string | undefined {
  const workdirs = fromTheBaseUp(stage).flatMap(({ steps }) =>
    steps.filter(({ instruction }) => instruction.keyword === 'WORKDIR'),
  );
  if (workdirs.length === 0) return startingFolder(stage);
  const isSettled = workdirs.every(({ instruction, state }) => {
    const settled = new Set(environment(state));
    return [...instruction.args.text.matchAll(/\$\{?(\w+)/g)].every(([, name = '']) => settled.has(name));
  });
  return isSettled ? stage.end.workdir : undefined;
}

/** Why the folder that containers start in is not known. */
export function whyNoFolder(stage: Stage): string {
  const relative = stage.steps.find(
    ({ instruction: { keyword, args }, state }) =>
      keyword === 'WORKDIR' && state.workdir === undefined && /^[^/$"']/.test(args.text),
  );
  return relative === undefined
    ? 'the folder that containers start in goes by a variable'
    : `WORKDIR ${relative.instruction.args.text} goes on from the folder of the base image: with its whole path it could be split`;
}
