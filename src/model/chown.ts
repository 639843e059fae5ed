import { absolutePath, isFolderPath } from './paths.ts';

/** A `chown` at the start of a chain that says whose files are, and nothing else. */
export type LeadingChown = {
  /** As `COPY --chown` takes it, for files that are root's. */
  readonly owner: string;
  /** The user and the group are both named, so that it makes no difference whose the files were. */
  readonly isWhole: boolean;
  /** The option is a word of its own. */
  readonly recursive: string | undefined;
  readonly paths: readonly string[];
  /** How many tokens it is made of. */
  readonly length: number;
};

/** They print, or print less; links are not followed without others. */
const OPTION = /^(?:-[Rcfv]+|--(?:changes|quiet|recursive|silent|verbose))$/;
const ALL_BELOW = /^(?:-R|--recursive)$/;
const PLAIN_PATH = /^[\w@+./-]+$/;
/** What ties commands in a way in which the failure of the first does not end the RUN. */
const LOOSE: readonly string[] = ['||', ';', '&', '\n'];

/** Reads the tokens of a script, comments left out; undefined where it does not begin with such a call, tied to the rest by `&&`. */
export function leadingChown(tokens: readonly string[]): LeadingChown | undefined {
  const joint = tokens.indexOf('&&');
  const words = joint === -1 ? tokens : tokens.slice(0, joint);
  const [name, ...args] = words;
  if (name !== 'chown' || tokens.some((token) => LOOSE.includes(token))) return undefined;
  const options = args.filter((word) => word.startsWith('-'));
  const [spec = '', ...paths] = args.filter((word) => !word.startsWith('-'));
  const owner = ownerFor(spec);
  const isPlain = options.every((word) => OPTION.test(word)) && paths.every((path) => PLAIN_PATH.test(path));
  if (owner === undefined || !isPlain || paths.length === 0) return undefined;
  const recursive = options.find((word) => ALL_BELOW.test(word));
  if (recursive === undefined && options.some((word) => word.includes('R'))) return undefined;
  return { owner, isWhole: /^[^:]+:/.test(spec), recursive, paths, length: words.length };
}

/**
 * `chown` without a group leaves that of the files, which is root's; what `COPY --chown` takes then differs from builder to builder, so
 * both are always named. `chown user:` means the login group, whose name is not known.
 * Sources: moby/buildkit, solver/llbsolver/file/user_linux.go, readUser; moby/moby, builder/dockerfile, parseChownFlag.
 */
export function ownerFor(spec: string): string | undefined {
  const [, user, group] = /^([\w-]*)(?::([\w-]+))?$/.exec(spec) ?? [];
  return user || group ? `${user || 0}:${group ?? 0}` : undefined;
}

const PLAIN_COPY = /^[\w@+.*?/-]+(?:\s+[\w@+.*?/-]+)*\s+[\w@+./-]+$/;

/** The text of a COPY is nothing but paths, as they are. */
export const isPlainCopy = (text: string): boolean => PLAIN_COPY.test(text);

/**
 * The paths are the target of a COPY, or all of the files that its sources become in the folder that it names: what it brings and nothing
 * beside, as far as the text tells.
 */
export function isWhatIsCopied(paths: readonly string[], copy: string, folder: string): boolean {
  const [written = '', ...sources] = copy.split(/\s+/).reverse();
  const target = absolutePath(written, folder);
  const wanted = pathsIn(paths, folder);
  if (!isPlainCopy(copy) || target === '/') return false;
  if (wanted === target) return true;
  const files = sources.map((source) => `${target}/${source.slice(source.lastIndexOf('/') + 1)}`);
  return isFolderPath(written) && !/[*?]/.test(copy) && wanted === pathsIn(files, '/');
}

const pathsIn = (paths: readonly string[], folder: string): string =>
  paths
    .map((path) => absolutePath(path, folder))
    .sort()
    .join(' ');
