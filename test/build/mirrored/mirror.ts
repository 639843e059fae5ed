import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskContext } from '../../../src/context/disk-context.ts';
import { refactor } from '../../../src/index.ts';
import { build, fileIn, launch, type Running, stop } from '../docker.ts';
import type { Prepared } from '../guides/guide.ts';

/** What makes the lockfile of a project, by the file that it is made from. */
const LOCKS = {
  poetry: { manifest: 'pyproject.toml', lock: 'poetry.lock' },
  pipenv: { manifest: 'Pipfile', lock: 'Pipfile.lock' },
} as const;

/** Programs whose packages poetry and pipenv install, by their folders. */
export const mirrored = {
  'pipenv-in-project': 'pipenv',
  'pipenv-in-the-image': 'pipenv',
  'pipenv-requirements': 'pipenv',
  'poetry-in-project': 'poetry',
  'poetry-in-the-image': 'poetry',
  'poetry-run': 'poetry',
  'poetry-wheel': 'poetry',
} as const satisfies Readonly<Record<string, keyof typeof LOCKS>>;

export type Mirrored = keyof typeof mirrored;

const recipes = join(import.meta.dirname, '../guides/python');

const imageOf = (name: string): string =>
  build(`dockmod-test-mirror:${name}`, readFileSync(join(recipes, `${name}.Dockerfile`), 'utf8'), recipes).tag;

/** An index of packages of Python that answers on this machine, and the image that asks it; whoever opens it closes it. */
export type Mirror = { readonly base: string; readonly index: Running };

export const openMirror = (): Mirror => ({ base: imageOf('mirrored'), index: launch(imageOf('index')) });

export const closeMirror = ({ index }: Mirror): void => void stop(index);

/** A program with the lockfile that its tool makes of what the index has, as it is and as dockmod leaves it. */
export function preparedMirrored(name: Mirrored, { base }: Mirror): Prepared {
  const context = mkdtempSync(join(tmpdir(), 'dockmod-mirrored-'));
  cpSync(join(import.meta.dirname, name), context, { recursive: true });
  const { lock } = LOCKS[mirrored[name]];
  writeFileSync(join(context, lock), lockedFrom(base, context, mirrored[name]));
  const based = (text: string): string => text.replace(/^FROM \S+/m, `FROM ${base}`);
  const text = readFileSync(join(context, 'Dockerfile'), 'utf8');
  const outcome = refactor(text, { only: ['split-build-stage'], context: diskContext(context) });
  return { context, before: based(text), after: { ...outcome, text: based(outcome.text) }, outcome };
}

function lockedFrom(base: string, context: string, tool: keyof typeof LOCKS): string {
  const { manifest, lock } = LOCKS[tool];
  const lines = [`FROM ${base}`, `RUN pip install ${tool}`, 'WORKDIR /app', `COPY ${manifest} ./`, `RUN ${tool} lock`];
  const container = launch(build('dockmod-test-mirror:lock', `${lines.join('\n')}\n`, context).tag);
  try {
    return fileIn(container, `/app/${lock}`);
  } finally {
    stop(container);
  }
}
