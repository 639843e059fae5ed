/** What a file of settings says, by names. */
export type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** Numbers are what they say: a user, a port. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

/** The texts of a list; one alone is a list too. */
export const listOf = (value: unknown): string[] => [value].flat().flatMap((item) => textOf(item) ?? []);
