import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { diskContext } from '../../src/context/disk-context.ts';
import { type BuildContext, memoryContext } from '../../src/index.ts';

/** An application: the names of all its files, the text of some (null where it is too long), and its Dockerfile. */
export type App = {
  readonly key: string;
  readonly repo: string;
  readonly root: string;
  readonly dockerfile: string;
  readonly ecosystem: string;
  readonly files: readonly string[];
  readonly contents: Readonly<Record<string, string | null>>;
  readonly before: string;
  /** What a person made of it, where that is known. */
  readonly after: string | null;
};

/** Where corpora are by default: beside the repository. */
export const corpusAt = (name: string): string => join(import.meta.dirname, '../../../shared/corpus', name);

export const readRows = <Row>(path: string): Row[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Row);

/**
 * A folder with sources that the corpora leave out, with the paths of the repository: of applications in a folder for each key, of
 * commits in `commits`, in one for each.
 */
const sources = process.env['APP_SOURCES'];

const textOf = ({ key, contents }: App, path: string): string | null => {
  const source = sources === undefined ? undefined : join(sources, key, path);
  return contents[path] ?? (source !== undefined && existsSync(source) ? readFileSync(source, 'utf8') : null);
};

/** Files whose text is in neither the corpus nor APP_SOURCES are there, but can not be read. */
export function contextOf(app: App): BuildContext {
  const { root, files } = app;
  const inside = files
    .filter((path) => root === '' || path.startsWith(`${root}/`))
    .map((path) => [path, root === '' ? path : path.slice(root.length + 1)] as const);
  const texts = inside.map(([path, short]) => [short, textOf(app, path)] as const);
  const all = memoryContext(Object.fromEntries(texts.map(([short, text]) => [short, text ?? ''])));
  const unread = new Set(texts.flatMap(([short, text]) => (text === null ? [short] : [])));
  return { ...all, readText: (path) => (unread.has(path) ? undefined : all.readText(path)) };
}

/** The folder of a Dockerfile as it was at a commit; undefined where there are no sources of that. */
export function contextOfCommit(commit: string, dockerfile: string): BuildContext | undefined {
  const folder = sources === undefined ? undefined : join(sources, 'commits', commit, dirname(dockerfile));
  return folder !== undefined && existsSync(folder) ? diskContext(folder) : undefined;
}
