import { intoActiveVenv, pathIntoVenv, venvCommand, venvWithPipOfImage } from '../../knowledge/python/images.ts';
import type { ChangeOf } from '../change.ts';
import { COMMENT } from '../trace.ts';
import { type Items, itemOf } from './items.ts';
import { readStage, textOf } from './read-stage.ts';

const FOLDER = /^(?:\/[\w@+-][\w@+.-]*)+$/;

/** The settings of what follows change with those of the environment, and with nothing else. */
export function insertVenv(items: Items, change: ChangeOf<'insertVenv'>, mirrors: readonly string[]): void {
  const { before, path, isActive, hasPipOfImage } = change;
  const target = itemOf(items, before);
  const order = [...items.values()];
  const at = order.indexOf(target);
  const start = order.findLastIndex(({ head }, index) => index < at && /^FROM\b/.test(head));
  const behind = order.slice(at);
  const from = order[start];
  if (from === undefined || behind.some(({ head }) => /^FROM\b/.test(head)))
    throw new Error('only the last stage can get an environment');
  if (!/^RUN\b/.test(behind.find(({ head }) => head !== COMMENT)?.head ?? '') || !FOLDER.test(path))
    throw new Error(`${path} can not be an environment for ${target.head}`);
  const venv = [
    `RUN ${hasPipOfImage ? venvWithPipOfImage(path) : venvCommand(path)}`,
    `ENV ${(isActive ? intoActiveVenv : pathIntoVenv)(path)}`,
  ];
  const parts = [...order.slice(start + 1, at), ...venv, ...behind];
  const [, ...stage] = readStage(items, textOf(from), parts, mirrors);
  items.clear();
  for (const item of [...order.slice(0, start + 1), ...stage]) items.set(item.id, item);
}
