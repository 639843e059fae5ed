import { type Pattern, patternOf } from './pattern.ts';

/** Which lines a command works on: the line of a number, the last one, or those that a pattern finds. */
export type Address = number | '$' | Pattern;

/** What is put in place of a match: text, and groups of the match by their numbers, 0 for the whole of it. */
type Replacement = readonly (string | number)[];

export type Substitution = {
  readonly name: 's';
  readonly pattern: Pattern;
  readonly replacement: Replacement;
  /** The match that is replaced, counted from 1; all of them where none is said. */
  readonly which: number | 'all';
};

export type SedCommand = {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly does: Substitution | { readonly name: 'd' };
};

/** A script that is read, or the rest of one. */
type Rest = { readonly text: string; readonly isExtended: boolean };

/** The commands of a script, of which substitution and deletion are understood; undefined where there are others (POSIX.1-2024, utilities, sed). */
export function sedCommands(text: string, isExtended: boolean): readonly SedCommand[] | undefined {
  const commands: SedCommand[] = [];
  let rest = text.replace(/^[\s;]+/, '');
  while (rest !== '') {
    const read = commandAt({ text: rest, isExtended });
    if (read === undefined || !/^[ \t]*(?:[;\n]|$)/.test(read.rest)) return undefined;
    // Where lines from one to another begin and end of which one is deleted before, seds do not agree on.
    if (read.command.to !== undefined && commands.some(({ does }) => does.name === 'd')) return undefined;
    commands.push(read.command);
    rest = read.rest.replace(/^[\s;]+/, '');
  }
  return commands;
}

function commandAt({ text, isExtended }: Rest): { command: SedCommand; rest: string } | undefined {
  const from = addressAt({ text, isExtended });
  if (from === undefined) return undefined;
  const isRange = from.rest.startsWith(',');
  const to = isRange ? addressAt({ text: from.rest.slice(1), isExtended }) : undefined;
  if (isRange && (to?.address === undefined || from.address === undefined)) return undefined;
  const rest = (to ?? from).rest.replace(/^[ \t]+/, '');
  const range = { from: from.address, to: to?.address };
  if (rest.startsWith('d')) return { command: { ...range, does: { name: 'd' } }, rest: rest.slice(1) };
  const found = rest.startsWith('s') ? substitutionAt({ text: rest.slice(1), isExtended }) : undefined;
  return found && { command: { ...range, does: found.substitution }, rest: found.rest };
}

/** None is one as well; undefined where it is not understood. */
function addressAt({ text, isExtended }: Rest): { address: Address | undefined; rest: string } | undefined {
  const number = /^[1-9]\d*/.exec(text)?.[0];
  if (number !== undefined) return { address: Number(number), rest: text.slice(number.length) };
  if (text.startsWith('$')) return { address: '$', rest: text.slice(1) };
  if (!text.startsWith('/')) return { address: undefined, rest: text };
  const [between, rest] = upTo('/', text.slice(1), false) ?? [];
  const pattern = between === undefined ? undefined : patternOf(between, isExtended, false);
  return pattern && { address: pattern, rest: rest ?? '' };
}

function substitutionAt({ text, isExtended }: Rest): { substitution: Substitution; rest: string } | undefined {
  const [delimiter = ''] = text;
  if (!DELIMITER.test(delimiter)) return undefined;
  const [between, behind] = upTo(delimiter, text.slice(1), false) ?? [];
  const [put, rest] = (behind === undefined ? undefined : upTo(delimiter, behind, true)) ?? [];
  if (between === undefined || put === undefined || rest === undefined) return undefined;
  const flags = /^[a-zA-Z\d]*/.exec(rest)?.[0] ?? '';
  const number = /\d+/.exec(flags)?.[0];
  const isKnown = /^[iI]?(?:g|[1-9]\d{0,3})?[iI]?$/.test(flags);
  const pattern = isKnown ? patternOf(between, isExtended, /[iI]/.test(flags)) : undefined;
  const replacement = pattern && replacementOf(put, delimiter, pattern.groups);
  if (pattern === undefined || replacement === undefined) return undefined;
  const which = flags.includes('g') ? 'all' : Number(number ?? 1);
  // Where nothing is found between characters, seds count in different ways.
  if (which !== 1 && pattern.expression.test('')) return undefined;
  // That of busybox takes the first match at the beginning of a line for the second.
  if (which !== 1 && which !== 'all' && /^\(*\^/.test(pattern.expression.source)) return undefined;
  return { substitution: { name: 's', pattern, replacement, which }, rest: rest.slice(flags.length) };
}

/** None that has a meaning in a pattern or a replacement, but for `|`: whether it keeps that when it is quoted is not the same everywhere. */
const DELIMITER = /[/|,#@!%:~;="_-]/;

/** What stands before the next delimiter, where a quoted one is itself, and what behind it. */
function upTo(delimiter: string, text: string, isReplacement: boolean): [string, string] | undefined {
  let found = '';
  for (const { 0: part, groups, index } of text.matchAll(isReplacement ? CHARACTER : SET_OR_CHARACTER)) {
    const { set, quoted } = groups ?? {};
    if (part === delimiter) return [found, text.slice(index + 1)];
    // Older seds end the pattern in a set of characters as well.
    const isSplit = set?.replaceAll(`\\${delimiter}`, '').includes(delimiter);
    const meansMore = quoted === delimiter && delimiter === '|' && !isReplacement;
    if (part === '\n' || part === '\\' || isSplit || meansMore) return undefined;
    found += quoted === delimiter ? quoted : part;
  }
  return undefined;
}

const CHARACTER = /\\(?<quoted>[\s\S])|[\s\S]/g;
const SET_OR_CHARACTER = /(?<set>\[\^?\]?(?:\[:\w+:\]|[^\]])*\])|\\(?<quoted>[\s\S])|[\s\S]/g;

/** `&`, `\1`, `\n`; undefined for what changes the case of letters. */
function replacementOf(text: string, delimiter: string, groups: number): Replacement | undefined {
  if (delimiter === '&' || /\\$/.test(text.replace(/\\\\/g, ''))) return undefined;
  const parts = [...text.matchAll(/\\([\s\S])|&|[^\\&]+/g)].map(([part, quoted]): string | number | undefined => {
    if (part === '&') return 0;
    if (quoted === undefined) return part;
    if (/\d/.test(quoted)) return Number(quoted) <= groups ? Number(quoted) : undefined;
    if (quoted === 'n') return '\n';
    return /[\w\s]/.test(quoted) ? undefined : quoted;
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}
