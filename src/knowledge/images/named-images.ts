/** Images by name, by a variant that their tags name or do not, and by the first major version. */
export type NamedImages = {
  readonly images: RegExp;
  readonly variant?: RegExp;
  readonly not?: RegExp;
  readonly since?: number;
};

export function isOneOf({ images, variant, not, since = 0 }: NamedImages, name: string, tag: string): boolean {
  return images.test(name) && variant?.test(tag) !== false && not?.test(tag) !== true && majorOf(tag) >= since;
}

/** A tag without a number in front, as `latest`, follows what is newest. */
const majorOf = (tag: string): number => Number(/^v?(\d+)/.exec(tag)?.[1] ?? Number.POSITIVE_INFINITY);

export const DISTROLESS = /^gcr\.io\/distroless\//;
export const DOTNET = /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?(?:aspnet|runtime|runtime-deps|sdk)$/;
