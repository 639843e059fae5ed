import { type Json, parsedJson } from './json.ts';

/** Text in quotes, which stays, and what JSON does not know: comments, and a comma behind the last entry. */
const BEYOND_JSON = [/("(?:[^"\\]|\\.)*")|\/\/.*|\/\*[\s\S]*?\*\//g, /("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g];

/** An object in JSON as editors write their settings; undefined where the text is anything else. */
export const parsedJsonWithComments = (text: string): Json | undefined =>
  parsedJson(BEYOND_JSON.reduce((left, beyond) => left.replace(beyond, '$1'), text));
