/**
 * `npm run apps`: what dockmod does where it knows the build context, and what keeps it from doing more. For each application of a
 * corpus it lists the fixes that rest on the context, and the reasons why such a place was left alone.
 *
 * The corpus is a .jsonl file with `{repo, root, dockerfile, ecosystem, files, contents, before}` per row, by default beside the
 * repository: names of all files, the text of some (null where it is too long), and the Dockerfile.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildContext, memoryContext, refactor } from '../src/index.ts';

type App = {
  readonly repo: string;
  readonly root: string;
  readonly dockerfile: string;
  readonly ecosystem: string;
  readonly files: readonly string[];
  readonly contents: Readonly<Record<string, string | null>>;
  readonly before: string;
};

const TRANSFORMS = [
  'add-user',
  'copy-manifests-first',
  'frozen-install',
  'omit-dev-dependencies',
  'slim-base',
  'system-packages-first',
  'write-dockerignore',
];

/** Files whose text is not in the corpus are there, but can not be read. */
function contextOf({ root, files, contents }: App): BuildContext {
  const inside = files
    .filter((path) => root === '' || path.startsWith(`${root}/`))
    .map((path) => [path, root === '' ? path : path.slice(root.length + 1)] as const);
  const all = memoryContext(Object.fromEntries(inside.map(([path, short]) => [short, contents[path] ?? ''])));
  const unread = new Set(inside.filter(([path]) => typeof contents[path] !== 'string').map(([, short]) => short));
  return { ...all, readText: (path) => (unread.has(path) ? undefined : all.readText(path)) };
}

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

const corpus = process.argv[2] ?? join(import.meta.dirname, '../../shared/corpus/apps.jsonl');
if (existsSync(corpus)) {
  const apps = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as App);
  const changed = apps.map(report).filter(Boolean);
  console.log(`\n${changed.length} of ${apps.length} applications changed`);
} else {
  console.log(`Skipped: there is no corpus at ${corpus}; its path may be given as an argument.`);
}
