export type Json = Readonly<Record<string, unknown>>;

/** An object in JSON; undefined where the text is anything else. */
export function parsedJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): Json | undefined => (isObject(value) ? value : undefined);

/** A part that is an object itself; an empty one where there is none. */
export const part = (whole: Json, name: string): Json => (isObject(whole[name]) ? whole[name] : {});
