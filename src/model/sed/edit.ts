import type { Pattern } from './pattern.ts';
import type { Address, SedCommand, Substitution } from './script.ts';
import { holdsUnknown } from './unknown.ts';

/** The text that sed leaves of one; undefined where that takes too long to find, or where seds may differ. */
export function edited(text: string, commands: readonly SedCommand[]): string | undefined {
  const isWhole = text.endsWith('\n') || text === '';
  const lines = (isWhole ? text.slice(0, -1) : text).split('\n');
  if (text === '') return text;
  if (!commands.flatMap(patternsOf).every(isKnownIn(text, Math.max(...lines.map(({ length }) => length)))))
    return undefined;
  const selected = commands.map((command) => ({ does: command.does, isOn: selecting(command, lines.length) }));
  const left = lines.flatMap((line, index) => {
    const space = passed(selected, line, index + 1);
    if (space === undefined) return [];
    return [index < lines.length - 1 || isWhole ? `${space}\n` : space];
  });
  const all = left.join('');
  return all.includes(UNCLEAR) ? undefined : all;
}

/** What is found where something unknown stands may be another match than that of sed. */
const UNCLEAR = '\uE003';

type Selected = { readonly does: SedCommand['does']; readonly isOn: (line: string, number: number) => boolean };

/** What all commands leave of a line; undefined where one deletes it. */
function passed(commands: readonly Selected[], line: string, number: number): string | undefined {
  let space = line;
  for (const { does, isOn } of commands) {
    if (!isOn(space, number)) continue;
    if (does.name === 'd') return undefined;
    space = substituted(space, does);
  }
  return space;
}

export const patternsOf = ({ from, to, does }: SedCommand): Pattern[] => [
  ...[from, to].filter((address) => typeof address === 'object'),
  ...('pattern' in does ? [does.pattern] : []),
];

/** Steps that a search may take at most in one line. */
const MOST_STEPS = 1e9;

const isKnownIn =
  (text: string, longest: number) =>
  ({ countsCharacters, open }: Pattern): boolean =>
    longest ** (open + 1) <= MOST_STEPS && (!countsCharacters || !/[^\x00-\x7f]/.test(text));

/** Whether a command works on a line; asked for each in turn. */
function selecting({ from, to }: SedCommand, last: number): (line: string, number: number) => boolean {
  if (from === undefined) return () => true;
  const isAt = (address: Address, line: string, number: number): boolean =>
    typeof address === 'object' ? address.expression.test(line) : number === (address === '$' ? last : address);
  if (to === undefined) return (line, number) => isAt(from, line, number);
  let isOpen = false;
  return (line, number) => {
    if (isOpen) {
      isOpen = !isAt(to, line, number);
      return true;
    }
    if (!isAt(from, line, number)) return false;
    isOpen = typeof to === 'object' || (to === '$' ? number < last : number < to);
    return true;
  };
}

function substituted(line: string, { pattern: { expression }, replacement, which }: Substitution): string {
  if (holdsUnknown(line) && expression.test(line)) return UNCLEAR;
  const all = new RegExp(expression.source, `${expression.flags}g`);
  let count = 0;
  return line.replace(all, (match: string, ...rest: unknown[]) => {
    count++;
    if (which !== 'all' && count !== which) return match;
    return replacement.map((part) => (typeof part === 'string' ? part : part === 0 ? match : rest[part - 1])).join('');
  });
}
