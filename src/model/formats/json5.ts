import { load } from '../../load.ts';
import { isObject, type Json } from './json.ts';

/** An object as JavaScript writes it, with comments or without; undefined where the text is anything else, as where something is called. */
export function parsedJson5(text: string): Json | undefined {
  const { parse } = load('json5') as typeof import('json5');
  try {
    const value: unknown = parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
