import { asObject, type Json, parsedJson } from '../formats/json.ts';

/** Whether a lockfile has all that its manifest asks for. */
export type Agreement =
  /** It does, for so many dependencies. */
  | { readonly dependencies: number }
  /** The first thing that says otherwise, or that is not read here. */
  | { readonly but: string };

/** What an install for production leaves out. */
export type Development = {
  readonly names: ReadonlySet<string>;
  /** Those that stay. */
  readonly kept: ReadonlySet<string>;
  /** The programs that come with what is left out. */
  readonly programs: ReadonlySet<string>;
  /** A package that stays and works with one of them where that is there. */
  readonly seeker: string | undefined;
};

/** `^1.2.0` by the name of the package. */
export type Ranges = Readonly<Record<string, string>>;

/** The fields of package.json that matter for what is installed. */
export type Manifest = Readonly<Record<DependencyField, Ranges>> & {
  /** Fields that change what a range means, or that add manifests of their own. */
  readonly twists: readonly string[];
};

export const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

type DependencyField = (typeof DEPENDENCY_FIELDS)[number];

const TWISTS: readonly string[] = ['overrides', 'resolutions', 'workspaces'];

export function readManifest(text: string): Manifest | undefined {
  const json = parsedJson(text);
  return (
    json && {
      dependencies: rangesOf(json['dependencies']),
      devDependencies: rangesOf(json['devDependencies']),
      optionalDependencies: rangesOf(json['optionalDependencies']),
      peerDependencies: rangesOf(json['peerDependencies']),
      twists: TWISTS.filter((field) => json[field] !== undefined),
    }
  );
}

export function rangesOf(value: unknown): Ranges {
  const entries = Object.entries(asObject(value) ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * Packages that one works with where they are there. Some are only said to be missing at times, as those of databases by sequelize: they
 * count where somebody has asked for them, since `debug` says that of colours, too.
 */
export const peersOf = (entry: Json, askedFor: Json): string[] => [
  ...Object.keys(rangesOf(entry['peerDependencies'])),
  ...Object.keys(asObject(entry['peerDependenciesMeta']) ?? {}).filter((name) => Object.hasOwn(askedFor, name)),
];

/** What the project asks for to develop with, as a lockfile of npm has it. */
export const developedWith = (packages: Json): Json => asObject(asObject(packages[''])?.['devDependencies']) ?? {};

/** What follows the name in an alias: `npm:left-pad@^1.0.0` asks for `^1.0.0`. */
export const withoutAlias = (range: string): string => range.replace(/^npm:.+@/, '');
