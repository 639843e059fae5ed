import { createRequire } from 'node:module';
import type { Json } from './json.ts';

const load = createRequire(import.meta.url);

/** A document in TOML, with the types of JSON but for its dates; undefined where it can not be read. */
export function parsedToml(text: string): Json | undefined {
  const { parse } = load('smol-toml') as typeof import('smol-toml');
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
