import type { ChangeOf } from '../change.ts';
import { absolutePath, relativePath } from '../paths.ts';
import { isComment, type TraceItem } from '../trace.ts';
import { fresh, type Items, indexOf, insertBefore, itemOf, rewrite } from './items.ts';

/** One folder of the context, and a place for it; no flag but those that say whose the files are, and what may be done with them. */
const BRINGS_FOLDER = /^(?:ADD|COPY)(?: --ch(?:mod|own)=\S+)*$/;
const PLAIN_PATHS = /^([\w@+./-]+)\s+([\w@+./${}-]+)$/;

export function insertCopy(items: Items, { step, before, files, folder }: ChangeOf<'insertCopy'>): void {
  const target = itemOf(items, step);
  const order = [...items.values()];
  const over = order.slice(order.indexOf(itemOf(items, before)), order.indexOf(target));
  if (over.length === 0 || over.some(({ head }) => !/^(?:#|RUN\b)/.test(head)))
    throw new Error(`a COPY can not be put there for ${target.head}`);
  const stray = files.find((file) => !isBroughtBy(target, file, folder));
  if (files.length === 0 || stray !== undefined)
    throw new Error(`${target.head} does not bring ${stray ?? 'nothing'} to ${folder}`);
  const id = Math.min(0, ...items.keys()) - 1;
  const tokens = [fresh([...files, folder].join(' '))];
  const copy = { ...target, id, head: target.head.replace(/^ADD/, 'COPY'), tokens };
  insertBefore(items, itemOf(items, before), copy);
}

function isBroughtBy(copy: TraceItem, file: string, folder: string): boolean {
  const [, source, target] = PLAIN_PATHS.exec(copy.tokens.length === 1 ? (copy.tokens[0]?.text ?? '') : '') ?? [];
  const path = file.replace(/\/$/, '');
  const isPlain = PLAIN_PATHS.test(`${file} ${folder}`) && relativePath(path) === path && folder.endsWith('/');
  if (!BRINGS_FOLDER.test(copy.head) || source === undefined || target === undefined || !isPlain) return false;
  const root = relativePath(source);
  const parent = path === file ? path.split('/').slice(0, -1).join('/') : path;
  if (`${source}/${target}/${folder}`.split('/').includes('..')) return false;
  if (root !== '' && !`${parent}/`.startsWith(`${root}/`)) return false;
  const below = root === '' ? parent : parent.slice(root.length);
  return absolutePath(folder, copy.folder) === absolutePath(`${target}/${below}`, copy.folder);
}

/** Programs, their words, and `&&`: nothing that a shell would read in another way. */
const PLAIN_COMMANDS = /^[\w@+.,:=/-]+(?: (?:[\w@+.,:=/-]+|&&))*$/;

export function insertRun(items: Items, { like, before, command, as, isPlain }: ChangeOf<'insertRun'>): void {
  const model = itemOf(items, like);
  const target = itemOf(items, before);
  const isRead = isPlain || !model.head.includes('<<');
  if (!/^RUN\b/.test(model.head) || !isRead || !PLAIN_COMMANDS.test(command))
    throw new Error(`${JSON.stringify(command)} can not run like ${model.head}`);
  const tokens = command.split(' ').map(fresh);
  const head = isPlain ? 'RUN' : model.head;
  insertBefore(items, target, { ...model, head, id: asNew(items, as), tokens, anywhere: () => false, readable: true });
}

export function splitRun(items: Items, { step, at, as }: ChangeOf<'splitRun'>): void {
  const item = itemOf(items, step);
  const rest = indexOf(item.tokens, at);
  const joint = item.tokens[rest - 1];
  if (!/^RUN\b/.test(item.head) || item.head.includes('<<') || joint?.text !== '&&' || isComment(joint) || rest < 2)
    throw new Error(`${item.head} can not be split there`);
  insertBefore(items, item, { ...item, id: asNew(items, as), tokens: item.tokens.slice(0, rest - 1) });
  rewrite(items, step, (tokens) => tokens.slice(rest));
}

function asNew(items: Items, as: number): number {
  if (as >= 0 || items.has(as)) throw new Error(`${as} does not name a new step`);
  return as;
}
