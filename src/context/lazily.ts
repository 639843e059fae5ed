/** Finds out when it is asked first, and remembers. */
export function lazily<Found>(find: () => Found): () => Found {
  let found: { readonly value: Found } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
