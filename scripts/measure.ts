/**
 * `npm run measure` writes docs/measurements.md: what dockmod's changes do to images and rebuilds, measured with a real builder on
 * fixtures that need nothing but Debian's packages and the npm registry. The engine is found as in the real-build tests (DOCKER,
 * BUILD_ROOT). `npm run measure -- NAME …` measures what is named, or has no row yet, and keeps the other rows as they are.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskContext } from '../src/context/disk-context.ts';
import { refactor } from '../src/index.ts';
import { build, hasEngine, rebuilt, type Version } from '../test/build/docker.ts';
import { type Guide, guides, preparedGuide } from '../test/build/guides/guide.ts';
import {
  closeMirror,
  type Mirror,
  type Mirrored,
  mirrored,
  openMirror,
  preparedMirrored,
} from '../test/build/mirrored/mirror.ts';
import { prepared } from '../test/build/split/prepared.ts';
import { onStandIns } from '../test/build/stand-ins/stand-in.ts';

/** `changed`: the source file that is touched before the second build. */
type Case = { readonly fixture: string; readonly changed?: string };

const cases: readonly Case[] = [
  { fixture: 'all/node-project-copied-whole', changed: 'README.md' },
  { fixture: 'all/packages-behind-the-sources', changed: 'sums/march.txt' },
  { fixture: 'all/installs-all-over-the-file', changed: 'main.sh' },
  { fixture: 'all/files-removed-in-later-layers' },
  { fixture: 'all/cleanup-in-a-later-layer' },
  { fixture: 'all/curl-over-https' },
  { fixture: 'all/git-with-build-tools' },
];

/** Projects whose installs come before their sources. */
const projects: readonly { readonly folder: string; readonly changed: string }[] = [
  { folder: 'projects/npm-workspaces', changed: 'server.js' },
  { folder: 'projects/yarn-classic-workspaces', changed: 'server.js' },
  { folder: 'projects/yarn-patched-workspaces', changed: 'server.js' },
  { folder: 'projects/pnpm-patched-workspace', changed: 'server.js' },
  { folder: 'python/local-package', changed: 'app.py' },
  { folder: 'fetched/go-local-replace', changed: 'main.go' },
  { folder: 'fetched/cargo-workspace', changed: 'crates/shop/src/main.rs' },
  { folder: 'maven', changed: 'src/main/java/Shop.java' },
];

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/measurements.md');
const wanted = process.argv.slice(2);

/** Rows of the page as it is, by what their first cell names. */
const known = new Map(
  [...readFileSync(page, 'utf8').matchAll(/^\| `([^`]+)` \|.*$/gm)].map(([row, name = '']) => [name, row]),
);

function row(name: string, measured: () => string): string {
  const kept = wanted.length === 0 || wanted.includes(name) ? undefined : known.get(name);
  return kept ?? measured();
}

const ONLY = { only: ['split-build-stage'] } as const;

/** Programs that are built and run in one stage, each by its Dockerfiles. */
const split = join(root, 'test/build/split');
const programs = readdirSync(split)
  .filter((name) => !name.endsWith('.ts'))
  .flatMap((folder) =>
    readdirSync(join(split, folder))
      .filter((file) => /^Dockerfile(?:\.(?!dockerignore$)|$)/.test(file))
      .map((file) => ({ folder, file, name: file === 'Dockerfile' ? folder : `${folder}/${file}` })),
  );

function measure({ fixture, changed }: Case): string {
  const context = join(root, 'fixtures/before', fixture);
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const result = refactor(text, { context: diskContext(context) });
  const [before, after] = [text, result].map((version, index) => ({
    size: build(`dockmod-measure:${index}`, version, context).size,
    again: changed === undefined ? undefined : installsIn(rebuilt(version, context, changed)),
  })) as [Measured, Measured];
  const ratio = Math.round((100 * after.size) / before.size);
  const cells = [
    `\`${fixture}\``,
    megabytes(before.size),
    megabytes(after.size),
    `${ratio} %`,
    changed ?? '-',
    before.again ?? '-',
    after.again ?? '-',
  ];
  return `| ${cells.join(' | ')} |`;
}

function rebuild({ folder, changed }: (typeof projects)[number]): string {
  const context = join(root, 'test/build', folder);
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const result = refactor(text, { only: ['copy-manifests-first'], context: diskContext(context) });
  const again = [text, result].map((version) =>
    rebuilt(version, context, changed).filter((step) => step.startsWith('RUN')),
  );
  return `| ${[`\`${folder}\``, changed, ...again.map(shown)].join(' | ')} |`;
}

function guideRow([name, guide]: [string, Guide]): string {
  const { context, before, after } = preparedGuide(name, guide, ONLY);
  return splitRow(name, { versions: [before, after], context, said: guide.said });
}

function programRow({ folder, file, name }: (typeof programs)[number]): string {
  const context = prepared(folder);
  const text = readFileSync(join(context, file), 'utf8');
  const outcome = refactor(text, { ...ONLY, context: diskContext(context) });
  return splitRow(name, { versions: [onStandIns(text), onStandIns(outcome)], context, said: '-' });
}

/** Programs whose packages come from an index that is there as long as they are built. */
function mirroredRows(): string[] {
  let mirror: Mirror | undefined;
  try {
    return (Object.keys(mirrored) as Mirrored[]).map((name) =>
      row(name, () => {
        mirror ??= openMirror();
        return mirroredRow(name, mirror);
      }),
    );
  } finally {
    if (mirror !== undefined) closeMirror(mirror);
  }
}

function mirroredRow(name: Mirrored, mirror: Mirror): string {
  const { context, before, after } = preparedMirrored(name, mirror);
  return splitRow(name, { versions: [before, after], context, said: '-' });
}

type Split = { readonly versions: readonly [Version, Version]; readonly context: string; readonly said: string };

/** Its context is a copy, which is removed. */
function splitRow(name: string, { versions, context, said }: Split): string {
  try {
    const [before, after] = versions.map(
      (version, index) => build(`dockmod-measure:${index}`, version, context).size,
    ) as [number, number];
    const ratio = `${((100 * after) / before).toFixed(1)} %`;
    return `| ${[`\`${name}\``, megabytes(before), megabytes(after), ratio, said].join(' | ')} |`;
  } finally {
    rmSync(context, { recursive: true, force: true });
  }
}

const shown = (steps: readonly string[]): string =>
  steps.length === 0
    ? '-'
    : steps.map((step) => `\`${step.slice('RUN '.length).replaceAll('|', '\\|')}\``).join('<br>');

type Measured = { readonly size: number; readonly again: number | undefined };

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** RUNs that install something, among the steps of a build that did not come from the cache. */
const installsIn = (steps: readonly string[]): number =>
  steps.filter((step) => /^RUN .*\b(?:apt|npm (?:ci|install))\b/.test(step)).length;

if (hasEngine()) {
  const lines = [
    '<!-- Generated by `npm run measure` with a real builder; do not edit. -->',
    '',
    '# Measurements',
    '',
    'Fixtures as they were and as dockmod leaves them, built without a cache; then a source file is changed, and the build repeated.',
    'Sizes hold as ratios: the base images of the machine that measured are stand-ins.',
    '',
    '| fixture | before | after | ratio | changed file | installs that ran again, before | after |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...cases.map((one) => row(one.fixture, () => measure(one))),
    '',
    'Projects of test/build as they were, and with their manifests copied first: the RUNs of a second build, after a source file changed.',
    'What a build downloads on the way is fetched by a step of its own, which does not run again.',
    '',
    '| project | changed file | ran again, before | after |',
    '| --- | --- | --- | --- |',
    ...projects.map((one) => row(one.folder, () => rebuild(one))),
    '',
    'Programs of test/build/split, test/build/mirrored and fixtures in one stage, and with a stage that builds and one that runs. What',
    'guides to smaller images say of one of its kind stands beside it.',
    '',
    '| program | one stage | two | ratio | in guides |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(guides).map((guide) => row(guide[0], () => guideRow(guide))),
    ...programs.map((program) => row(program.name, () => programRow(program))),
    ...mirroredRows(),
  ];
  writeFileSync(page, `${lines.join('\n')}\n`);
  console.log('wrote docs/measurements.md');
} else {
  console.log('Skipped: no Docker engine answers; set DOCKER to a client that reaches one.');
}
