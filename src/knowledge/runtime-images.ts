import type { Family } from './base-images.ts';

/**
 * The Debian release that images of compilers are built on where their tag does not say it, by their version: that of the last build of
 * a version that gets no more, and of the current ones. `since` is the first version; the last entry that fits counts.
 * Source: the manifests of github.com/docker-library/official-images, library/golang, library/rust and library/gcc.
 */
const RELEASES: Readonly<Record<string, readonly (readonly [since: readonly [number, number], release: string])[]>> = {
  golang: [
    [[1, 11], 'stretch'],
    [[1, 12], 'buster'],
    [[1, 16], 'bullseye'],
    [[1, 19], 'bookworm'],
    [[1, 24], 'trixie'],
  ],
  rust: [
    [[1, 40], 'buster'],
    [[1, 55], 'bullseye'],
    [[1, 70], 'bookworm'],
    [[1, 89], 'trixie'],
  ],
};

/** The Debian release under an image of a compiler; undefined where neither its tag nor its version tells. */
export function releaseUnder(image: string, tag: string): string | undefined {
  const entries = RELEASES[image];
  if (entries === undefined) return undefined;
  if (/^(?:latest|\d+)$/.test(tag)) return entries.at(-1)?.[1];
  const [, major, minor] = /^(\d+)\.(\d+)(?:\.\d+)?$/.exec(tag) ?? [];
  if (major === undefined) return undefined;
  const isUpTo = ([from, then]: readonly [number, number]): boolean =>
    Number(major) > from || (Number(major) === from && Number(minor) >= then);
  return entries.findLast(([since]) => isUpTo(since))?.[1];
}

/** Releases of Debian that distroless images are made of (github.com/GoogleContainerTools/distroless). */
const DISTROLESS_RELEASES: Readonly<Record<string, number>> = { bookworm: 12, trixie: 13 };

/** What a program that is linked statically needs: certificates, time zones and /etc/passwd. */
export const STATIC_IMAGE = 'gcr.io/distroless/static-debian12';

/** What a program in C, C++ or Rust needs beside: libc, libgcc and libstdc++ of the same release. */
export function distrolessWithLibc(release: string): string | undefined {
  const number = DISTROLESS_RELEASES[release];
  return number === undefined ? undefined : `gcr.io/distroless/cc-debian${number}`;
}

/** The smallest image of a release that has a shell and packages. */
export function slimImage(family: Family, release: string): string | undefined {
  if (family === 'debian') return `debian:${release}-slim`;
  if (family === 'ubuntu') return `ubuntu:${release}`;
  return family === 'alpine' ? `alpine:${release}` : undefined;
}
