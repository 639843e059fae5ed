/** The first reason that one of some items gives; what stands behind it is not looked at any more. */
export function firstReason<Item>(items: Iterable<Item>, why: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const reason = why(item);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
