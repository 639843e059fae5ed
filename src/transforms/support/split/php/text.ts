/** A source in PHP as PHP reads it, each text as long as the source. */
export type PhpText = {
  /** Without comments, and without what stands around the code. */
  readonly text: string;
  /** Without what stands between quotes as well. */
  readonly code: string;
  /** What stands between backticks: a shell reads it. */
  readonly lines: readonly string[];
};

const OPENING = /<\?(?:php\b|=|(?!xml))/gi;
const HEREDOC = /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1\r?\n/y;

export function readPhp(source: string): PhpText {
  const text = source.replace(/[^\n]/g, ' ').split('');
  const code = [...text];
  const lines: string[] = [];
  const show = (to: string[], start: number, end: number): void => {
    for (let at = start; at < end; at++) to[at] = source[at] as string;
  };
  let at = nextCode(source, 0);
  while (at < source.length) {
    const end = endOfPart(source, at);
    const sign = source[at] as string;
    if (end === undefined) {
      show(text, at, at + 1);
      show(code, at, at + 1);
      at = source.startsWith('?>', at) ? nextCode(source, at + 2) : at + 1;
      continue;
    }
    if (sign === '`') lines.push(source.slice(at + 1, end - 1));
    if (/["'`<]/.test(sign)) {
      show(text, at, end);
      show(code, at, at + 1);
      show(code, end - 1, end);
    }
    at = end;
  }
  return { text: text.join(''), code: code.join(''), lines };
}

function nextCode(source: string, from: number): number {
  OPENING.lastIndex = from;
  return OPENING.exec(source) === null ? source.length : OPENING.lastIndex;
}

/** The end of a comment, or of a text between quotes, that starts there. */
function endOfPart(source: string, at: number): number | undefined {
  const sign = source[at] as string;
  if (/["'`]/.test(sign)) return endOfQuoted(source, at, sign);
  if (source.startsWith('/*', at)) return endAt(source, '*/', at + 2);
  if ((sign === '#' && source[at + 1] !== '[') || source.startsWith('//', at)) {
    const rest = /\r?\n|\?>/g;
    rest.lastIndex = at;
    return rest.exec(source)?.index ?? source.length;
  }
  HEREDOC.lastIndex = at;
  const [opening, , name] = HEREDOC.exec(source) ?? [];
  if (opening === undefined) return undefined;
  const closing = new RegExp(`^[ \\t]*${name}\\b`, 'gm');
  closing.lastIndex = at + opening.length;
  return closing.exec(source) === null ? source.length : closing.lastIndex;
}

function endOfQuoted(source: string, from: number, sign: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === sign) return at + 1;
  }
  return source.length;
}

function endAt(source: string, sign: string, from: number): number {
  const at = source.indexOf(sign, from);
  return at === -1 ? source.length : at + sign.length;
}
