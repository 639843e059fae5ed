import type { Dockerfile, Step } from '../../model/dockerfile.ts';

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** The line of the file as it was given. */
export const lineOf = ({ givenAt }: Dockerfile, offset: number): number => givenAt(offset).line;

/** As a reason names a step. */
export const placeOf = ({ file }: { readonly file: Dockerfile }, { instruction }: Step): string =>
  `line ${lineOf(file, instruction.span.start)}`;
