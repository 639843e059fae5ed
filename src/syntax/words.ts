import { isSpace, type Span } from './text.ts';

/**
 * Splits text into words as BuildKit's own lexer does: at white space outside of quotes, quotes and escapes kept. An
 * unterminated quote gives no words, because BuildKit stops there with an error.
 */
export function splitWords(text: string, escape = '\\'): Span[] {
  const words: Span[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (isSpace(char)) {
      if (start !== -1) words.push({ start, end: at });
      start = -1;
      continue;
    }
    if (start === -1) start = at;
    if (char === escape) at++;
    else if (char === "'" || char === '"') {
      at = closingQuote(text, at, escape);
      if (at === -1) return [];
    }
  }
  if (start !== -1) words.push({ start, end: text.length });
  return words;
}

function closingQuote(text: string, open: number, escape: string): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === quote) return at;
    if (quote === '"' && text[at] === escape) at++;
  }
  return -1;
}

/** The words themselves, quotes and escapes kept. */
export const wordsIn = (text: string, escape = '\\'): string[] =>
  splitWords(text, escape).map(({ start, end }) => text.slice(start, end));

/** A word without its quotes and escapes, variables left as they are. */
export const unquote = (word: string, escape = '\\'): string =>
  pieces(word, escape)
    .map(({ text }) => text)
    .join('');

/** A word without its quotes and escapes, in pieces: what a `$` may stand in, and what is to be taken as it is. */
export function pieces(word: string, escape: string): { text: string; literal: boolean }[] {
  const found: { text: string; literal: boolean }[] = [];
  const push = (text: string, literal: boolean): void => {
    const last = found.at(-1);
    if (last?.literal === literal) last.text += text;
    else found.push({ text, literal });
  };
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const char = word[at] as string;
    if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = '';
    else if (char === escape && quote !== "'" && at + 1 < word.length) {
      const next = word[at + 1] as string;
      const stays = quote === '"' && !'"$'.includes(next) && next !== escape;
      if (!stays) at++;
      push(stays ? char : next, true);
    } else push(char, quote === "'" || char === '\\');
  }
  return found;
}
