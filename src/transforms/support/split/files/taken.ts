import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import type { Build, Taken } from '../runtime.ts';

/** Without what is in another one, and each once. */
export const outermost = (taken: readonly Taken[]): Taken[] =>
  taken.filter(({ path }, at) =>
    taken.every((other, index) => index === at || (other.path === path ? index > at : !within([other.path])(path))),
  );

/** A file of the context, by a COPY that is right as well where its path turns out to be a folder. */
export const takenFile = ({ path, mayBeFolder }: ImageFile): Taken => ({ path, kind: mayBeFolder ? 'folder' : 'file' });

/** Files of a folder that may be there or not, by patterns, which may find nothing (`company.ts`). */
export const takenWhereThere = (folder: string, names: readonly string[]): Taken[] =>
  names.map((name) => ({ path: absolutePath(`${name}*`, folder), kind: 'file', isUnsure: true }));

export const saidWhereThere = (names: readonly string[]): string[] => names.map((name) => `${name} where there is one`);

/** All that the context has there comes by steps behind the build, which bring it to the stage that runs: the one that builds has none of it. */
export const isBroughtLater =
  (files: readonly ImageFile[], steps: readonly Step[]) =>
  (path: string): boolean => {
    const inside = files.filter((file) => within([path])(file.path));
    return inside.length > 0 && inside.every(({ step }) => !steps.includes(step));
  };

/** The scripts that containers start. */
export function takenScripts({ started, steps }: Build, files: readonly ImageFile[]): Taken[] {
  const isLater = isBroughtLater(files, steps);
  return started.scripts.flatMap(({ path }) => (isLater(path) ? [] : [{ path, kind: 'file' }]));
}
