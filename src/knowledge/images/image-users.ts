import { type Family, knownImage } from './base-images.ts';
import { DISTROLESS, DOTNET, isOneOf, type NamedImages } from './named-images.ts';
import { remembered } from './remembered.ts';

/** A user that an image brings for applications. */
export type ImageUser = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };

/**
 * The www-data of php is none of these: its home is /var/www, which is root's, and its number is 33 on Debian but 82 on Alpine
 * (github.com/docker-library/php). Nor is the `ubuntu` of Ubuntu 24.04, which is made for people.
 */
const USERS: readonly (NamedImages & { readonly user: ImageUser })[] = [
  // github.com/nodejs/docker-node: every variant makes it. Images of the first versions may be older than it.
  { images: /^node$/, since: 6, user: { name: 'node', uid: 1000, gid: 1000, home: '/home/node' } },
  // github.com/dotnet/dotnet-docker, src/runtime-deps/8.0, which the others are built on; 7.0 has none, and previews had other numbers.
  {
    images: DOTNET,
    since: 8,
    not: /preview|rc\.\d|windows|nanoserver/,
    user: { name: 'app', uid: 1654, gid: 1654, home: '/home/app' },
  },
  // github.com/GoogleContainerTools/distroless, base/base.bzl: /etc/passwd is the same whatever the tag.
  { images: DISTROLESS, user: { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' } },
  // github.com/oven-sh/bun, dockerhub.
  {
    images: /^oven\/bun$/,
    since: 1,
    not: /distroless/,
    user: { name: 'bun', uid: 1000, gid: 1000, home: '/home/bun' },
  },
  // github.com/gradle/docker-gradle: on Ubuntu 24.04 it is the `ubuntu` of the base by another name.
  { images: /^gradle$/, user: { name: 'gradle', uid: 1000, gid: 1000, home: '/home/gradle' } },
];

/** The user beside root that an image has for applications; undefined where it has none that is known. */
export const userOfImage = remembered((name, tag) => USERS.find((entry) => isOneOf(entry, name, tag))?.user);

type Ids = Readonly<Record<'group' | 'user', ReadonlyMap<string, number>>>;

/** Numbers that are the same on every system (Debian Policy, 9.2.2; base-passwd, which Ubuntu has from there). */
const ON_DEBIAN = [
  ['daemon', 1],
  ['www-data', 33],
  ['backup', 34],
] as const;
const OF_DEBIAN: Ids = {
  user: new Map([...ON_DEBIAN, ['nobody', 65534]]),
  group: new Map([...ON_DEBIAN, ['nogroup', 65534]]),
};

const IDS: Readonly<Partial<Record<Family, Ids>>> = {
  // gitlab.alpinelinux.org/alpine/aports, main/alpine-baselayout
  alpine: { user: new Map([['nobody', 65534]]), group: new Map([['nobody', 65534]]) },
  debian: OF_DEBIAN,
  ubuntu: OF_DEBIAN,
};

/** The number that a user or a group has in an image from the start; undefined where that is not known. */
export function idInImage(kind: 'group' | 'user', own: string, name: string, tag: string): number | undefined {
  const known = userOfImage(name, tag);
  if (known?.name === own) return kind === 'user' ? known.uid : known.gid;
  const family = knownImage(name, tag)?.family;
  return family && IDS[family]?.[kind].get(own);
}

/** Images whose own Dockerfiles end as another user than root. */
const OTHERS: readonly NamedImages[] = [
  // github.com/GoogleContainerTools/distroless, base/base.bzl: `nonroot` and `debug-nonroot`.
  { images: DISTROLESS, variant: /nonroot/ },
  // github.com/dotnet/dotnet-docker: `USER $APP_UID`.
  { images: DOTNET, variant: /chiseled|distroless/, since: 8 },
  // github.com/docker-library/memcached, github.com/nginxinc/docker-nginx-unprivileged
  { images: /^(?:memcached|nginxinc\/nginx-unprivileged)$/ },
  // github.com/docker-library/haproxy: from 2.4 on.
  { images: /^haproxy$/, since: 3 },
  // github.com/gradle/docker-gradle/pull/99, which came while 5 was the latest.
  { images: /^gradle$/, before: 5 },
];

/** Images that run as another user than root by themselves. */
export const runsAsOther = remembered((name, tag) => OTHERS.some((entry) => isOneOf(entry, name, tag)));

/**
 * How a user is made in an image. `shadow`: groupadd and useradd; `busybox`: addgroup and adduser; `files`: by lines of /etc/passwd,
 * where neither is there for certain; `none`: there is no shell.
 */
export type UserTools = 'shadow' | 'busybox' | 'files' | 'none';

const TOOLS: Readonly<Record<Family, UserTools | undefined>> = {
  alpine: 'busybox',
  arch: 'files',
  busybox: 'busybox',
  // groupadd and useradd are of `passwd`, which is required (packages.debian.org/passwd); adduser and addgroup may be missing
  // (github.com/adoptium/containers/issues/606).
  debian: 'shadow',
  distroless: 'none',
  // Amazon Linux and the minimal UBI have no shadow-utils (github.com/amazonlinux/container-images/issues/28,
  // github.com/wildfly/wildfly-container/pull/187).
  rhel: 'files',
  scratch: 'none',
  suse: 'files',
  ubuntu: 'shadow',
  windows: undefined,
};

/** How a user is made in the image; undefined where nothing is known of it. */
export function userToolsOf(name: string, tag: string): UserTools | undefined {
  const family = knownImage(name, tag)?.family;
  return family && TOOLS[family];
}
