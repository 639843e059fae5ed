import { type Joined, sliceJoined, toSourceSpan } from './joined.ts';
import { isSpace, type Span, skipBlank } from './text.ts';

/** A BuildKit flag of an instruction: `--mount=type=cache,target=/x`. */
export type Flag = { readonly name: string; readonly value: string; readonly text: string; readonly span: Span };

/** What a `--mount` says; of a key that is there twice, the last counts. */
export type Mount = {
  readonly flag: Flag;
  /** `bind` where it says nothing. */
  readonly type: string;
  /** The folder that it is mounted at. */
  readonly target: string | undefined;
  readonly source: string | undefined;
  /** The stage or image that it takes files from. */
  readonly from: string | undefined;
};

/** The mounts among flags, with every name that BuildKit knows for their keys. */
export const mountsOf = (flags: readonly Flag[]): Mount[] =>
  flags.filter(({ name }) => name === 'mount').map(readMount);

function readMount(flag: Flag): Mount {
  const said = new Map(flag.value.split(',').map((part) => part.split(/=(.*)/s, 2) as [string, string | undefined]));
  const first = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => said.get(key)).find((value) => value !== undefined);
  return {
    flag,
    type: first('type') ?? 'bind',
    target: first('target', 'dst', 'destination'),
    source: first('source', 'src'),
    from: first('from'),
  };
}

/**
 * Takes the leading `--name[=value]` words off an instruction's arguments, as BuildKit does: quotes may hold spaces, and a
 * bare `--` ends the flags.
 */
export function takeFlags(args: Joined): { flags: Flag[]; rest: Joined } {
  const { text } = args;
  const flags: Flag[] = [];
  let at = 0;
  while (text.startsWith('--', at)) {
    const { word, end } = readFlag(text, at);
    const next = skipBlank(text, end, text.length);
    if (word === '--') return { flags, rest: sliceJoined(args, next) };
    const equals = word.indexOf('=');
    flags.push({
      name: equals === -1 ? word.slice(2) : word.slice(2, equals),
      value: equals === -1 ? '' : word.slice(equals + 1),
      text: text.slice(at, end),
      span: toSourceSpan(args, at, end),
    });
    at = next;
  }
  return { flags, rest: sliceJoined(args, at) };
}

/** In flags, and only there, a backslash goes in single quotes too, and the escape directive has no say. */
function readFlag(text: string, start: number): { word: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\') word += text[++at] ?? '';
    else if (char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) quote = char;
    else if (quote === '' && isSpace(char)) break;
    else word += char;
  }
  return { word, end: Math.min(at, text.length) };
}
