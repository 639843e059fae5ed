import { isAtLeast, type Version } from '../versions.ts';

/** An image that has a slim variant, and what that is. */
export type SlimImage = {
  /** Where `slim` stands in a tag that names a release of Debian as well. */
  readonly place: 'before the release' | 'behind the release';
  /** Words that a tag may have in place of a version. */
  readonly names?: RegExp;
  /** The first version that is taken for one with such a variant. */
  readonly since: Version;
  /** It has the packages of the full image, and lacks nothing but documentation and translations. */
  readonly samePackages?: true;
  /** Packages that are there all the same, beside those of Debian's own slim image. */
  readonly packages: readonly string[];
  /** Programs of its own, by their names without a version. */
  readonly programs: readonly string[];
};

const DEBIAN_RELEASES = '(?:bullseye|bookworm|trixie|forky)';

/**
 * Source: the Dockerfiles of the slim variants and the scripts that name their tags (generate-stackbrew-library.sh): github.com/debuerreotype/debuerreotype
 * (examples/debian.sh), github.com/nodejs/docker-node, github.com/Perl/docker-perl, github.com/docker-library/python,
 * github.com/docker-library/ruby, github.com/rust-lang/docker-rust. Up to Debian 10 the full image has `ping` and `ip` besides, so
 * nothing older is here. Java's lost its fonts, and the tags without a release mean Oracle Linux from 12 on; those of Erlang and Elixir are
 * for what is compiled elsewhere: none of them is here.
 */
const IMAGES: Readonly<Record<string, SlimImage>> = {
  debian: {
    place: 'behind the release',
    names: new RegExp(`^(?:${DEBIAN_RELEASES}(?:-\\d{8})?|stable|testing|unstable|sid)$`),
    since: [11, 0],
    samePackages: true,
    packages: [],
    programs: [],
  },
  node: {
    place: 'behind the release',
    names: /^(?:lts|current)$/,
    since: [12, 0],
    packages: [],
    programs: ['corepack', 'node', 'nodejs', 'npm', 'npx', 'yarn', 'yarnpkg'],
  },
  perl: {
    place: 'before the release',
    since: [5, 30],
    packages: [],
    programs: ['perl', 'perldoc', 'prove'],
  },
  python: {
    place: 'before the release',
    since: [3, 6],
    packages: ['ca-certificates', 'netbase', 'openssl', 'tzdata'],
    programs: ['pip', 'pydoc', 'python'],
  },
  ruby: {
    place: 'before the release',
    since: [2, 6],
    packages: ['ca-certificates', 'openssl'],
    programs: ['bundle', 'bundler', 'erb', 'gem', 'irb', 'rake', 'ruby'],
  },
  rust: {
    place: 'before the release',
    since: [1, 40],
    packages: ['ca-certificates', 'gcc', 'libc6-dev', 'openssl'],
    programs: ['cargo', 'rustc', 'rustup'],
  },
};

const TAG = new RegExp(`^(v?(\\d+)(?:\\.(\\d+))?(?:\\.\\d+)?|[a-z]\\w*(?:-\\d{8})?)(-${DEBIAN_RELEASES})?$`);

/** What a slim variant is, and how its tag comes about: `slim` stands before the end that is as it was. */
export type SlimVariant = { readonly image: SlimImage; readonly end: string; readonly version: Version | undefined };

/** The slim variant of a full image; undefined where there is none, or it is none of those that are known. */
export function slimVariant(name: string, tag: string): SlimVariant | undefined {
  const image = Object.hasOwn(IMAGES, name) ? IMAGES[name] : undefined;
  const [, start = '', major, minor, release = ''] = (image && TAG.exec(tag)) || [];
  if (image === undefined || start === '') return undefined;
  const version: Version | undefined = major === undefined ? undefined : [Number(major), Number(minor ?? Infinity)];
  const isKnown = version === undefined ? image.names?.test(start) === true : isAtLeast(version, image.since);
  if (!isKnown || (name === 'debian' && release !== '')) return undefined;
  return { image, end: image.place === 'before the release' ? release : '', version };
}

/** A tag may leave it to a variable, which has to be a bare version then. */
export const bareVersion = /^v?\d+(?:\.\d+)*$/;

/** Platforms for which few packages are compiled beforehand (pypi.org, npmjs.com). */
export const rarePlatform = /\b(?:386|arm(?:\/v[567])?|mips64le|ppc64le|riscv64|s390x)$/;
