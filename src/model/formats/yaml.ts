import { load } from '../../load.ts';
import { isObject, type Json } from './json.ts';

/** An object in YAML, empty where the text is; undefined where it is anything else. */
export function parsedYaml(text: string): Json | undefined {
  const { parse } = load('yaml') as typeof import('yaml');
  try {
    const value: unknown = parse(text, { logLevel: 'error' }) ?? {};
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
