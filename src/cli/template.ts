import type { Problem } from '../report/result.ts';
import { lineStarts, placeAt } from '../syntax/text.ts';

const ENDINGS = /\.(?:j2|jinja2?|tmpl|tpl|gotmpl|template|erb|ejs|tt2?|hbs|mustache|mako|njk|liquid|m4|in)$/i;

/** Why a name says that its file is filled in before it is built. */
export function templateName(path: string): Problem | undefined {
  const ending = ENDINGS.exec(path)?.[0];
  return ending === undefined ? undefined : { message: `a template (${ending})${ADVICE}` };
}

const ADVICE = '; only finished Dockerfiles are rewritten';

const PLACEHOLDERS = /\{\{[^{}]*\}\}|<%[\s\S]*?%>|\{%-?\s*\w[^{}]*%\}/g;

/** Docker and Go take formats in the same braces: `go list -f '{{.Dir}}'`. Those are quoted, and begin with a field or a word of theirs. */
const GO_FORMAT =
  /^\{\{-?\s*(?:\.|\$|(?:json|join|range|if|else|with|end|index|len|print(?:f|ln)?|println|upper|lower|split|table)\b)/;

/** Where a text still has places to be filled in. */
export function templateText(text: string): Problem | undefined {
  for (const match of text.matchAll(PLACEHOLDERS)) {
    const [placeholder] = match;
    if (GO_FORMAT.test(placeholder) && isQuoted(text, match.index)) continue;
    const marks = `${placeholder.slice(0, 2)} ${placeholder.slice(-2)}`;
    return { message: `a template (${marks})${ADVICE}`, at: placeAt(lineStarts(text), match.index) };
  }
  return undefined;
}

/** As far as its own line tells. */
function isQuoted(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return [`'`, '"'].some((quote) => before.split(quote).length % 2 === 0);
}
