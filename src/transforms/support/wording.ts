import type { Dockerfile, Step } from '../../model/dockerfile.ts';
import { placeAt } from '../../syntax/text.ts';

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const lineOf = ({ source }: Dockerfile, offset: number): number => placeAt(source.lines, offset).line;

/** As a reason names a step. */
export const placeOf = ({ file }: { readonly file: Dockerfile }, { instruction }: Step): string =>
  `line ${lineOf(file, instruction.span.start)}`;
