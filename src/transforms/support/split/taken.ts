import type { ImageFile } from '../../../model/image-files.ts';
import { within } from '../../../model/paths.ts';
import type { Taken } from './runtime.ts';

/** Without what is in another one, and each once. */
export const outermost = (taken: readonly Taken[]): Taken[] =>
  taken.filter(({ path }, at) =>
    taken.every((other, index) => index === at || (other.path === path ? index > at : !within([other.path])(path))),
  );

/** A file of the context, by a COPY that is right as well where its path turns out to be a folder. */
export const takenFile = ({ path, mayBeFolder }: ImageFile): Taken => ({ path, kind: mayBeFolder ? 'folder' : 'file' });
