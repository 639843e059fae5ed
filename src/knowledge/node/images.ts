import { hasPackages } from '../images/runtime-images.ts';

/** A version, a name that moves, or nothing, and the release of Debian. */
const FULL =
  /^(?:(?:\d+(?:\.\d+){0,2}|lts|current|latest|argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton|lts-\w+)(?:-(?:stretch|buster|bullseye|bookworm|trixie))?|stretch|buster|bullseye|bookworm|trixie)$/;

/**
 * Minor versions from which on a tag with a release has a slim variant: there were none in August 2018, and 10.16 had one
 * (github.com/docker-library/official-images, library/node at 00b83803; github.com/oracle/node-oracledb/issues/1147).
 */
const SLIM_OF_RELEASE: ReadonlyMap<number, number> = new Map([
  [6, 17],
  [8, 16],
  [10, 16],
  [11, 15],
]);

function hasSlim(tag: string): boolean {
  const [, major, minor, release] = /^(\d+)(?:\.(\d+)(?:\.\d+)?)?(?:-(\w+))?$/.exec(tag) ?? [];
  if (minor === undefined || release === undefined || Number(major) >= 12) return true;
  return Number(minor) >= (SLIM_OF_RELEASE.get(Number(major)) ?? Number.POSITIVE_INFINITY);
}

/**
 * The smaller image of the same version and release, as FROM says it; the same where there is none that is smaller. `written` is what
 * FROM says, `tag` what that comes to. Undefined: no such image is known.
 */
export function slimNode(written: string, tag: string): string | undefined {
  const [, name, own = ''] = /^((?:.+\/)?node)(?::([^/@]+))?$/.exec(written) ?? [];
  if (name === undefined) return undefined;
  if (/slim|alpine/.test(tag)) return /^[\w.-]+$/.test(tag) && !/onbuild/.test(tag) ? written : undefined;
  if (!FULL.test(tag) || !hasSlim(tag)) return undefined;
  if (tag === 'latest') return own === '' || own === 'latest' ? `${name}:slim` : undefined;
  return `${name}:${own}-slim`;
}

/**
 * The Debian release under tags that do not name it, by major version and from a minor one on: images of earlier ones were made before
 * that release was the default, in June 2023 (github.com/prisma/orm/issues/19729).
 */
const RELEASES: ReadonlyMap<number, { readonly from: number; readonly release: string }> = new Map([
  [18, { from: 17, release: 'bookworm' }],
  [20, { from: 3, release: 'bookworm' }],
  [22, { from: 0, release: 'bookworm' }],
]);

export function releaseOfNode(tag: string): string | undefined {
  const [, major, minor] = /^v?(\d+)(?:\.(\d+))?/.exec(tag) ?? [];
  const known = RELEASES.get(Number(major));
  return known !== undefined && Number(minor ?? Number.POSITIVE_INFINITY) >= known.from ? known.release : undefined;
}

/** Versions whose images may be of a release that gets no more packages (nodejs/docker-node, versions.json: 14 and 12 were of stretch). */
const OLD = /^v?(?:\d|1[0-7])(?!\d)|^(?:argon|boron|carbon|dubnium|erbium|fermium|gallium)\b/;

/** The packages of the release under a tag are where its images look for them. */
export const hasNodePackages = (tag: string, release: string | undefined): boolean =>
  release === undefined ? !OLD.test(tag) : hasPackages(release);

/** Packages of distributions that are Node.js itself: Alpine has more than one of them. */
export const nodePackage = /^nodejs(?:-current|-lts)?$/;

/** The repository whose `nodejs` has node and npm in one package (github.com/nodesource/distributions), and the version that its address names. */
export const nodesource = /\bdeb\.nodesource\.com\//;
export const nodesourceVersion = /\bdeb\.nodesource\.com\/(?:setup|node)_(\d+)\.x\b/;

/** Settings of apt, of which nothing is of use to who brings no packages. */
export const aptSettings: readonly string[] = ['/etc/apt', '/usr/share/keyrings'];

/** Where that package has what it consists of, and the links that lead there. */
export const nodesourceFiles = {
  node: '/usr/bin/node',
  npm: '/usr/lib/node_modules/npm',
  links: {
    nodejs: ['node', '/usr/bin/nodejs'],
    npm: ['../lib/node_modules/npm/bin/npm-cli.js', '/usr/bin/npm'],
    npx: ['../lib/node_modules/npm/bin/npx-cli.js', '/usr/bin/npx'],
  },
} as const;

/**
 * node is linked with what apt itself needs of a base image (libc6, libgcc-s1, libstdc++6), and with libatomic from version 25 on, on 32-bit
 * ARM long before that (github.com/actions/runner/pull/4640, github.com/nodesource/distributions/issues/1687).
 */
export const needsLibatomic = (version: number | undefined, isArm: boolean): boolean =>
  isArm || version === undefined || version >= 25;
