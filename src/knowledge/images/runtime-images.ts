import type { Family } from './base-images.ts';
import { DISTROLESS } from './named-images.ts';

/** Minor versions of a major one, and the release that their images are made of. */
type Versions = {
  readonly major: number;
  readonly from: number;
  readonly to: number;
  readonly release: string;
  /** The release changed while the version got patches: these have it, and so has the version without one where the last is among them. */
  readonly patches?: readonly [from: number, to: number];
};

const LAST = Number.POSITIVE_INFINITY;

/**
 * The Debian release that images of compilers and of Ruby are made of where their tag does not say it, by their version: that of the last build of a
 * version that gets no more, and of the current ones. Versions about which the sources leave a doubt are left out.
 * Sources: generate-stackbrew-library.sh of github.com/docker-library/golang and ruby, x.py of github.com/rust-lang/docker-rust, and the updates
 * of gcc in github.com/docker-library/official-images (14512, 14828, 19645, 19767).
 */
const RELEASES: Readonly<Record<string, readonly Versions[]>> = {
  gcc: [
    { major: 9, from: 5, to: LAST, release: 'bookworm' },
    { major: 10, from: 4, to: LAST, release: 'bookworm' },
    { major: 11, from: 4, to: LAST, release: 'bookworm' },
    { major: 12, from: 3, to: LAST, release: 'bookworm' },
    { major: 13, from: 1, to: LAST, release: 'bookworm' },
    { major: 14, from: 3, to: LAST, release: 'trixie' },
    { major: 15, from: 2, to: LAST, release: 'trixie' },
  ],
  golang: [
    { major: 1, from: 4, to: 8, release: 'jessie' },
    { major: 1, from: 9, to: 10, release: 'stretch' },
    { major: 1, from: 12, to: 12, release: 'buster', patches: [10, LAST] },
    { major: 1, from: 13, to: 15, release: 'buster' },
    { major: 1, from: 16, to: 16, release: 'bullseye', patches: [8, LAST] },
    { major: 1, from: 17, to: 17, release: 'bullseye', patches: [1, LAST] },
    { major: 1, from: 18, to: 18, release: 'bullseye' },
    { major: 1, from: 19, to: 19, release: 'bullseye', patches: [0, 8] },
    { major: 1, from: 19, to: 19, release: 'bookworm', patches: [11, LAST] },
    { major: 1, from: 20, to: 20, release: 'bullseye', patches: [0, 3] },
    { major: 1, from: 20, to: 20, release: 'bookworm', patches: [6, LAST] },
    { major: 1, from: 21, to: 23, release: 'bookworm' },
    { major: 1, from: 24, to: 24, release: 'bookworm', patches: [0, 4] },
    { major: 1, from: 24, to: 24, release: 'trixie', patches: [7, LAST] },
    { major: 1, from: 25, to: 25, release: 'trixie', patches: [1, LAST] },
    { major: 1, from: 26, to: LAST, release: 'trixie' },
  ],
  rust: [
    { major: 1, from: 37, to: 53, release: 'buster' },
    { major: 1, from: 55, to: 69, release: 'bullseye' },
    { major: 1, from: 71, to: 88, release: 'bookworm' },
    { major: 1, from: 90, to: LAST, release: 'trixie' },
  ],
  ruby: [
    { major: 2, from: 0, to: 2, release: 'jessie' },
    { major: 2, from: 3, to: 3, release: 'jessie', patches: [0, 6] },
    { major: 2, from: 5, to: 5, release: 'buster', patches: [8, LAST] },
    { major: 2, from: 6, to: 6, release: 'bullseye', patches: [9, LAST] },
    { major: 2, from: 7, to: 7, release: 'bullseye', patches: [5, LAST] },
    { major: 3, from: 0, to: 0, release: 'bullseye', patches: [3, 5] },
    { major: 3, from: 0, to: 0, release: 'bookworm', patches: [6, LAST] },
    { major: 3, from: 1, to: 1, release: 'bullseye', patches: [0, 3] },
    { major: 3, from: 1, to: 1, release: 'bookworm', patches: [4, LAST] },
    { major: 3, from: 2, to: 2, release: 'bullseye', patches: [0, 1] },
    { major: 3, from: 2, to: 2, release: 'bookworm', patches: [2, 8] },
    { major: 3, from: 3, to: 3, release: 'bookworm', patches: [0, 8] },
    { major: 3, from: 4, to: 4, release: 'bookworm', patches: [0, 4] },
    { major: 3, from: 5, to: LAST, release: 'trixie' },
    { major: 4, from: 0, to: LAST, release: 'trixie' },
  ],
};

/** The Debian release under an image of a compiler; undefined where neither its tag nor its version tells. */
export function releaseUnder(image: string, tag: string): string | undefined {
  const entries = RELEASES[image];
  if (entries === undefined || /^(?:latest|1)$/.test(tag)) return entries?.at(-1)?.release;
  const [, major, minor = LAST, patch = LAST] = /^(\d+)(?:\.(\d+)(?:\.(\d+))?)?(?:-slim)?$/.exec(tag) ?? [];
  return entries.find(
    ({ major: own, from, to, patches: [first, last] = [0, LAST] }) =>
      own === Number(major) &&
      from <= Number(minor) &&
      Number(minor) <= to &&
      first <= Number(patch) &&
      Number(patch) <= last,
  )?.release;
}

/** Releases whose packages are no longer where their images look for them (debian.org/releases, archive.debian.org). */
const RETIRED: ReadonlySet<string> = new Set(['jessie', 'stretch', 'buster']);

export const hasPackages = (release: string | undefined): boolean => release === undefined || !RETIRED.has(release);

/** Releases of Debian that distroless images are made of (github.com/GoogleContainerTools/distroless). */
const DISTROLESS_RELEASES: Readonly<Record<string, number>> = { bookworm: 12, trixie: 13 };

/** What a program that is linked statically needs: certificates, time zones and /etc/passwd. */
export const STATIC_IMAGE = 'gcr.io/distroless/static-debian12';

/** Users and groups that distroless images know by their names (their /etc/passwd and /etc/group); numbers need not be known. */
const ITS_USERS = /^(?:\d+|nobody|nonroot|root)$/;
const ITS_GROUPS = /^(?:\d+|nobody|nonroot|root|staff|tty)$/;

/** `www-data`, `nobody:nogroup` */
export const isUserOfDistroless = (written: string): boolean => {
  const [user = '', group = 'root'] = written.split(':');
  return ITS_USERS.test(user) && ITS_GROUPS.test(group);
};

/** No step can do anything in it: it has neither a shell nor packages. */
export const isBare = (image: string): boolean => image === 'scratch' || DISTROLESS.test(image);

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

/** The smallest image of a family that has a shell and packages, for what runs on any release of it. */
export const anySlimImage: Readonly<Partial<Record<Family, string>>> = {
  alpine: 'alpine:3',
  debian: 'debian:stable-slim',
};
