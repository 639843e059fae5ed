/** Finds out when it is asked first, and remembers. */
export function lazily<Found>(find: () => Found): () => Found {
  let found: { readonly value: Found } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

/** Remembers every answer. */
export function asked<Answer>(ask: (path: string) => Answer): (path: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (path) => {
    let entry = known.get(path);
    if (entry === undefined) {
      entry = { answer: ask(path) };
      known.set(path, entry);
    }
    return entry.answer;
  };
}
