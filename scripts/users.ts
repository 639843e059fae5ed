/**
 * `npm run users`: who containers of real files run as. Counts the files that get a user, those that have one, and why the others are
 * left alone.
 *
 * The corpus is a .jsonl file with the `text` of a Dockerfile per row, by default beside the repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refactor } from '../src/index.ts';

const TRANSFORMS = ['add-user', 'user-after-root', 'numeric-user', 'chown-on-copy'];

/** A reason without what is special to one file. */
const kindOf = (reason: string): string =>
  reason
    .replace(/\bline \d+/g, 'line …')
    .replace(/"[^"]*"|(?<=^|[\s(])[^\s,]*[/.:$@][^\s,]*(?=[\s,)]|$)/g, '…')
    .replace(/^(whether) \S+ (?=works without root)/, '$1 … ')
    .replace(/(?<=^what) .+? (?=of line …)/, ' … ');

function count(kinds: readonly string[]): [kind: string, files: number][] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

const corpus = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpus/files.jsonl');
if (existsSync(corpus)) {
  const rows = readFileSync(corpus, 'utf8').trim().split('\n');
  const outcomes = rows.map((row) => refactor((JSON.parse(row) as { text: string }).text, { only: TRANSFORMS }));
  const isAbout = ({ transform }: { readonly transform: string }): boolean =>
    /^(?:add-user|user-after-root)$/.test(transform);
  for (const id of TRANSFORMS) {
    const changed = outcomes.filter(({ fixes }) => fixes.some(({ transform }) => transform === id));
    console.log(`${id}: ${changed.length} of ${rows.length} files changed`);
  }
  const named = outcomes.filter(({ status, findings }) => status === 'ok' && !findings.some(isAbout));
  console.log(`${named.length} files have nothing to change: their containers run as another user than root`);
  const unworked = outcomes.filter(({ status }) => status !== 'ok');
  console.log(`${unworked.length} files are not worked on at all`);
  const withheld = outcomes.filter((outcome) => outcome.withheld.length > 0);
  console.log(`${withheld.length} files with fixes that could not be proven`);
  const declined = outcomes.filter(({ fixes }) => !fixes.some(isAbout));
  const reasons = declined.flatMap(
    ({ declines }) => new Set(declines.filter(isAbout).map(({ reason }) => kindOf(reason))),
  );
  console.log('\nleft alone, by reason:');
  for (const [kind, files] of count(reasons.flatMap((kinds) => [...kinds]))) console.log(`  ${files} ${kind}`);
  if (withheld.length > 0) process.exitCode = 1;
} else {
  console.log(`Skipped: there is no corpus at ${corpus}; its path may be given as an argument.`);
}
