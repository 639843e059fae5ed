import { within } from '../../../model/paths.ts';
import type { Taken } from './runtime.ts';

/** Without what is in another one, and each once. */
export const outermost = (taken: readonly Taken[]): Taken[] =>
  taken.filter(({ path }, at) =>
    taken.every((other, index) => index === at || (other.path === path ? index > at : !within([other.path])(path))),
  );
