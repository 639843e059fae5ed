import { type Family, knownImage } from './base-images.ts';

/** A user that an image brings for applications. */
export type ImageUser = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: string };

/** Images by name, and which of their tags: variants that a pattern names are out, and versions before the first that has it. */
type Images = { readonly images: RegExp; readonly not?: RegExp; readonly since?: number };

const DOTNET = /^mcr\.microsoft\.com\/dotnet\/(?:nightly\/)?(?:aspnet|runtime|runtime-deps|sdk)$/;
const DISTROLESS = /^gcr\.io\/distroless\//;

const USERS: readonly (Images & { readonly user: ImageUser })[] = [
  // github.com/nodejs/docker-node: every variant makes it; the first versions of 2015 did not.
  { images: /^node$/, since: 8, user: { name: 'node', uid: 1000, gid: 1000, home: '/home/node' } },
  // github.com/dotnet/dotnet-docker, src/runtime-deps: from .NET 8 on; the number was another one in its previews.
  {
    images: DOTNET,
    since: 8,
    not: /preview|alpha|rc\b|windows|nanoserver/,
    user: { name: 'app', uid: 1654, gid: 1654, home: '/home/app' },
  },
  // github.com/GoogleContainerTools/distroless, common/variables.bzl: in /etc/passwd whatever the tag.
  { images: DISTROLESS, user: { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' } },
  // github.com/oven-sh/bun, dockerhub: all but the distroless one.
  { images: /^oven\/bun$/, not: /distroless/, user: { name: 'bun', uid: 1000, gid: 1000, home: '/home/bun' } },
  // github.com/keeganwitt/docker-gradle: on Ubuntu 24.04 it is the `ubuntu` of the base, by another name.
  { images: /^gradle$/, user: { name: 'gradle', uid: 1000, gid: 1000, home: '/home/gradle' } },
];

// The www-data of php is no user for applications: its home is /var/www, which is root's, and its number is 33 on Debian but 82 on
// Alpine (github.com/docker-library/php). Nor is the `ubuntu` of Ubuntu 23.04 and later, which may log in and use sudo.

/** The user beside root that an image has for applications; undefined where it has none that is known. */
export function userOfImage(name: string, tag: string): ImageUser | undefined {
  return USERS.find((entry) => isOf(entry, name, tag))?.user;
}

/** Images whose own Dockerfiles end as another user than root. */
const OTHERS: readonly Images[] = [
  // github.com/GoogleContainerTools/distroless, README: tags `nonroot` and `debug-nonroot`.
  { images: DISTROLESS, not: /^(?!.*nonroot)/ },
  // github.com/dotnet/dotnet-docker: chiseled Ubuntu and distroless Azure Linux have `USER $APP_UID`.
  { images: DOTNET, not: /^(?!.*(?:chiseled|distroless))/, since: 8 },
  { images: /^docker$/, not: /^(?!.*rootless)/ },
  { images: /^(?:nginxinc\/nginx-unprivileged|memcached|grafana\/grafana|prom\/prometheus|jenkins\/jenkins)$/ },
  { images: /^haproxy$/, since: 3 },
];

/** Images that run as another user than root by themselves. */
export const runsAsOther = (name: string, tag: string): boolean => OTHERS.some((entry) => isOf(entry, name, tag));

/**
 * How a user is made in an image. `shadow`: groupadd and useradd; `busybox`: addgroup and adduser; `files`: by lines of /etc/passwd,
 * where neither is there for certain; `none`: there is no shell.
 */
export type UserTools = 'shadow' | 'busybox' | 'files' | 'none';

const TOOLS: Readonly<Record<Family, UserTools | undefined>> = {
  alpine: 'busybox',
  arch: 'files',
  busybox: 'busybox',
  // groupadd and useradd are in `passwd`, which is required; adduser and addgroup are not (packages.debian.org/passwd).
  debian: 'shadow',
  distroless: 'none',
  // Images of Amazon Linux, Oracle Linux (slim) and UBI (minimal) have no shadow-utils.
  // github.com/amazonlinux/container-images/issues/28, github.com/wildfly/wildfly-container/pull/187
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

const DROPS_ROOT = 'its entrypoint gives its folders to a user of its own and becomes that user';
const INIT = 'its init starts as root and sets up users and services by itself';
const DEVELOPMENT = 'it is a development container, whose tools choose the user';
const LAMBDA = 'AWS Lambda chooses the user that runs it';

const NEEDS_ROOT: readonly (Images & { readonly because: string })[] = [
  {
    images: /^nginx$/,
    because:
      'nginx starts as root to use port 80 and its cache folders: nginxinc/nginx-unprivileged is the same without root',
  },
  { images: /^httpd$/, because: 'httpd starts as root to use port 80 and its log folder' },
  { images: /^php$/, not: /^(?!.*apache)/, because: 'Apache starts as root to use port 80 and its log folder' },
  { images: /^php$/, not: /^(?!.*fpm)/, because: 'php-fpm starts as root to give its workers their user' },
  { images: /^(?:wordpress|nextcloud|drupal|joomla|matomo)$/, because: DROPS_ROOT },
  {
    images:
      /^(?:postgres|postgis\/postgis|timescale\/timescaledb|mysql|mariadb|percona|mongo|redis|redis\/redis-stack|redis\/redis-stack-server|valkey\/valkey|rabbitmq|cassandra|couchdb|neo4j|influxdb|zookeeper|clickhouse\/clickhouse-server)$/,
    because: DROPS_ROOT,
  },
  { images: /^tomcat$/, because: 'Tomcat writes into /usr/local/tomcat, which is root’s' },
  { images: /^(?:traefik|caddy)$/, because: 'it uses port 80, and its folders are root’s' },
  { images: /^(?:phusion|linuxserver|lscr\.io|s6on)\//, because: INIT },
  { images: /^docker$/, because: 'its Docker daemon runs as root' },
  { images: /^(?:public\.ecr\.aws\/lambda|amazon\/aws-lambda-)/, because: LAMBDA },
  { images: /^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\//, because: DEVELOPMENT },
  { images: /^gitlab\/gitlab-/, because: 'its services start as root and become users of their own' },
];

/** Why an image has to start as root whatever is built on it, or undefined. */
export function whyImageNeedsRoot(name: string, tag: string): string | undefined {
  return NEEDS_ROOT.find((entry) => isOf(entry, name, tag))?.because;
}

function isOf({ images, not, since = 0 }: Images, name: string, tag: string): boolean {
  return images.test(name) && not?.test(tag) !== true && versionOf(tag) >= since;
}

/** The major version; a tag without one, as `latest`, is newer than any. */
const versionOf = (tag: string): number => Number(/^v?(\d+)/.exec(tag)?.[1] ?? Number.POSITIVE_INFINITY);
