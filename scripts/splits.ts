/**
 * `npm run splits`: what becomes of Dockerfiles that people have split into stages. For each application of a corpus, and each commit of
 * another one that makes stages, it says whether dockmod splits the file, or why not, beside what the person made of it; `--full` shows
 * both files.
 *
 * The first corpus is that of `npm run apps`, the second that of `npm run gold`. What is known of a commit is its Dockerfile alone. Of an
 * application the corpus has manifests and scripts; APP_SOURCES may name a folder with its sources.
 */
import { existsSync } from 'node:fs';
import { refactor } from '../src/index.ts';
import { type App, contextOf, corpusAt, readRows } from './apps/corpus.ts';

type Commit = { readonly repo: string; readonly path: string; readonly kinds: readonly string[] } & Versions;
type Versions = { readonly before: string; readonly after: string | null };

const isFull = process.argv.includes('--full');
const ID = 'split-build-stage';

const basesOf = (text: string): string =>
  [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].map(([, base]) => base).join(' | ');

/** What comes from the build context was built elsewhere. */
const NOTHING_BUILT = /^nothing is built here/;

type Outcome = 'split' | 'declined' | 'nothing to split';

function report(title: string, { before, after }: Versions, options: Parameters<typeof refactor>[1]): Outcome {
  const result = refactor(before, { ...options, merge: 'careful' });
  const fix = result.fixes.find(({ transform }) => transform === ID);
  const decline = result.declines.find(({ transform }) => transform === ID);
  const isBuilt = decline !== undefined && !NOTHING_BUILT.test(decline.reason);
  const outcome: Outcome = fix !== undefined ? 'split' : isBuilt ? 'declined' : 'nothing to split';
  console.log(`${title}\n  ${outcome}${fix || decline ? `: ${(fix ?? decline)?.reason}` : ''}`);
  console.log(`  before: ${basesOf(before)}`);
  if (fix !== undefined) console.log(`  now:    ${basesOf(result.text)}`);
  console.log(`  person: ${after === null ? 'not split' : basesOf(after)}`);
  if (isFull && fix !== undefined) console.log(`--- now\n${result.text}\n--- person\n${after ?? ''}`);
  return outcome;
}

const count = (outcomes: readonly Outcome[], wanted: Outcome): number =>
  outcomes.filter((outcome) => outcome === wanted).length;

function summary(outcomes: readonly Outcome[], what: string): void {
  const [split, declined] = [count(outcomes, 'split'), count(outcomes, 'declined')];
  const share = Math.round((100 * split) / (split + declined));
  console.log(
    `\n${what}: ${split} of ${split + declined} that build in the image are split (${share} %), of ${outcomes.length}\n`,
  );
}

const [apps, gold] = [corpusAt('apps.jsonl'), corpusAt('gold.jsonl')];
if (existsSync(apps) && existsSync(gold)) {
  const ofApps = readRows<App>(apps).map((app) =>
    report(`${app.repo}, ${app.dockerfile} (${app.ecosystem})`, app, { context: contextOf(app) }),
  );
  summary(ofApps, 'applications');
  const commits = readRows<Commit>(gold).filter(({ kinds }) => kinds.includes('multi-stage'));
  summary(
    commits.map((row) => report(`${row.repo}, ${row.path}`, row, {})),
    'commits, without their build contexts',
  );
} else {
  console.log(`Skipped: there is no corpus at ${apps} and ${gold}.`);
}
