import { type Agreement, readManifest, withoutAlias } from './agreement.ts';
import { isInRange } from './version-range.ts';

/** `left-pad@^1.0.0`, with the version that was chosen for it. */
type Lock = { readonly versions: ReadonlyMap<string, string>; readonly needed: readonly string[] };

/** yarn.lock of yarn 1: an entry for every pattern of the manifest, and for every one that an entry needs. */
export function yarnAgreement(lockText: string, manifestText: string): Agreement {
  const manifest = readManifest(manifestText);
  if (manifest === undefined) return { but: 'package.json is no JSON' };
  const [twist] = manifest.twists;
  if (twist !== undefined) return { but: `package.json has ${twist}, which are not followed here` };
  const lock = readLock(lockText);
  if (lock === undefined) return { but: 'it is no lockfile of yarn 1, or not a whole one' };
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const wanted = Object.entries({ ...devDependencies, ...dependencies, ...optionalDependencies });
  const patterns = [...wanted.map(([name, range]) => `${name}@${range}`), ...lock.needed];
  const missing = patterns.find((pattern) => !lock.versions.has(pattern));
  if (missing !== undefined) return { but: `it lacks ${missing}` };
  const unfit = [...lock.versions].find(([pattern, version]) => isInRange(version, rangeIn(pattern)) === false);
  if (unfit !== undefined) return { but: `it has version ${unfit[1]} for ${unfit[0]}` };
  return { dependencies: wanted.length };
}

const rangeIn = (pattern: string): string => withoutAlias(pattern.slice(pattern.indexOf('@', 1) + 1));

const FIRST_LINE = /^# yarn lockfile v1$/m;

/** Undefined where a line is of no kind that a lockfile has: one with the marks of a merge, say. */
function readLock(text: string): Lock | undefined {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  if (!FIRST_LINE.test(text.replace(/\r/g, '')) || lines.some((line) => !LINE.test(line))) return undefined;
  const versions = new Map<string, string>();
  const needed: string[] = [];
  let patterns: string[] = [];
  let section = '';
  for (const line of lines) {
    const words = wordsOf(line);
    const [name = '', value = ''] = words;
    if (/^[^\s#]/.test(line)) patterns = words;
    else if (SECTION.test(line)) section = name;
    else if (/^ {2}version /.test(line)) for (const pattern of patterns) versions.set(pattern, value);
    else if (/^ {4}/.test(line) && NEEDS.test(section)) needed.push(`${name}@${value}`);
  }
  return { versions, needed };
}

/** Nothing, a comment, patterns, a field, a section, or a package in one. */
const LINE = /^(?:|#.*|[^\s<=>#].*:|(?: {2}| {4})[^\s].* \S.*| {2}\w+:)$/;

const SECTION = /^ {2}\w+:$/;

const NEEDS = /^(?:d|optionalD)ependencies$/;

/** Words are quoted where they have a colon or a blank in them, and patterns parted by commas. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s,"]+)/g)].flatMap(([, quoted, bare]) => {
    const word = quoted ?? (bare as string).replace(/:$/, '');
    return word === '' && quoted === undefined ? [] : [word];
  });
