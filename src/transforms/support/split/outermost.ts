import { within } from '../../../model/paths.ts';
import type { Taken } from './runtime.ts';

/** What is in none of the others, each once. */
export const outermost = (taken: readonly Taken[]): readonly Taken[] =>
  taken.filter(({ path }, at) =>
    taken.every((other, index) => index === at || (other.path === path ? index > at : !within([other.path])(path))),
  );
