/** `$NAME`, `${NAME:-word}`, `$1`, where a shell fills something in. */
export type Expansion = {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** `:-` and its like, with what stands behind it; `other` of what changes the value (`${NAME%.sh}`). */
  readonly operator: string;
  readonly word: string;
  readonly isQuoted: boolean;
};

const FORMS =
  /\$(?:([A-Za-z_]\w*|[\d@*#?$!-])|\{([A-Za-z_]\w*|\d+|[@*#?])(?:(:?[-+])([^{}$`"'\\]*))?\}|\{[^}A-Za-z_]*([A-Za-z_]\w*|\d*)[^}]*\})/y;

/** What a shell fills in, in its order: not what single quotes hold, or a backslash stands before. */
export function* expansionsIn(text: string): Iterable<Expansion> {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const isQuoted = open.at(-1) === '"';
    const expansion = text[at] === '$' ? expansionAt(text, at, isQuoted) : undefined;
    if (expansion !== undefined) yield expansion;
    at = (expansion?.end ?? pastQuotes(text, at, open)) - 1;
  }
}

/** Keeps double quotes and brackets that are open, and tells where to go on. */
function pastQuotes(text: string, at: number, open: string[]): number {
  const char = text[at] as string;
  const inner = open.at(-1);
  if (char === '\\') return at + 2;
  if (char === "'" && inner !== '"') return closing(text, at);
  if (char === '"') inner === '"' ? open.pop() : open.push('"');
  else if (char === '(' && (inner !== '"' || text[at - 1] === '$')) open.push('(');
  else if (char === ')' && inner === '(') open.pop();
  return at + 1;
}

const closing = (text: string, quote: number): number => {
  const end = text.indexOf("'", quote + 1);
  return end === -1 ? text.length : end + 1;
};

function expansionAt(text: string, at: number, isQuoted: boolean): Expansion | undefined {
  FORMS.lastIndex = at;
  const [whole, bare, braced, operator = '', word = '', changed = ''] = FORMS.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const name = bare ?? braced;
  const own = name === undefined ? { name: changed, operator: 'other' } : { name, operator };
  return { start: at, end: at + whole.length, ...own, word, isQuoted };
}

/** Values that mean themselves, and several words where no quotes are around them. */
const PLAIN = /^[\w@%+=:,./ -]*$/;

/** The text with what is known in its place; what is not known stays as it is. */
export function filledIn(text: string, valueOf: (expansion: Expansion) => string | undefined): string {
  let filled = '';
  let end = 0;
  for (const expansion of expansionsIn(text)) {
    const value = valueOf(expansion);
    if (value === undefined || !PLAIN.test(value)) continue;
    filled += text.slice(end, expansion.start) + value;
    end = expansion.end;
  }
  return filled + text.slice(end);
}
