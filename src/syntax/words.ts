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

/** A word without its quotes and escapes, variables left as they are. */
export function unquote(word: string, escape = '\\'): string {
  let value = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const char = word[at] as string;
    if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (char === quote) quote = '';
    else if (char === escape && quote !== "'" && at + 1 < word.length) {
      const next = word[++at] as string;
      value += quote === '"' && !'"$'.includes(next) && next !== escape ? char + next : next;
    } else value += char;
  }
  return value;
}
