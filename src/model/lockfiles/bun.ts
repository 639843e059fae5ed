import { asObject, type Json, parsedJson } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import { type Agreement, DEPENDENCY_FIELDS, rangesOf, readManifest, withoutAlias } from './agreement.ts';
import { isInRange } from './version-range.ts';

/** Bun 1.2 was the first to write text unasked; only the latest are known to read what comes after format 1. */
const FORMATS = 1;

const FOLLOWED = /^(?:lockfileVersion|configVersion|workspaces|packages)$/;

const OTHERS: readonly string[] = ['catalog', 'catalogs', 'patchedDependencies', 'trustedDependencies'];

/** bun.lock of a single package, which is JSON with commas at the end of lists, as YAML may have them. */
export function bunAgreement(lockText: string, manifestText: string, major: number): Agreement {
  const [lock, manifest, json] = [parsedYaml(lockText), readManifest(manifestText), parsedJson(manifestText)];
  if (lock === undefined || manifest === undefined || json === undefined)
    return { but: 'it or package.json can not be read' };
  const format = lock['lockfileVersion'];
  if (typeof format !== 'number' || (format > FORMATS && Number.isFinite(major)))
    return { but: `it is of format ${format}, which the bun that runs here may not read` };
  const odd = Object.keys(lock).find((key) => !FOLLOWED.test(key));
  if (odd !== undefined) return { but: `it has ${odd}, which are not followed here` };
  const twist = manifest.twists[0] ?? OTHERS.find((field) => json[field] !== undefined);
  if (twist !== undefined) return { but: `package.json has ${twist}, which are not followed here` };
  const workspaces = asObject(lock['workspaces']) ?? {};
  const root = asObject(workspaces['']);
  if (root === undefined || Object.keys(workspaces).length > 1) return { but: 'it is that of a workspace' };
  for (const field of DEPENDENCY_FIELDS) {
    const [wanted, locked] = [manifest[field], rangesOf(root[field])];
    const names = [...Object.keys(wanted), ...Object.keys(locked)];
    const differing = names.find((name) => wanted[name] !== locked[name] || LOCAL.test(wanted[name] ?? ''));
    if (differing !== undefined) return { but: `it differs from package.json in ${differing}` };
  }
  const but = whyNotPackages(asObject(lock['packages']) ?? {}, root);
  const names = new Set(DEPENDENCY_FIELDS.flatMap((field) => Object.keys(manifest[field])));
  return but === undefined ? { dependencies: names.size } : { but };
}

const LOCAL = /^(?:catalog|file|link|workspace):/;

function whyNotPackages(packages: Json, root: Json): string | undefined {
  const entries = Object.entries(packages).map(([path, entry]) => [path, asObject([entry].flat()[2]) ?? {}] as const);
  for (const [path, entry] of [['', root] as const, ...entries]) {
    const { dependencies, devDependencies, optionalDependencies } = entry;
    const needed = { ...rangesOf(devDependencies), ...rangesOf(dependencies), ...rangesOf(optionalDependencies) };
    for (const [name, range] of Object.entries(needed)) {
      const version = versionFor(packages, path, name);
      if (version === undefined) return `it lacks ${name}`;
      if (isInRange(version, withoutAlias(range)) === false) return `it has ${name} ${version} for ${range}`;
    }
  }
  return undefined;
}

/** The nearest one: `a/b` is what `a` has for itself, and scopes have a slash as well. */
function versionFor(packages: Json, path: string, name: string): string | undefined {
  for (let at = path; ; at = at.replace(/\/?(?:@[^/]+\/)?[^/]+$/, '')) {
    const [found] = [packages[at === '' ? name : `${at}/${name}`] ?? []].flat();
    if (typeof found === 'string') return found.slice(found.lastIndexOf('@') + 1);
    if (at === '') return undefined;
  }
}
