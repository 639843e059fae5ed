/** The official image of Node.js (github.com/nodejs/docker-node) under the names that it has in registries. */
const NAME = /^(?:(?:docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io)\/)?(?:library\/)?node$/;

/** A version, a name that moves, or nothing, and the release of Debian. */
const FULL =
  /^(?:(?:\d+(?:\.\d+){0,2}|lts|current|latest|argon|boron|carbon|dubnium|erbium|fermium|gallium|hydrogen|iron|jod|krypton|lts-\w+)(?:-(?:stretch|buster|bullseye|bookworm|trixie))?|stretch|buster|bullseye|bookworm|trixie)$/;

/**
 * The smaller image of the same version and release, as FROM says it; the same where there is none that is smaller. `written` is what
 * FROM says, `tag` what that comes to. Undefined: no such image is known.
 */
export function slimNode(written: string, tag: string): string | undefined {
  const [name = '', own = '', ...others] = written.split(/:(?![^{]*\})/);
  if (!NAME.test(name) || others.length > 0 || written.includes('@')) return undefined;
  if (/slim|alpine/.test(tag)) return /^[\w.-]+$/.test(tag) && !/onbuild/.test(tag) ? written : undefined;
  if (!FULL.test(tag)) return undefined;
  if (tag === 'latest') return own === '' || own === 'latest' ? `${name}:slim` : undefined;
  return `${name}:${own}-slim`;
}

/** The Debian release under tags that do not name it, where that has not changed in the life of a version. */
const RELEASES: ReadonlyMap<string, string> = new Map([
  ['20', 'bookworm'],
  ['22', 'bookworm'],
]);

export const releaseOfNode = (tag: string): string | undefined => RELEASES.get(/^v?(\d+)/.exec(tag)?.[1] ?? '');

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
