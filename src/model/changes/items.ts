import type { TraceItem, TraceToken } from '../trace.ts';

/** The items of a trace by their ids, in its order. */
export type Items = Map<number, TraceItem>;

/** A token that a change brings in. */
export const fresh = (text: string): TraceToken => ({ text, at: -1 });

export function itemOf(items: Items, id: number): TraceItem {
  const item = items.get(id);
  if (item === undefined) throw new Error(`no step at ${id}`);
  return item;
}

export function rewrite(
  items: Items,
  id: number,
  tokens: (before: readonly TraceToken[]) => readonly TraceToken[],
): void {
  const item = itemOf(items, id);
  items.set(id, { ...item, tokens: tokens(item.tokens) });
}

export function indexOf(tokens: readonly TraceToken[], at: number): number {
  const index = tokens.findIndex((token) => token.at === at);
  if (index === -1) throw new Error(`no word at ${at}`);
  return index;
}

/** Above the comments that head it as well, where `target` is the first of them. */
export function insertBefore(items: Items, target: TraceItem, inserted: TraceItem): void {
  const order = [...items.values()];
  items.clear();
  for (const item of order)
    for (const placed of item === target ? [inserted, item] : [item]) items.set(placed.id, placed);
}
