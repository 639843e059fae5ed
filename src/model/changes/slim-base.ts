import type { ChangeOf } from '../change.ts';
import { isSlimOf } from '../image-reference.ts';
import { builtOn } from '../state.ts';
import { COMMENT } from '../trace.ts';
import { type Items, itemOf } from './items.ts';

/** Every step of the stage runs on the other image, and in the settings that it had. */
export function slimBase(items: Items, { step, from, to }: ChangeOf<'slimBase'>): void {
  const item = itemOf(items, step);
  const [base, ...rest] = item.tokens;
  const behind = base?.text.startsWith(from) ? base.text.slice(from.length) : undefined;
  if (!/^FROM\b/.test(item.head) || base === undefined || behind === undefined || !/^(?:\s|$)/.test(behind))
    throw new Error(`${item.head} is not built on ${from}`);
  if (!isSlimOf(to, from)) throw new Error(`${to} is not the slim variant of ${from}`);
  const order = [...items.values()];
  const later = order.slice(order.indexOf(item) + 1);
  if (later.some(({ head }) => /^FROM\b/.test(head))) throw new Error('a stage that follows may be built on it');
  items.set(step, { ...item, tokens: [{ ...base, text: to + behind }, ...rest] });
  const mark = builtOn(to);
  for (const own of later) if (own.head !== COMMENT) items.set(own.id, { ...own, base: mark });
}
