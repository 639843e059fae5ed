import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildContext, memoryContext } from '../../src/index.ts';

/** An application: the names of all its files, the text of some (null where it is too long), and its Dockerfile. */
export type App = {
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

/** Files whose text is not in the corpus are there, but can not be read. */
export function contextOf({ root, files, contents }: App): BuildContext {
  const inside = files
    .filter((path) => root === '' || path.startsWith(`${root}/`))
    .map((path) => [path, root === '' ? path : path.slice(root.length + 1)] as const);
  const all = memoryContext(Object.fromEntries(inside.map(([path, short]) => [short, contents[path] ?? ''])));
  const unread = new Set(inside.filter(([path]) => typeof contents[path] !== 'string').map(([, short]) => short));
  return { ...all, readText: (path) => (unread.has(path) ? undefined : all.readText(path)) };
}
