import type { Pattern } from './pattern.ts';
import type { Address, SedCommand, Substitution } from './script.ts';

/** The text that sed leaves of one; undefined where that takes too long to find, or where seds may differ. */
export function edited(text: string, commands: readonly SedCommand[]): string | undefined {
  const isWhole = text.endsWith('\n') || text === '';
  const lines = (isWhole ? text.slice(0, -1) : text).split('\n');
  if (text === '') return text;
  const patterns = commands.flatMap(({ from, to, does }) => [
    ...[from, to].filter((address) => typeof address === 'object'),
    ...('pattern' in does ? [does.pattern] : []),
  ]);
  if (!patterns.every(isKnownIn(text, Math.max(...lines.map(({ length }) => length))))) return undefined;
  const selected = commands.map((command) => ({ does: command.does, isOn: selecting(command, lines.length) }));
  const left: string[] = [];
  for (const [index, line] of lines.entries()) {
    let space: string | undefined = line;
    for (const { does, isOn } of selected) {
      if (!isOn(space, index + 1)) continue;
      space = does.name === 's' ? substituted(space, does) : undefined;
      if (space === undefined) break;
    }
    if (space !== undefined) left.push(index < lines.length - 1 || isWhole ? `${space}\n` : space);
  }
  return left.join('');
}

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
      // A line that a number names may have been passed by what was deleted before.
      const isOver = typeof to === 'number' && number > to;
      isOpen = !isOver && !isAt(to, line, number);
      return !isOver;
    }
    if (!isAt(from, line, number)) return false;
    isOpen = typeof to === 'object' || (to === '$' ? number < last : number < to);
    return true;
  };
}

function substituted(line: string, { pattern: { expression }, replacement, which }: Substitution): string {
  const all = new RegExp(expression.source, `${expression.flags}g`);
  let count = 0;
  return line.replace(all, (match: string, ...rest: unknown[]) => {
    count++;
    if (which !== 'all' && count !== which) return match;
    return replacement.map((part) => (typeof part === 'string' ? part : part === 0 ? match : rest[part - 1])).join('');
  });
}
