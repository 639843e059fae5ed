/**
 * `npm run apps`: what dockmod does where it knows the build context, and what keeps it from doing more. For each application of a
 * corpus it lists the fixes that rest on the context, and the reasons why such a place was left alone.
 *
 * The corpus is a .jsonl file with `{repo, root, dockerfile, ecosystem, files, contents, before}` per row, by default beside the
 * repository: names of all files, the text of some (null where it is too long), and the Dockerfile.
 */
import { existsSync } from 'node:fs';
import { refactor } from '../src/index.ts';
import { type App, contextOf, corpusAt, readRows } from './apps/corpus.ts';

const TRANSFORMS = [
  'add-user',
  'copy-manifests-first',
  'frozen-install',
  'omit-dev-dependencies',
  'slim-base',
  'split-build-stage',
  'system-packages-first',
  'write-dockerignore',
];

function report(app: App): boolean {
  const { fixes, declines, withheld } = refactor(app.before, { only: TRANSFORMS, context: contextOf(app) });
  console.log(`${app.repo}, ${app.dockerfile} (${app.ecosystem})`);
  for (const { transform, at, safety, reason } of fixes)
    console.log(`  line ${at.start.line}: ${transform} (${safety}): ${reason}`);
  for (const { transform, at, reason } of [...declines, ...withheld])
    console.log(`  line ${at.start.line}: ${transform}, left alone: ${reason}`);
  if (fixes.length + declines.length + withheld.length === 0) console.log('  nothing found');
  return fixes.length > 0;
}

const corpus = process.argv[2] ?? corpusAt('apps.jsonl');
if (existsSync(corpus)) {
  const apps = readRows<App>(corpus);
  const changed = apps.map(report).filter(Boolean);
  console.log(`\n${changed.length} of ${apps.length} applications changed`);
} else {
  console.log(`Skipped: there is no corpus at ${corpus}; its path may be given as an argument.`);
}
