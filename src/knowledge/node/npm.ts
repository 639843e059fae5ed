import { isAtLeast, type Version } from '../versions.ts';

type Npm = {
  readonly verbs: readonly string[];
  readonly deprecated: RegExp;
  /** These take `true` or `false` in the next word for their value. */
  readonly switches: RegExp;
  /** The option that may have its value in the next word. */
  readonly only: string;
  readonly onlyValue: RegExp;
  readonly already: RegExp;
};

/** npm and the words in which it was told to leave out development dependencies (docs.npmjs.com/cli/v11/using-npm/config). */
export const npm: Npm = {
  verbs: ['add', 'ci', 'clean-install', 'i', 'install', 'prune', 'update'],
  // npm takes an option that is cut short: `--prod`.
  deprecated: /^--(?:prod(?:uction)?(?:=true)?|only=prod(?:uction)?)$/,
  switches: /^--prod(?:uction)?$/,
  only: '--only',
  onlyValue: /^prod(?:uction)?$/,
  already: /^--omit(?:=dev)?$/,
};

/** What puts another Node.js, and so another npm, in the place of the image's own. */
export const exchangesNode =
  /\b(?:asdf|fnm|mise|nodenv|nodesource|nvm|volta)\b|\/bin\/node\b|node_modules\/npm\b|nodejs\.org\/dist|\bnpm (?:-g )?i(?:nstall)? (?:(?:-g|--global) )?n(?![\w-])/;

/** Images whose tag begins with the version of Node.js. */
const NODE_IMAGE =
  /^(?:(?:amd64|arm32v[67]|arm64v8|bitnami|cimg|circleci|i386|mirror\.gcr\.io\/library|ppc64le|public\.ecr\.aws\/docker\/library|s390x)\/)?node$/;

/** Names of long-term releases, as tags bear them. */
const CODENAMES: ReadonlyMap<string, number> = new Map([
  ['argon', 4],
  ['boron', 6],
  ['carbon', 8],
  ['dubnium', 10],
  ['erbium', 12],
  ['fermium', 14],
  ['gallium', 16],
  ['hydrogen', 18],
  ['iron', 20],
  ['jod', 22],
  ['krypton', 24],
]);

/** Tags that move with the releases; distributions that Node.js was still built for in 2022, when 16 was the oldest to last. */
const MOVING =
  /^(?:latest|(?:(?:lts|current)(?:-|$))?(?:alpine(?:3\.(?:1[5-9]|[2-9]\d))?|(?:buster|bullseye|bookworm|trixie)?(?:-?slim)?))$/;

/**
 * The npm that came first with a release of Node.js (nodejs.org/dist/index.json). npm 5.7 was the first to know `npm ci`; 7.0 still
 * ignored `--only`, to 7.10 it is the same as `--omit`.
 */
const SHIPPED: readonly { readonly node: readonly [major: number, minor: number]; readonly npm: Version }[] = [
  { node: [0, 0], npm: [0, 0] },
  { node: [8, 12], npm: [6, 4] },
  { node: [9, 0], npm: [5, 5] },
  { node: [10, 3], npm: [6, 1] },
  { node: [15, 0], npm: [7, 0] },
  { node: [16, 0], npm: [7, 10] },
  { node: [17, 0], npm: [8, 1] },
  { node: [18, 14], npm: [9, 3] },
  { node: [19, 0], npm: [8, 19] },
  { node: [20, 0], npm: [9, 6] },
  { node: [21, 0], npm: [10, 2] },
  { node: [24, 0], npm: [11, 3] },
];

export const firstWithOmit: Version = [7, 10];

/** The oldest npm that an image may have; undefined where it can not be told. */
export function imageNpm(name: string, tag: string, pinned: boolean): Version | undefined {
  if (!NODE_IMAGE.test(name)) return undefined;
  const [, number, minor] = /^v?(\d+)(?:\.(\d+))?(?![^.-])/.exec(tag) ?? [];
  const named = CODENAMES.get(/^(?:lts-)?([a-z]+)/.exec(tag)?.[1] ?? '');
  const major = number === undefined ? named : Number(number);
  if (major === undefined) return MOVING.test(tag) && !pinned ? SHIPPED.at(-1)?.npm : undefined;
  return SHIPPED.findLast(({ node }) => isAtLeast([major, Number(minor ?? Infinity)], node))?.npm;
}

/** What `npm@version` is at least; without a version it is the latest. Where that can not be told, it may be any. */
export function npmVersion(version: string): Version {
  if (/^(?:|latest|next)$/.test(version)) return [Infinity, 0];
  const [, major, minor] = /^(?:[\^~v]|(?:latest|next)-)?(\d+)(?:\.(\d+))?(?![^.])/.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? Infinity)];
}
