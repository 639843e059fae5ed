import { concernsSystem, type PackageCall, readPackageCall } from '../../src/model/package-calls.ts';
import { baseName, invocationOf } from '../../src/shell/invocation.ts';
import type { Command, Word } from '../../src/shell/script.ts';

/** How much two things are the same: 0 for different ones, 1 at most. */
export type Likeness<Item> = (one: Item, other: Item) => number;

/** What has become of an item in another list: the one most like it, among equals the one nearest to its place. */
export function counterpart<Item>(
  item: Item,
  from: readonly Item[],
  to: readonly Item[],
  likeness: Likeness<Item>,
): Item | undefined {
  const place = from.indexOf(item);
  let best: { readonly item: Item; readonly likeness: number; readonly distance: number } | undefined;
  for (const [index, candidate] of to.entries()) {
    const found = { item: candidate, likeness: likeness(item, candidate), distance: Math.abs(index - place) };
    if (found.likeness === 0 || (best && found.likeness < best.likeness)) continue;
    if (best === undefined || found.likeness > best.likeness || found.distance < best.distance) best = found;
  }
  return best?.item;
}

/** Calls of one manager and verb are alike as far as they name the same packages; those that name none are all alike. */
export const likeCalls: Likeness<PackageCall> = (one, other) => {
  if (one.manager !== other.manager || one.verb.value !== other.verb.value) return 0;
  const [names, others] = [namesIn(one), namesIn(other)];
  return names.size + others.size === 0 ? 1 : likeSets(names, others);
};

/** Its packages, or, where an option names them (`pip install -r requirements.txt`), the values of its options. */
const namesIn = ({ operands, options }: PackageCall): Set<string> =>
  valuesOf(operands.length > 0 ? operands : options.filter(({ value }) => !value.startsWith('-')));

/** A program is the same one as long as most of what it is to act on is: people change options, and mend a word on the way. */
export const likeCommands: Likeness<Command> = (one, other) => {
  const [call, otherCall] = [readPackageCall(one), readPackageCall(other)];
  if (call !== undefined && otherCall !== undefined && concernsSystem(call)) return likeCalls(call, otherCall);
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.join(' ') === others.join(' ')) return 1;
  if (words[0] !== others[0]) return 0;
  const [operands, otherOperands] = [operandsOf(words), operandsOf(others)];
  const most = Math.min(operands.size, otherOperands.size) / 2;
  return shared(operands, otherOperands) > most ? likeSets(operands, otherOperands) : 0;
};

/** The command behind `sudo` and the like, its program without a folder. */
export function wordsOf(command: Command): string[] {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined) return command.assignments.map(({ text }) => text);
  return [baseName(tool.value), ...args.map(({ value }) => value)];
}

const operandsOf = ([, ...args]: readonly string[]): Set<string> =>
  new Set(args.filter((word) => !word.startsWith('-')));

const valuesOf = (words: readonly Word[]): Set<string> => new Set(words.map(({ value }) => value));

const likeSets: Likeness<ReadonlySet<string>> = (one, other) => (2 * shared(one, other)) / (one.size + other.size);

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((word) => other.has(word)).length;
