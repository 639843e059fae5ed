import { load } from '../../load.ts';
import type { Json } from './json.ts';

/** A document in TOML, as JSON would have it; undefined where it can not be read. */
export function parsedToml(text: string): Json | undefined {
  const { parse } = load('smol-toml') as typeof import('smol-toml');
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
