import { describe, expect, it } from 'vitest';
import { agreements } from '../../../src/model/lockfiles.ts';

/** How many dependencies a lockfile has, or what is wrong with it. */
function compare(name: string, lock: string, manifest: object, major: number): number | string {
  const agreement = agreements.get(name)?.(lock, JSON.stringify(manifest), major);
  if (agreement === undefined) throw new Error(`nobody reads ${name}`);
  return 'but' in agreement ? agreement.but : agreement.dependencies;
}

describe('pnpm-lock.yaml', () => {
  const MANIFEST = { dependencies: { '@a/b': '^1.0.0', alias: 'npm:@a/c@2.0.0' } };
  const LOCK = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

importers:

  .:
    dependencies:
      '@a/b':
        specifier: ^1.0.0
        version: 1.2.0(@a/c@2.0.0)
      alias:
        specifier: npm:@a/c@2.0.0
        version: '@a/c@2.0.0'

packages:

  '@a/b@1.2.0':
    resolution: {integrity: sha512-x==}

  '@a/c@2.0.0':
    resolution: {integrity: sha512-y==}

snapshots:

  '@a/b@1.2.0(@a/c@2.0.0)':
    dependencies:
      '@a/c': 2.0.0

  '@a/c@2.0.0': {}
`;
  const lines = (from: string, to: string, manifest: object = MANIFEST, major = 9): number | string =>
    compare('pnpm-lock.yaml', LOCK.replace(from, to), manifest, major);

  it('has aliases, scopes, and packages by their peers', () => {
    expect(lines('', '')).toBe(2);
    expect(lines("  '@a/c@2.0.0': {}\n", '')).toBe('it lacks alias @a/c@2.0.0');
    expect(lines("  '@a/b@1.2.0':\n    resolution: {integrity: sha512-x==}\n", '')).toMatch(/^it lacks @a\/b/);
  });

  it.each([
    [9, undefined, true],
    [10, undefined, true],
    [8, undefined, false],
    [11, undefined, false],
    [Number.POSITIVE_INFINITY, undefined, false],
    [Number.POSITIVE_INFINITY, 'pnpm@10.4.1', true],
    [Number.POSITIVE_INFINITY, 'pnpm@8.15.9', false],
    [9, 'pnpm@8.15.9', false],
  ])('is read as it is by pnpm %s where package.json names %s: %s', (major, packageManager, isRead) => {
    const outcome = lines('', '', { ...MANIFEST, packageManager }, major);
    if (isRead) expect(outcome).toBe(2);
    else expect(outcome).toMatch(/^it is of format 9\.0/);
  });

  it.each([
    ["lockfileVersion: '9.0'", "lockfileVersion: '9.0'\npnpmfileChecksum: abc", /pnpmfileChecksum, which/],
    ["lockfileVersion: '9.0'", "lockfileVersion: '7.0'", /of format 7\.0/],
    ['excludeLinksFromLockfile: false', 'excludeLinksFromLockfile: true', /settings of its own/],
    ['lockfileVersion', '<<<<<<< HEAD\nlockfileVersion', /no YAML/],
  ])('is not followed with %j for %j', (from, to, reason) => {
    expect(lines(from, to)).toMatch(reason);
  });

  it.each([
    [{ ...MANIFEST, pnpm: { overrides: {} } }, /overrides/],
    [{ ...MANIFEST, dependenciesMeta: {} }, /dependenciesMeta/],
    [{ ...MANIFEST, devDependencies: { alias: 'npm:@a/c@2.0.0' } }, /lists a package twice/],
    [{ ...MANIFEST, peerDependencies: { react: '18' } }, /differs from package\.json in react/],
    [{ dependencies: { ...MANIFEST.dependencies, '@a/b': 'catalog:' } }, /differs from package\.json in @a\/b/],
  ])('does not agree with %j', (manifest, reason) => {
    expect(lines('', '', manifest)).toMatch(reason);
  });

  it('does not follow links to folders', () => {
    const manifest = { dependencies: { ...MANIFEST.dependencies, '@a/b': 'link:../b' } };
    expect(lines('specifier: ^1.0.0', 'specifier: link:../b', manifest)).toMatch(/in @a\/b/);
  });
});

describe('bun.lock', () => {
  const MANIFEST = { dependencies: { '@a/b': '^1.0.0', alias: 'npm:@a/c@2.0.0' } };
  const LOCK = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "shop", "dependencies": { "@a/b": "^1.0.0", "alias": "npm:@a/c@2.0.0", }, },
  },
  "packages": {
    "@a/b": ["@a/b@1.2.0", "", { "dependencies": { "@a/c": "^1.0.0" } }, "sha512-x=="],

    "alias": ["@a/c@2.0.0", "", {}, "sha512-y=="],

    "@a/b/@a/c": ["@a/c@1.1.0", "", { "dependencies": { "alias": "2.0.0" } }, "sha512-z=="],
  }
}
`;
  const lines = (from: string, to: string, manifest: object = MANIFEST, major = 1): number | string =>
    compare('bun.lock', LOCK.replace(from, to), manifest, major);

  it('has packages for others alone, and scopes', () => {
    expect(lines('', '')).toBe(2);
    expect(lines('"@a/b/@a/c": [', '"@a/x/@a/c": [')).toBe('it lacks @a/c');
    expect(lines('@a/c@1.1.0', '@a/c@2.1.0')).toBe('it has @a/c 2.1.0 for ^1.0.0');
    expect(lines('"alias": ["', '"other": ["')).toBe('it lacks alias');
  });

  it('is of a format that the version reads', () => {
    const later = '"lockfileVersion": 2';
    expect(lines('"lockfileVersion": 1', later)).toMatch(/^it is of format 2/);
    expect(lines('"lockfileVersion": 1', later, MANIFEST, Number.POSITIVE_INFINITY)).toBe(2);
    expect(lines('"lockfileVersion": 1,', '')).toMatch(/^it is of format undefined/);
  });

  it.each([
    [{ ...MANIFEST, peerDependencies: { react: '18' } }, /differs from package\.json in react/],
    [{ dependencies: { '@a/b': '^1.0.0' } }, /differs from package\.json in alias/],
    [{ ...MANIFEST, workspaces: ['x'] }, /workspaces, which/],
    [{ ...MANIFEST, patchedDependencies: {} }, /patchedDependencies, which/],
  ])('does not agree with %j', (manifest, reason) => {
    expect(lines('', '', manifest)).toMatch(reason);
  });
});
