import { asObject, type Json, parsedJson } from '../formats/json.ts';
import { parsedYaml } from '../formats/yaml.ts';
import { type Agreement, type Ranges, rangesOf } from './agreement.ts';

/**
 * The format that versions of yarn write, and take as it is when they may not write: from this one on, up to the next row. Seen by
 * running them; 2.x, 3.0 to 3.1 and 4.0 write others that later ones of their line rewrite.
 */
const FORMATS: readonly { readonly from: string; readonly version?: number; readonly cacheKey?: string }[] = [
  { from: '3.2', version: 6, cacheKey: '8' },
  { from: '4.0' },
  { from: '4.1', version: 8, cacheKey: '10c0' },
  { from: '4.14', version: 9, cacheKey: '10c0' },
  { from: '4.15', version: 10, cacheKey: '10c0' },
  // None is known yet.
  { from: '4.19' },
];

/** Fields of package.json that have a say in the lockfile, and are not followed here. */
const TWISTS: readonly string[] = [
  'bin',
  'dependenciesMeta',
  'installConfig',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'resolutions',
  'workspaces',
];

/** Ranges of packages from the registry, under their own name or another. */
const OF_REGISTRY = /^(?:npm:)?(?:(?:@[\w.-]+\/)?[\w.-]+@)?[\w.*^~<>=|\s-]+$/;

/** Packages that yarn patches by itself: each of their entries has a twin. */
const PATCHED: readonly string[] = ['fsevents', 'resolve', 'typescript'];

/** yarn.lock of yarn 3 and 4 for a single package: what `yarn install --immutable` compares. */
export function yarnBerryAgreement(lockText: string, manifestText: string): Agreement {
  const [lock, manifest] = [parsedYaml(lockText), parsedJson(manifestText)];
  if (lock === undefined || manifest === undefined) return { but: 'it is no YAML, or package.json no JSON' };
  const twist = TWISTS.find((field) => manifest[field] !== undefined);
  if (twist !== undefined) return { but: `package.json has ${twist}, which are not followed here` };
  const format = whyNotFormat(asObject(lock['__metadata']), manifest);
  if (format !== undefined) return { but: format };
  const entries = entriesOf(lock);
  const root = entries.get(`${manifest['name']}@workspace:.`);
  if (root === undefined) return { but: `it is not that of ${manifest['name'] ?? 'a package with a name'}` };
  const wanted = { ...rangesOf(manifest['devDependencies']), ...rangesOf(manifest['dependencies']) };
  const odd = Object.entries(wanted).find(([, range]) => !OF_REGISTRY.test(range));
  if (odd !== undefined) return { but: `package.json asks for ${odd[0]} as ${odd[1]}` };
  const locked = rangesOf(root['dependencies']);
  const differing = [...Object.keys(wanted), ...Object.keys(locked)].find(
    (name) => bare(wanted[name]) !== bare(locked[name]),
  );
  if (differing !== undefined) return { but: `it differs from package.json in ${differing}` };
  const but = whyNotWhole(entries, root);
  return but === undefined ? { dependencies: Object.keys(wanted).length } : { but };
}

const bare = (range: string | undefined): string | undefined => range?.replace(/^npm:/, '');

/** Corepack runs the version that package.json names; nothing else here tells which one runs. */
function whyNotFormat(metadata: Json | undefined, { packageManager }: Json): string | undefined {
  const [, major, minor] = /^yarn@(\d+)\.(\d+)\.\d+(?:\+|$)/.exec(`${packageManager}`) ?? [];
  if (minor === undefined) return 'package.json does not name the version of yarn that it is for';
  const isFrom = (from: string): boolean => {
    const [first = 0, second = 0] = from.split('.').map(Number);
    return Number(major) > first || (Number(major) === first && Number(minor) >= second);
  };
  const { version, cacheKey } = FORMATS.findLast(({ from }) => isFrom(from)) ?? {};
  const isSame = version !== undefined && metadata?.['version'] === version && `${metadata['cacheKey']}` === cacheKey;
  return isSame ? undefined : `yarn ${major}.${minor} may write it in another format`;
}

/** Each entry by all that it stands for: `a@npm:^1.0.0, a@npm:^1.1.0`. */
const entriesOf = (lock: Json): Map<string, Json> =>
  new Map(
    Object.entries(lock).flatMap(([keys, entry]) =>
      keys === '__metadata' ? [] : keys.split(', ').map((key) => [key, asObject(entry) ?? {}] as const),
    ),
  );

/** All that is needed is there, and nothing else is: yarn would take it out. */
function whyNotWhole(entries: ReadonlyMap<string, Json>, root: Json): string | undefined {
  const reached = new Set<string>();
  const open: Ranges[] = [rangesOf(root['dependencies'])];
  for (let needs = open.pop(); needs !== undefined; needs = open.pop()) {
    for (const [name, range] of Object.entries(needs)) {
      const key = `${name}@npm:${bare(range)}`;
      const entry = entries.get(key);
      if (entry === undefined) return `it lacks ${key}`;
      if (reached.has(key)) continue;
      reached.add(key);
      open.push(rangesOf(entry['dependencies']));
    }
  }
  const others = [...entries.keys()].filter((key) => !reached.has(key) && !key.endsWith('@workspace:.'));
  const patched = [...reached].filter((key) => PATCHED.some((name) => key.startsWith(`${name}@`)));
  const twins = others.filter((key) => PATCHED.some((name) => key.startsWith(`${name}@patch:${name}@`)));
  const stray = others.find((key) => !twins.includes(key));
  if (stray !== undefined) return `it has ${stray}, which nothing needs`;
  return patched.length === twins.length ? undefined : 'it lacks a patch that yarn makes by itself';
}
