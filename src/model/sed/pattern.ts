import { escaped } from '../../syntax/text.ts';

/** A regular expression of POSIX that finds here what it finds wherever sed runs. */
export type Pattern = {
  readonly expression: RegExp;
  /** How many parts of it may be longer or shorter: what a search takes grows with them. */
  readonly open: number;
  /** It tells how many characters there are, or of which kind, where some seds see bytes. */
  readonly countsCharacters: boolean;
  readonly groups: number;
};

type Token = {
  readonly kind: 'character' | 'close' | 'end' | 'open' | 'quantifier' | 'start';
  readonly source: string;
  readonly counts?: boolean;
};

const CHARACTER = String.raw`\\([\s\S])|(\[\^?\]?(?:\[:\w+:\]|[^\]])*\])|([\s\S])`;
const BASIC = new RegExp(String.raw`(\\\{\d*(?:,\d*)?\\\})|${CHARACTER}`, 'g');
const EXTENDED = new RegExp(String.raw`(\{\d*(?:,\d*)?\})|${CHARACTER}`, 'g');

/**
 * Read as sed does, with `-E` or without; undefined for what engines read in different ways, and where the match of POSIX, the longest of
 * the leftmost, may be another than the first that is found here: where a group is repeated, or one of several texts is to match. In a row
 * of single characters, each repeated or not, the two are the same (POSIX.1-2024, base definitions, 9.3 and 9.4).
 */
export function patternOf(text: string, isExtended: boolean, ignoresCase: boolean): Pattern | undefined {
  const read = isExtended ? extendedToken : basicToken;
  const tokens: Token[] = [];
  for (const found of text.matchAll(isExtended ? EXTENDED : BASIC)) {
    const token = read(found, tokens.at(-1)?.kind, text.slice(found.index + found[0].length));
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  const kinds = tokens.map(({ kind }) => kind);
  const isOdd = kinds.some((kind, at) => kind === 'quantifier' && kinds[at - 1] !== 'character');
  const groups = kinds.filter((kind) => kind === 'open').length;
  if (tokens.length === 0 || isOdd || !isClosed(kinds)) return undefined;
  return {
    expression: new RegExp(tokens.map(({ source }) => source).join(''), ignoresCase ? 'is' : 's'),
    open: kinds.filter((kind) => kind === 'quantifier').length,
    countsCharacters: tokens.some(({ counts }, at) => counts && !/^[*+]$/.test(tokens[at + 1]?.source ?? '')),
    groups,
  };
}

function isClosed(kinds: readonly Token['kind'][]): boolean {
  let depth = 0;
  for (const kind of kinds) {
    depth += kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

type Read = (found: RegExpMatchArray, before: Token['kind'] | undefined, rest: string) => Token | undefined;

const isAtStart = (before: Token['kind'] | undefined): boolean => before === undefined || before === 'open';

const basicToken: Read = ([, interval, quoted, set, plain = ''], before, rest) => {
  if (interval !== undefined) return intervalOf(interval.slice(2, -2));
  if (quoted === '(' || quoted === ')') return { kind: quoted === '(' ? 'open' : 'close', source: quoted };
  if (quoted === '+' || quoted === '?') return { kind: 'quantifier', source: quoted };
  if (quoted !== undefined) return /[{}|]/.test(quoted) ? undefined : quotedCharacter(quoted);
  if (set !== undefined) return setOf(set);
  if (plain === '*' && !isAtStart(before) && before !== 'start') return { kind: 'quantifier', source: '*' };
  if (plain === '^' && isAtStart(before)) return { kind: 'start', source: '^' };
  if (plain === '$' && (rest === '' || rest.startsWith('\\)'))) return { kind: 'end', source: '$' };
  return plainCharacter(plain);
};

const extendedToken: Read = ([, interval, quoted, set, plain = ''], before, rest) => {
  if (interval !== undefined) return intervalOf(interval.slice(1, -1));
  if (quoted !== undefined) return quotedCharacter(quoted);
  if (set !== undefined) return setOf(set);
  if (plain === '(' || plain === ')') return { kind: plain === '(' ? 'open' : 'close', source: plain };
  if (/[*+?]/.test(plain)) return { kind: 'quantifier', source: plain };
  if (plain === '^') return isAtStart(before) ? { kind: 'start', source: '^' } : undefined;
  if (plain === '$') return /^(?:$|\))/.test(rest) ? { kind: 'end', source: '$' } : undefined;
  return /[{}|]/.test(plain) ? undefined : plainCharacter(plain);
};

function intervalOf(text: string): Token | undefined {
  const [, least, most] = /^(\d{1,3})(?:,(\d{0,3}))?$/.exec(text) ?? [];
  const isInOrder = most === undefined || most === '' || Number(least) <= Number(most);
  return least === undefined || !isInOrder ? undefined : { kind: 'quantifier', source: `{${text}}` };
}

/** A dot is any character, and none of a line is its end. Bytes of a character that is not in ASCII are repeated by themselves. */
const plainCharacter = (plain: string): Token | undefined => {
  if (plain === '[' || plain === '\\' || plain === '\n') return undefined;
  return plain === '.'
    ? { kind: 'character', source: '.', counts: true }
    : { kind: isAscii(plain) ? 'character' : 'end', source: escaped(plain) };
};

/** Each with the characters of ASCII that it stands for; `\b` is left out, as what stands before a line is read in two ways. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['s', '[ \\t\\r\\f\\v]'],
  ['S', '[^ \\t\\r\\f\\v]'],
  ['w', '\\w'],
  ['W', '\\W'],
]);
const CONTROLS: ReadonlySet<string> = new Set(['r', 't']);

function quotedCharacter(quoted: string): Token | undefined {
  const known = CLASSES.get(quoted);
  if (known !== undefined) return { kind: 'character', source: known, counts: true };
  if (CONTROLS.has(quoted)) return { kind: 'character', source: `\\${quoted}` };
  return /[\w\s<>'`]/.test(quoted) || !isAscii(quoted) ? undefined : { kind: 'character', source: escaped(quoted) };
}

/** `[[:alpha:]]`, by its name. */
const NAMED: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  space: ' \\t\\r\\f\\v',
  upper: 'A-Z',
  xdigit: 'A-Fa-f0-9',
};

/** `[^"]`: a backslash in there is one, unless a letter behind it makes it a sign of its own for some. */
function setOf(text: string): Token | undefined {
  const isNegated = text.startsWith('[^');
  const inside = text.slice(isNegated ? 2 : 1, -1);
  if (!isAscii(inside) || /\\\w|\[[.=]|\n/.test(inside)) return undefined;
  let counts = isNegated;
  let isKnown = true;
  const source = inside.replace(/\[:(\w+):\]|[\s\S]/g, (part: string, name?: string) => {
    if (name === undefined) return part === '-' ? part : escaped(part).replace(/^[\^&~]$/, '\\$&');
    counts = true;
    isKnown &&= Object.hasOwn(NAMED, name);
    return NAMED[name] ?? '';
  });
  if (!isKnown || !areRanges(inside)) return undefined;
  return { kind: 'character', source: `[${isNegated ? '^' : ''}${source.replace(/^-|-$/g, '\\-')}]`, counts };
}

/** `a-z`, from letter to letter or digit to digit, and a dash at one of the ends. */
const areRanges = (inside: string): boolean =>
  !inside
    .replace(/\[:\w+:\]/g, '')
    .replace(/^-|-$/g, '')
    .replace(/([a-z])-([a-z])|([A-Z])-([A-Z])|(\d)-(\d)/g, (range) =>
      (range[0] ?? '') <= (range[2] ?? '') ? '' : range,
    )
    .includes('-');

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text);
