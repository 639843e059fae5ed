import { pieces, unquote } from '../syntax/words.ts';

/** Looks a variable up; undefined where its value cannot be known. */
export type Lookup = (name: string) => string | undefined;

const VARIABLE = /\\([\s\S])|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\})/g;

/**
 * A Dockerfile word with its variables filled in, or undefined where one is not known or uses a form that this does not read
 * (nested defaults, pattern removal).
 */
export function expand(text: string, lookup: Lookup): string | undefined {
  if (!text.includes('$')) return text;
  let known = true;
  const value = text.replace(
    VARIABLE,
    (_, escaped?: string, bare?: string, braced?: string, operator?: string, word = '') => {
      if (escaped !== undefined) return escaped;
      const found = lookup(bare ?? braced ?? '');
      if (operator?.endsWith('+')) return found === undefined ? '' : word;
      if (found !== undefined && (found !== '' || !operator?.startsWith(':'))) return found;
      if (operator?.endsWith('-')) return word;
      known = false;
      return '';
    },
  );
  return known && value.length <= LONGEST && !value.includes('$') ? value : undefined;
}

/** No setting that somebody wrote is longer; one that doubles another, again and again, soon would be. */
const LONGEST = 65_536;

/** What a quoted word stands for: single quotes and escapes keep a `$` as it is. Undefined where `expand` is. */
export function expandWord(word: string, escape: string, lookup: Lookup): string | undefined {
  if (!word.includes('$')) return unquote(word, escape);
  let value = '';
  for (const { text, literal } of pieces(word, escape)) {
    const known = literal ? text : expand(text, lookup);
    if (known === undefined) return undefined;
    value += known;
  }
  return value;
}

/** What a word says, however it is quoted: two words that are equal in this are equal wherever their variables are. */
export const meaningOf = (word: string, escape: string): string =>
  pieces(word, escape)
    .map(({ text, literal }) => (literal ? text.replace(/[${}]/g, '\0$&') : text))
    .join('');
