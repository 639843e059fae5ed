import { asObject, type Json, parsedJson } from '../formats/json.ts';
import {
  type Agreement,
  DEPENDENCY_FIELDS,
  type Development,
  developedWith,
  type Manifest,
  peersOf,
  type Ranges,
  rangesOf,
  readManifest,
  withoutAlias,
} from './agreement.ts';
import { isInRange } from './version-range.ts';

/** npm 7 and later read what stands under `packages`, those before it what stands under `dependencies`. */
const FIRST_WITH_PACKAGES = 7;

/** A lockfile may lack what only other machines install (github.com/npm/cli/issues/4828): `npm ci` of npm 11 takes that for out of date. */
const FIRST_WITHOUT_GAPS = 11;

/** package-lock.json and npm-shrinkwrap.json: all that `npm ci` compares before it installs, and that nothing is missing further down. */
export function npmAgreement(lockText: string, manifestText: string, major: number): Agreement {
  const [lock, manifest] = [parsedJson(lockText), readManifest(manifestText)];
  if (lock === undefined || manifest === undefined) return { but: 'it or package.json is no JSON' };
  const [twist] = manifest.twists;
  if (twist !== undefined) return { but: `package.json has ${twist}, which are not followed here` };
  const modern = major >= FIRST_WITH_PACKAGES;
  const held = asObject(modern ? lock['packages'] : lock['dependencies']);
  if (held === undefined)
    return {
      but: `it is of format ${lock['lockfileVersion'] ?? 1}, which the npm that runs here does not install from as it is`,
    };
  const but = modern ? whyNotPackages(manifest, held, major) : whyNotTree(manifest, held);
  return but === undefined ? { dependencies: countOf(manifest) } : { but };
}

const countOf = (manifest: Manifest): number =>
  new Set(DEPENDENCY_FIELDS.flatMap((field) => Object.keys(manifest[field]))).size;

function whyNotPackages(manifest: Manifest, packages: Json, major: number): string | undefined {
  const root = asObject(packages['']);
  if (root === undefined) return 'it does not say what it was made for';
  for (const field of DEPENDENCY_FIELDS) {
    const [wanted, locked] = [manifest[field], rangesOf(root[field])].map((ranges) =>
      withoutOptional(ranges, manifest, field),
    );
    const differing = firstDifference(wanted as Ranges, locked as Ranges);
    if (differing !== undefined) return `it differs from package.json in ${differing}`;
  }
  for (const [path, entry] of Object.entries(packages)) {
    const but = whyNotEntry(packages, path, asObject(entry) ?? {}, major);
    if (but !== undefined) return but;
  }
  return undefined;
}

/** npm takes one that is listed as optional as well for optional alone. */
const withoutOptional = (ranges: Ranges, { optionalDependencies }: Manifest, field: string): Ranges =>
  field === 'optionalDependencies'
    ? ranges
    : Object.fromEntries(Object.entries(ranges).filter(([name]) => !Object.hasOwn(optionalDependencies, name)));

function firstDifference(one: Ranges, other: Ranges): string | undefined {
  return [...Object.keys(one), ...Object.keys(other)].find((name) => one[name] !== other[name]);
}

/** Everything that a package needs is there for it, in its own folder or in one above, and in a version that will do. */
function whyNotEntry(packages: Json, path: string, entry: Json, major: number): string | undefined {
  if (entry['link'] === true) return `${path} is a link to a folder with a manifest of its own`;
  const optional = asObject(entry['peerDependenciesMeta']) ?? {};
  const extra = rangesOf(entry['optionalDependencies']);
  const mayMiss = (name: string): boolean =>
    asObject(optional[name])?.['optional'] === true || (major < FIRST_WITHOUT_GAPS && Object.hasOwn(extra, name));
  const needed = {
    ...rangesOf(entry['peerDependencies']),
    ...(path === '' ? rangesOf(entry['devDependencies']) : {}),
    ...rangesOf(entry['dependencies']),
    ...extra,
  };
  for (const [name, range] of Object.entries(needed)) {
    const found = resolvePackage(packages, path, name);
    if (found === undefined && !mayMiss(name)) return `it lacks ${name}`;
    if (found !== undefined && isInRange(String(found['version'] ?? ''), withoutAlias(range)) === false)
      return `it has ${name} ${found['version']} for ${range}`;
  }
  return undefined;
}

function resolvePackage(packages: Json, path: string, name: string): Json | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const found = asObject(packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]);
    if (found !== undefined || at === '') return found;
  }
}

/** The format of npm 6 nests packages in each other, and does not know what is a peer: neither does npm 6. */
function whyNotTree(manifest: Manifest, tree: Json): string | undefined {
  const wanted = { ...manifest.devDependencies, ...manifest.dependencies, ...manifest.optionalDependencies };
  for (const [name, range] of Object.entries(wanted)) {
    const but = whyNotLocked(name, range, asObject(tree[name]));
    if (but !== undefined) return but;
  }
  return firstMissing(tree, [tree]);
}

function whyNotLocked(name: string, range: string, entry: Json | undefined): string | undefined {
  if (entry === undefined) return `it lacks ${name}`;
  const isFit = isInRange(String(entry['version'] ?? ''), range);
  if (isFit === undefined && entry['from'] !== `${name}@${range}` && entry['version'] !== range)
    return `whether ${name} ${entry['version']} is what ${range} means is not known`;
  return isFit === false ? `it has ${name} ${entry['version']} for ${range}` : undefined;
}

function firstMissing(level: Json, above: readonly Json[]): string | undefined {
  for (const value of Object.values(level)) {
    const entry = asObject(value) ?? {};
    const own = asObject(entry['dependencies']) ?? {};
    const levels = [own, ...above];
    const missing = Object.keys(rangesOf(entry['requires'])).find(
      (name) => !levels.some((held) => Object.hasOwn(held, name)),
    );
    if (missing !== undefined) return `it lacks ${missing}`;
    const deeper = firstMissing(own, levels);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}

/** What `--omit=dev` does not install. Undefined where the lockfile does not say it. */
export function npmDevelopment(lockText: string): Development | undefined {
  const packages = asObject(parsedJson(lockText)?.['packages']);
  if (packages === undefined) return undefined;
  const entries = Object.entries(packages).map(([path, value]) => ({ path, entry: asObject(value) ?? {} }));
  const own = entries.filter(({ path }) => nameAtTop(path) !== undefined);
  const left = own.filter(({ entry }) => entry['dev'] === true);
  const namesOf = (some: typeof own): Set<string> => new Set(some.map(({ path }) => nameAtTop(path) as string));
  const names = namesOf(left);
  const askedFor = developedWith(packages);
  const seeker = entries.find(
    ({ path, entry }) =>
      path !== '' && entry['dev'] !== true && peersOf(entry, askedFor).some((name) => names.has(name)),
  );
  return {
    names,
    kept: namesOf(own.filter(({ entry }) => entry['dev'] !== true)),
    programs: new Set(left.flatMap(({ entry }) => Object.keys(asObject(entry['bin']) ?? {}))),
    seeker: seeker?.path,
  };
}

/** The name of a package that all of the project sees: one that is not nested in another. */
const nameAtTop = (path: string): string | undefined => /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1];
