/**
 * `npm run gold`: how much of what people did when they refactored a Dockerfile dockmod does by itself. For each commit of a corpus
 * it says of each kind of refactoring in it whether dockmod, given the file before, comes to the same effect; and for each place
 * where it does not, what it said instead. A commit in which a kind leaves nothing to compare (the steps are new, gone, or
 * about something else afterwards) counts neither way, and is listed.
 *
 * The corpus is a .jsonl file with `{repo, path, subject, kinds, before, after}` per row, by default beside the repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Refactored, type RefactorOptions, refactor } from '../src/index.ts';
import { type Dockerfile, readDockerfile, type Step } from '../src/model/dockerfile.ts';
import { parseByBuildKit } from '../src/syntax/parse.ts';
import { placeAt } from '../src/syntax/text.ts';
import { type Kind, otherKinds, textOnlyKinds } from './gold/kinds.ts';
import type { Place, Versions } from './gold/places.ts';

const options: RefactorOptions = { merge: 'all' };

type Row = {
  readonly repo: string;
  readonly path: string;
  readonly subject: string;
  readonly kinds: readonly string[];
  readonly before: string;
  readonly after: string;
};

type Missed = { readonly line: number; readonly what: string; readonly reason: string };

/** What there is to say of one kind of one commit. */
type Verdict = {
  readonly kind: string;
  readonly row: Row;
  readonly places: number;
  readonly missed: readonly Missed[];
  readonly note: string;
};

const handled: Readonly<Record<string, Kind>> = { ...textOnlyKinds, ...otherKinds };

function judge(row: Row): Verdict[] {
  const kinds = Object.entries(handled).filter(([kind]) => row.kinds.includes(kind));
  if (kinds.length === 0) return [];
  const result = refactor(row.before, options);
  const versions = versionsOf(row, result);
  return kinds.map(([kind, { find, transforms }]) => {
    if (versions === undefined)
      return { kind, row, places: 0, missed: [], note: ' (one of its versions does not parse)' };
    const places = [...find(versions)];
    const missed = places.filter(({ reproduced }) => !reproduced);
    return {
      kind,
      row,
      places: places.length,
      missed: missed.map((place) => explained(place, versions.before, result, transforms)),
      note: '',
    };
  });
}

function versionsOf(row: Row, result: Refactored): Versions | undefined {
  const [before, after, ours] = [row.before, row.after, result.text].map(read);
  return before && after && ours && { before, after, ours };
}

function read(text: string): Dockerfile | undefined {
  const parsed = parseByBuildKit(text);
  return 'file' in parsed ? readDockerfile(parsed.file) : undefined;
}

function explained(
  { steps, what }: Place,
  file: Dockerfile,
  result: Refactored,
  transforms: readonly string[],
): Missed {
  const lines = steps.map((step) => linesOf(file, step));
  const said = result.declines.filter(
    ({ transform, at }) =>
      transforms.includes(transform) && lines.some(({ first, last }) => at.start.line <= last && first <= at.end.line),
  );
  const reasons = [...new Set(said.map(({ transform, reason }) => `${transform}: ${reason}`))];
  const reason = result.problem?.message ?? (reasons.length === 0 ? 'no finding' : reasons.join('; '));
  return { line: lines[0]?.first ?? 0, what, reason };
}

const linesOf = ({ source: { lines } }: Dockerfile, { instruction: { span } }: Step) => ({
  first: placeAt(lines, span.start).line,
  last: placeAt(lines, span.end).line,
});

const isCompared = ({ places }: Verdict): boolean => places > 0;

const isReproduced = (verdict: Verdict): boolean => isCompared(verdict) && verdict.missed.length === 0;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function line(name: string, verdicts: readonly Verdict[]): string {
  const compared = verdicts.filter(isCompared);
  const places = sum(compared.map((verdict) => verdict.places));
  const missed = sum(compared.map((verdict) => verdict.missed.length));
  return [
    name.padEnd(28),
    String(verdicts.length).padStart(7),
    String(verdicts.length - compared.length).padStart(20),
    rate(compared.filter(isReproduced).length, compared.length).padStart(20),
    rate(places - missed, places).padStart(20),
  ].join('');
}

const rate = (some: number, all: number): string =>
  all === 0 ? '-' : `${some} of ${all} (${Math.round((100 * some) / all)} %)`;

function table(verdicts: readonly Verdict[]): void {
  const of = (...kinds: readonly string[]) => verdicts.filter(({ kind }) => kinds.includes(kind));
  console.log(`${'kind'.padEnd(28)}commits  nothing to compare          reproduced              places`);
  for (const kind of Object.keys(textOnlyKinds)) console.log(line(kind, of(kind)));
  console.log(line('these together', of(...Object.keys(textOnlyKinds))));
  console.log('');
  for (const kind of Object.keys(otherKinds)) console.log(line(kind, of(kind)));
}

function unhandled(rows: readonly Row[]): void {
  const counts = new Map<string, number>();
  for (const kind of rows.flatMap(({ kinds }) => kinds))
    if (!Object.hasOwn(handled, kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const listed = [...counts].sort(([, a], [, b]) => b - a).map(([kind, count]) => `${kind} ${count}`);
  console.log(`not handled yet: ${listed.join(', ')}`);
}

const titleOf = ({ kind, row: { repo, path, subject } }: Verdict): string => `${kind}: ${repo}, ${path}: ${subject}`;

function misses(verdicts: readonly Verdict[]): void {
  console.log('\nNot reproduced:');
  for (const verdict of verdicts.filter((one) => isCompared(one) && !isReproduced(one))) {
    console.log(`\n${titleOf(verdict)}`);
    for (const { line: at, what, reason } of verdict.missed) console.log(`  line ${at}: ${what}\n    ${reason}`);
  }
  console.log('\nNothing to compare:\n');
  for (const verdict of verdicts.filter((one) => !isCompared(one))) console.log(titleOf(verdict) + verdict.note);
}

const corpus = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpus/gold.jsonl');
if (existsSync(corpus)) {
  const rows = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Row);
  const verdicts = rows.flatMap(judge);
  console.log(`${rows.length} commits\n`);
  table(verdicts);
  unhandled(rows);
  misses(verdicts);
} else {
  console.log(`Skipped: there is no corpus at ${corpus}; its path may be given as an argument.`);
}
