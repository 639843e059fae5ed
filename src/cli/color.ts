import { styleText } from 'node:util';
import { type Paint, plain } from '../report/paint.ts';
import type { Io, Output } from './io.ts';

/** Whether to colour is decided before, for the stream that the text goes to. */
const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** FORCE_COLOR goes before NO_COLOR as in Node, and the switch before both. */
export function paintFor(output: Output, { env }: Io, allowed: boolean): Paint {
  return allowed && wanted(output, env) ? coloured : plain;
}

function wanted(output: Output, { FORCE_COLOR, NO_COLOR, TERM }: Io['env']): boolean {
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return output.terminal && TERM !== 'dumb';
}
