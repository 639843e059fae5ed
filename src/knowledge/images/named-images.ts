/** Images by name, by a variant that their tags name or do not, by the first major version, and by the first that is none of them. */
export type NamedImages = {
  readonly images: RegExp;
  readonly variant?: RegExp;
  readonly not?: RegExp;
  readonly since?: number;
  readonly before?: number;
};

export function isOneOf({ images, variant, not, since = 0, before }: NamedImages, name: string, tag: string): boolean {
  if (!images.test(name) || variant?.test(tag) === false || not?.test(tag) === true) return false;
  const major = majorOf(tag);
  return major >= since && (before === undefined || major < before);
}

/** A tag without a number in front, as `latest`, follows what is newest. */
const majorOf = (tag: string): number => Number(/^v?(\d+)/.exec(tag)?.[1] ?? Number.POSITIVE_INFINITY);

export const DISTROLESS = /^gcr\.io\/distroless\//;
export const DOTNET = /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?(?:aspnet|runtime|runtime-deps|sdk)$/;
