import type { Dockerfile } from '../../model/dockerfile.ts';
import { placeAt } from '../../syntax/text.ts';

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length === 1 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

export const lineOf = ({ source }: Dockerfile, offset: number): number => placeAt(source.lines, offset).line;
