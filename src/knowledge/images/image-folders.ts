import { phpServer, WEB_FOLDER } from '../php/images.ts';
import type { Family } from './base-images.ts';

/**
 * Folders of the Filesystem Hierarchy Standard that the packages `base-files` of Debian and Ubuntu, `alpine-baselayout` of Alpine, and
 * `filesystem` of the others all bring.
 */
export const folderOfAnyImage =
  /^\/(?:(?:bin|etc|home|mnt|opt|root|sbin|srv|tmp|usr(?:\/(?:bin|lib|local(?:\/(?:bin|lib|share))?|sbin|share))?|var(?:\/(?:cache|lib|log|tmp))?)?)$/;

/** Those among them in which none of these packages, nor any image of a language, puts anything. */
export const emptyInAnyImage = /^\/(?:mnt|srv)$/;

/** A file in a folder that `base-files` makes when it is configured, and distroless images are made of what is in packages (its postinst). */
export const lackedByBare = /(?:^|[=:])(\/(?:media|mnt|opt|srv))\/[\w.-]+$/;

/** Families of which that is not true. */
export const bareFamilies: ReadonlySet<Family> = new Set(['busybox', 'distroless', 'scratch', 'windows']);

/** Where whoever sets a system up puts what none of its packages brings (FHS 3.0, 4.9; Debian Policy, 9.1.2). */
export const LOCAL = '/usr/local';

/** Images that have nothing there but empty folders; those of languages have their toolchain there. Source: their own Dockerfiles (github.com/docker-library). */
const LEAVE_LOCAL: ReadonlySet<string> = new Set(['alpine', 'buildpack-deps', 'debian', 'ubuntu']);

export const leavesLocal = (image: string): boolean => LEAVE_LOCAL.has(image);

/** Folders at the root that base images bring themselves, with what they hold (github.com/docker-library and the vendors' repositories). */
const OF_IMAGES: ReadonlySet<string> = new Set([
  'bin',
  'boot',
  'certs',
  'conf',
  'config',
  'data',
  'dev',
  'docker-entrypoint-initdb.d',
  'docker-entrypoint.d',
  'etc',
  'go',
  'home',
  'init',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'logs',
  'media',
  'mnt',
  'ms-playwright',
  'opt',
  'plugins',
  'proc',
  'root',
  'run',
  'sbin',
  'srv',
  'sys',
  'tf',
  'tmp',
  'usr',
  'var',
  'workspace',
  'workspaces',
]);

/** No base image that is known has anything in there. */
export function isLeftToApplications(path: string): boolean {
  const [, top = ''] = path.split('/');
  return !OF_IMAGES.has(top) || /^\/(?:srv\/[^/]+|usr\/src\/app)(?:\/|$)/.test(path);
}

/** Working directories that images set, where it is not `/`: it is there. Source: their own Dockerfiles (github.com/docker-library, oven-sh, keeganwitt). */
const WORKDIRS: ReadonlyMap<string, string> = new Map([
  ['caddy', '/srv'],
  ['composer', '/app'],
  ['golang', '/go'],
  ['gradle', '/home/gradle'],
  ['httpd', '/usr/local/apache2'],
  ['oven/bun', '/home/bun/app'],
  ['perl', '/usr/src/app'],
]);

/** Images that set none, so that theirs is `/`. Source: as above. */
const AT_THE_ROOT: ReadonlySet<string> = new Set(
  `almalinux alpine amazoncorretto amazonlinux archlinux buildpack-deps centos debian eclipse-temurin elixir erlang fedora gcc haskell maven
  mcr.microsoft.com/dotnet/aspnet mcr.microsoft.com/dotnet/runtime mcr.microsoft.com/dotnet/sdk mono nginx node openjdk pypy python rockylinux ruby
  rust swift ubuntu`.split(/\s+/),
);

/** They have not always set the same. */
const CHANGED: ReadonlySet<string> = new Set(['perl']);

/** The working directory of an image where that is certain; what is made to be built on by ONBUILD has another one. */
export function certainWorkdir(image: { readonly name: string; readonly tag: string }): string | undefined {
  if (CHANGED.has(image.name) || /onbuild/.test(image.tag)) return undefined;
  return imageWorkdir(image) ?? (AT_THE_ROOT.has(image.name) ? '/' : undefined);
}

export const imageWorkdir = ({ name, tag }: { readonly name: string; readonly tag: string }): string | undefined =>
  name === 'php' && phpServer(tag) !== undefined ? WEB_FOLDER : WORKDIRS.get(name);
