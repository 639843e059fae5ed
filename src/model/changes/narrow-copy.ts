import type { ChangeOf } from '../change.ts';
import { relativePath } from '../paths.ts';
import type { TraceItem } from '../trace.ts';
import { fresh, type Items, itemOf } from './items.ts';

/** From a stage or image, with flags that mean the same of a part of the files. */
const FROM_STAGE = /^COPY(?=.* --from=)(?: --(?:(?:chmod|chown|from)=\S+|link(?:=true)?))*$/;
const PLAIN_WORDS = /^([\w@+./-]+)\s+([\w@+./-]+)$/;
const PLAIN_PATH = /^[\w@+./-]+$/;

export function narrowCopy(items: Items, { step, paths }: ChangeOf<'narrowCopy'>): void {
  const copy = itemOf(items, step);
  const words = PLAIN_WORDS.exec(copy.tokens.length === 1 ? (copy.tokens[0]?.text ?? '') : '');
  if (words === null || !FROM_STAGE.test(copy.head))
    throw new Error(`${copy.head} does not bring a folder of another stage`);
  const stray = paths.find((path) => !PLAIN_PATH.test(path) || relativePath(path) !== path || path === '');
  if (paths.length === 0 || stray !== undefined || isNested(paths))
    throw new Error(`${stray ?? (paths.join(' ') || 'nothing')} is no part of a folder`);
  const [, source = '', target = ''] = words;
  const first = Math.min(0, ...items.keys()) - 1;
  const parts = paths.map((path, at): TraceItem => {
    const tokens = [fresh(`${below(source, path)} ${below(target, path)}`)];
    return { ...copy, id: at === 0 ? copy.id : first - at, tokens };
  });
  const order = [...items.values()];
  items.clear();
  for (const item of order) for (const placed of item === copy ? parts : [item]) items.set(placed.id, placed);
}

const isNested = (paths: readonly string[]): boolean =>
  paths.some((path, at) => paths.some((other, index) => index !== at && `${path}/`.startsWith(`${other}/`)));

/** A path in a folder, as the folder is written. */
export const below = (folder: string, path: string): string => `${folder.replace(/\/+$/, '')}/${path}`;
