/**
 * `npm run splits`: what becomes of Dockerfiles that people have split into stages. For each application of a corpus, and each commit of
 * another one that makes stages, it says whether dockmod splits the file, or why not, beside what the person made of it; `--full` shows
 * both files.
 *
 * The first corpus is that of `npm run apps`, the second that of `npm run gold`. Of an application the corpus has manifests and scripts,
 * of a commit its Dockerfile alone, unless it is that of an application; APP_SOURCES may name a folder with the sources of both.
 */
import { existsSync } from 'node:fs';
import { refactor } from '../src/index.ts';
import { type App, contextOf, contextOfCommit, corpusAt, readRows } from './apps/corpus.ts';

type Commit = {
  readonly repo: string;
  readonly path: string;
  readonly before_commit: string;
  readonly kinds: readonly string[];
} & Versions;
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
  const all = readRows<App>(apps);
  const ofApps = all.map((app) =>
    report(`${app.repo}, ${app.dockerfile} (${app.ecosystem})`, app, { context: contextOf(app) }),
  );
  summary(ofApps, 'applications');
  const commits = readRows<Commit>(gold).filter(({ kinds }) => kinds.includes('multi-stage'));
  const ofCommits = commits.map((row) => {
    const app = all.find(
      ({ repo, dockerfile, before }) => repo === row.repo && dockerfile === row.path && before === row.before,
    );
    const context = app === undefined ? contextOfCommit(row.before_commit, row.path) : contextOf(app);
    return report(`${row.repo}, ${row.path}`, row, context && { context });
  });
  summary(ofCommits, 'commits');
} else {
  console.log(`Skipped: there is no corpus at ${apps} and ${gold}.`);
}
