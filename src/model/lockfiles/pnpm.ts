import { asObject, type Json, parsedJson } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import { type Agreement, type Ranges, rangesOf, readManifest } from './agreement.ts';

/** The versions of pnpm that read a format without converting it, which a frozen install does not do. */
const READ_BY: ReadonlyMap<string, readonly number[]> = new Map([
  ['6.0', [8]],
  ['9.0', [9, 10]],
]);

/** Everything else in a lockfile is compared with settings that are not followed here: overrides, patches, catalogs, hooks. */
const FOLLOWED = /^(?:lockfileVersion|settings|importers|packages|snapshots|time|(?:d|devD|optionalD)ependencies)$/;

/** What pnpm sets unless it is told otherwise, since version 8. */
const SETTINGS = '{"autoInstallPeers":true,"excludeLinksFromLockfile":false}';

/** Of the settings in package.json, those that have no say in which packages there are. */
const IDLE = /^(?:allowedDeprecatedVersions|auditConfig|(?:ignoredB|onlyB)uiltDependencies|updateConfig)$/;

const FIELDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** pnpm-lock.yaml of a single package: what `pnpm install --frozen-lockfile` compares, and that nothing is missing further down. */
export function pnpmAgreement(lockText: string, manifestText: string, major: number): Agreement {
  const [lock, manifest, json] = [parsedYaml(lockText), readManifest(manifestText), parsedJson(manifestText)];
  if (lock === undefined || manifest === undefined || json === undefined)
    return { but: 'it is no YAML, or package.json no JSON' };
  const but = whyNotVersion(lock, json, major) ?? whyNotFollowed(lock, json, manifest.twists);
  if (but !== undefined) return { but };
  const importer = asObject(asObject(lock['importers'])?.['.']) ?? lock;
  const own = { ...manifest.devDependencies, ...manifest.dependencies, ...manifest.optionalDependencies };
  // pnpm installs peers as if they were dependencies.
  const peers = Object.entries(manifest.peerDependencies).filter(([name]) => !Object.hasOwn(own, name));
  const wanted = { ...manifest, dependencies: { ...Object.fromEntries(peers), ...manifest.dependencies } };
  const count = FIELDS.flatMap((field) => Object.keys(wanted[field]));
  if (new Set(count).size < count.length) return { but: 'package.json lists a package twice' };
  for (const field of FIELDS) {
    const differing = firstDifference(wanted[field], specifiersOf(importer[field]));
    if (differing !== undefined) return { but: `it differs from package.json in ${differing}` };
  }
  const missing = firstMissing(lock, importer);
  return missing === undefined ? { dependencies: count.length } : { but: `it lacks ${missing}` };
}

/** Corepack, and pnpm itself from version 10 on, run the version that package.json names. */
function whyNotVersion(lock: Json, manifest: Json, major: number): string | undefined {
  const format = `${lock['lockfileVersion']}`;
  const [, named] = /^pnpm@(\d+)\./.exec(`${manifest['packageManager'] ?? ''}`) ?? [];
  const versions = [major, ...(named === undefined ? [] : [Number(named)])].filter(Number.isFinite);
  const isRead = versions.length > 0 && versions.every((version) => READ_BY.get(format)?.includes(version));
  return isRead ? undefined : `it is of format ${format}, which the pnpm that runs here may not install from as it is`;
}

function whyNotFollowed(lock: Json, manifest: Json, twists: readonly string[]): string | undefined {
  const odd = Object.keys(lock).find((key) => !FOLLOWED.test(key));
  if (odd !== undefined) return `it has ${odd}, which are not followed here`;
  if (JSON.stringify(lock['settings']) !== SETTINGS) return 'it was made with settings of its own';
  if (Object.keys(asObject(lock['importers']) ?? {}).length > 1) return 'it is that of a workspace';
  const settings = Object.keys(asObject(manifest['pnpm']) ?? {}).find((key) => !IDLE.test(key));
  const twist = twists[0] ?? settings ?? (manifest['dependenciesMeta'] === undefined ? undefined : 'dependenciesMeta');
  return twist && `package.json has ${twist}, which are not followed here`;
}

const specifiersOf = (list: unknown): Ranges =>
  Object.fromEntries(
    Object.entries(asObject(list) ?? {}).map(([name, entry]) => [name, `${asObject(entry)?.['specifier']}`]),
  );

const firstDifference = (wanted: Ranges, locked: Ranges): string | undefined =>
  [...Object.keys(wanted), ...Object.keys(locked)].find(
    (name) => wanted[name] !== locked[name] || /^(?:catalog|file|link|workspace):/.test(wanted[name] ?? ''),
  );

/** Each package has an entry with what it needs, and since format 9 another with what it is. */
function firstMissing(lock: Json, importer: Json): string | undefined {
  const packages = asObject(lock['packages']) ?? {};
  const snapshots = asObject(lock['snapshots']) ?? packages;
  const direct = FIELDS.flatMap((field) =>
    Object.entries(asObject(importer[field]) ?? {}).map(([name, entry]) => [name, `${asObject(entry)?.['version']}`]),
  );
  const further = Object.values(snapshots).flatMap((entry) =>
    FIELDS.flatMap((field) => Object.entries(rangesOf(asObject(entry)?.[field]))),
  );
  for (const [name, version] of [...direct, ...further]) {
    const key = [`${version}`, `${name}@${version}`, `/${name}@${version}`].find((path) =>
      Object.hasOwn(snapshots, path),
    );
    if (key === undefined || !(Object.hasOwn(packages, key) || Object.hasOwn(packages, key.replace(/\(.*$/, ''))))
      return `${name} ${version}`;
  }
  return undefined;
}
