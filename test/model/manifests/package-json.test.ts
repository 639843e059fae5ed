import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

describe('package.json', () => {
  const LOCK = '{ "lockfileVersion": 3, "packages": { "": {} } }';
  const json = (manifest: object, command = 'npm ci', more: Readonly<Record<string, string>> = {}): string =>
    read(command, { 'package.json': JSON.stringify(manifest), 'package-lock.json': LOCK, ...more });
  const ENOUGH = 'package.json package-lock.json';

  it.each([
    [{ dependencies: { a: '^1.0.0', b: 'github:c/d', e: 'npm:f@1', g: 'git+https://example.org/g.git', h: 'i/j' } }],
    [{ dependencies: { a: 'https://example.org/a.tgz', b: '*', c: 'latest' }, overrides: { d: { '.': '$e' } } }],
    [{ scripts: { build: 'tsc', postbuild: 'x', prepack: 'x', preinstall: 'npx only-allow npm' } }],
    [{ workspaces: [], scripts: { prepare: 'husky || true' } }],
  ])('is enough: %j', (manifest) => {
    expect(json(manifest)).toBe(ENOUGH);
  });

  it.each([
    [{ dependencies: { a: 'file:a' } }, /file:a/],
    [{ devDependencies: { a: 'link:../a' } }, /link:/],
    [{ optionalDependencies: { a: '../a' } }, /\.\.\/a/],
    [{ dependencies: { a: 'vendor/a-1.0.0.tgz' } }, /tgz/],
    [{ resolutions: { a: 'patch:a@1#./a.patch' } }, /patch:/],
    [{ pnpm: { overrides: { a: 'workspace:*' } } }, /workspace:/],
    [{ workspaces: 'packages' }, /not a list/],
    [{ workspaces: ['../other/*'] }, /\.\.\/other/],
    [{ scripts: { prepare: 'tsc' } }, /"tsc" on prepare/],
    [{ scripts: { postinstall: 'echo $HOME > x' } }, /postinstall/],
    [{ scripts: { dependencies: 'node x' } }, /dependencies/],
    [{ dependencies: { '@prisma/client': '5' } }, /Prisma/],
  ])('is not enough: %j', (manifest, reason) => {
    expect(json(manifest)).toMatch(/^declined: /);
    expect(json(manifest)).toMatch(reason);
  });

  it('is enough without scripts', () => {
    const manifest = { scripts: { prepare: 'husky' }, dependencies: { '@prisma/client': '5' } };
    expect(json(manifest, 'npm ci --ignore-scripts', { 'binding.gyp': '{}' })).toBe(ENOUGH);
    expect(json({}, 'npm ci', { 'binding.gyp': '{}' })).toBe('declined: binding.gyp has it compile the project');
  });

  it('is enough for husky where there is no repository', () => {
    const manifest = { scripts: { prepare: 'husky install' } };
    expect(json(manifest)).toBe(ENOUGH);
    expect(json(manifest, 'npm ci', { '.git/HEAD': '' })).toMatch(/"husky install" on prepare/);
  });

  it.each(['[]', 'null', '{', '"a"'])('can not be read where it says %s', (text) => {
    expect(read('npm ci', { 'package.json': text })).toBe('declined: package.json can not be read');
  });

  it('comes with settings, unless they name other files', () => {
    expect(json({}, 'npm ci', { '.npmrc': 'registry=https://example.org\nsave-exact=true\n' })).toBe(
      `${ENOUGH} .npmrc`,
    );
    expect(json({}, 'npm ci', { '.npmrc': 'node-options=--require ./x.js' })).toBe(
      'declined: .npmrc names other files',
    );
  });

  it('goes with the lockfile of its manager, and with none of the project itself', () => {
    const yarn = { 'package.json': '{}', 'yarn.lock': '# yarn lockfile v1\n' };
    expect(read('npm install', yarn)).toMatch(/^declined: it may go by yarn\.lock/);
    expect(read('bun install', yarn)).toMatch(/^declined: it may go by yarn\.lock/);
    expect(json({}, 'npm ci', { 'yarn.lock': '' })).toBe(ENOUGH);
    const local = 'declined: package-lock.json has packages that are part of the project';
    expect(json({}, 'npm ci', { 'package-lock.json': '{ "packages": { "a": { "link": true } } }' })).toBe(local);
    expect(json({}, 'npm ci', { 'package-lock.json': '{ "a": { "resolved": "file:a.tgz" } }' })).toBe(local);
    const locked = { 'package.json': '{}', 'yarn.lock': '# yarn lockfile v1\n"a@file:a":\n  resolved "file:a"\n' };
    expect(read('yarn', locked)).toMatch(/^declined: yarn\.lock has packages/);
  });

  it('may be changed, or read by others', () => {
    expect(json({}, 'npm install')).toMatch(/may write package-lock.json/);
    expect(json({}, 'npm ci', { 'package-lock.json': '{ "lockfileVersion": 1 }' })).toMatch(/scripts of packages/);
    expect(read('npm i', { 'package.json': '{}' })).toMatch(/no lockfile/);
    expect(json({}, 'npm install -g a')).toBe('not an install');
    expect(json({}, 'npm install a')).toBe('not an install');
  });
});

/** The files behind package.json and the lockfile, or why nothing is known. */
const beside = (command: string, files: Readonly<Record<string, string | object>>): string =>
  read(
    command,
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, typeof text === 'string' ? text : JSON.stringify(text)]),
    ),
  )
    .replace(/ \|.*/, '')
    .replace(/^package\.json \S*lock\S*(?: |$)/, '');

describe('workspaces', () => {
  const LOCKS = { 'package-lock.json': '{ "lockfileVersion": 3, "packages": { "a": { "link": true } } }' };
  const members = (workspaces: unknown, more: Readonly<Record<string, string | object>> = {}): string =>
    beside('npm ci', {
      ...LOCKS,
      'package.json': { workspaces },
      'apps/web/package.json': {},
      'apps/web/node_modules/x/package.json': {},
      'apps/web/test/app/package.json': {},
      'apps/README.md': '',
      'libs/package.json': {},
      'libs/@shop/core/package.json': {},
      'libs/@shop/core/.npmrc': 'save=false',
      ...more,
    });

  it.each([
    [['apps/*'], 'apps/web/package.json'],
    [['./apps/*/'], 'apps/web/package.json'],
    [{ packages: ['apps/web', 'libs'] }, 'apps/web/package.json libs/package.json'],
    [['apps/**'], 'apps/web/package.json apps/web/test/app/package.json'],
    [['apps/**', '!apps/**/test/**'], 'apps/web/package.json apps/web/test/app/package.json'],
    [['**/@shop/c*'], 'libs/@shop/core/package.json libs/@shop/core/.npmrc'],
    [['.', 'none/*', 'libs'], 'libs/package.json'],
  ])('that are %j are found', (workspaces, expected) => {
    expect(members(workspaces)).toBe(expected);
  });

  it.each([
    [['apps/{web,api}'], /apps\/\{web,api\}, which is not read/],
    [['apps/!(web)'], /not read/],
    [['../apps/*'], /not read/],
    [['apps/we**'], /not read/],
    [[1], /not a list of folders/],
  ])('that are %j are not', (workspaces, reason) => {
    expect(members(workspaces)).toMatch(reason);
  });

  it.each<[string, string | object, RegExp]>([
    ['apps/web/package.json', '[', /apps\/web\/package\.json can not be read/],
    ['apps/web/package.yaml', '', /package\.yaml is not read/],
    ['apps/web/package.json', { workspaces: ['x'] }, /workspaces of its own/],
    ['apps/web/package.json', { scripts: { install: 'make' } }, /apps\/web\/package\.json runs "make"/],
    ['apps/web/package.json', { dependencies: { x: 'file:../x' } }, /depends on file:\.\.\/x/],
    ['apps/web/package.json', { dependencies: { x: 'file:../../../apps/web' } }, /depends on file/],
    ['apps/web/package.json', { dependencies: { puppeteer: '22' } }, /puppeteer looks for/],
    ['apps/web/package.json', { directories: { bin: 'bin' } }, /folder of its own linked/],
    ['apps/web/package.json', { publishConfig: { directory: 'dist' } }, /folder of its own linked/],
    ['apps/web/.npmrc', 'cafile=ca.pem', /apps\/web\/\.npmrc names other files/],
    ['package-lock.json', '{ "x": { "resolved": "file:x.tgz" } }', /packages that are part of the project/],
  ])('are not enough with %s that says %j', (path, text, reason) => {
    expect(members(['apps/*'], { [path]: text })).toMatch(reason);
  });

  it('are linked with their programs where these are there', () => {
    const web = (bin: unknown) => ({ 'apps/web/package.json': { bin }, 'apps/web/cli.js': '' });
    expect(members(['apps/*'], web('dist/cli.js'))).toBe('apps/web/package.json');
    expect(members(['apps/*'], web('./cli.js'))).toMatch(/^declined: apps\/web\/cli\.js has to be there/);
    expect(members(['apps/*'], web({ a: 'dist/a.js', b: 'cli.js' }))).toMatch(/^declined: apps\/web\/cli\.js/);
  });

  it('depend on each other in the words of their manager', () => {
    const files = (version: string) => ({
      'package.json': { workspaces: ['a', 'b'] },
      'pnpm-workspace.yaml': 'packages: [a, b]',
      'a/package.json': {},
      'b/package.json': { dependencies: { a: version } },
    });
    const npm = { 'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }' };
    const pnpm = { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n      version: link:../a\n" };
    const yarn = { 'yarn.lock': '# yarn lockfile v1\n' };
    expect(beside('npm ci', { ...files('file:../a'), ...npm })).toBe('a/package.json b/package.json');
    expect(beside('npm ci', { ...files('link:../a'), ...npm })).toMatch(/depends on link:/);
    expect(beside('pnpm i --frozen-lockfile', { ...files('workspace:^'), ...pnpm })).toBe(
      'pnpm-workspace.yaml a/package.json b/package.json',
    );
    expect(beside('pnpm i --frozen-lockfile', { ...files('file:../a'), ...pnpm })).toMatch(/depends on file:/);
    expect(beside('yarn --frozen-lockfile', { ...files('link:../a'), ...yarn })).toBe('a/package.json b/package.json');
    expect(beside('yarn --frozen-lockfile', { ...files('link:../c'), ...yarn })).toMatch(/depends on link:/);
  });

  it('are as many as an image may have layers', () => {
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`apps/${at}/package.json`, '{}']));
    expect(members(['apps/*'], many)).toMatch(/its 32 workspaces would need as many COPY/);
  });
});

describe('patches', () => {
  const PATCH = { 'patches/a.patch': '', 'fixes/a.patch': '', 'b/patches/a.patch': '' };

  it.each([
    ['patches/a.patch', 'patches/'],
    ['./fixes/a.patch', 'fixes/a.patch'],
    ['../a.patch', 'declined: the patch ../a.patch is not in the folder that is copied'],
    ['patches/b.patch', 'declined: the patch patches/b.patch is not in the folder that is copied'],
  ])('of pnpm and bun in %s', (patch, expected) => {
    const list = { patchedDependencies: { 'a@1.0.0': patch } };
    const pnpm = { 'pnpm-lock.yaml': "lockfileVersion: '9.0'", ...PATCH };
    expect(beside('pnpm i', { 'package.json': { pnpm: list }, ...pnpm })).toBe(expected);
    expect(beside('bun i', { 'package.json': list, 'bun.lock': '', ...PATCH })).toBe(expected);
    const settings = { 'package.json': {}, 'pnpm-workspace.yaml': JSON.stringify(list) };
    expect(beside('pnpm i', { ...settings, ...pnpm })).toBe(
      expected.startsWith('declined') ? expected : `pnpm-workspace.yaml ${expected}`,
    );
  });

  it.each([
    ['patch:a@npm%3A1.0.0#~/patches/a.patch', 'patches/'],
    ['patch:a@npm%3A1.0.0#./patches/a.patch::version=1.0.0&hash=1', 'b/patches/'],
    ['patch:a@npm%3A1.0.0#optional!builtin<compat/a>', ''],
    ['patch:a@npm%3A1.0.0#~builtin<compat/a>&~/fixes/a.patch', 'fixes/a.patch'],
    ['patch:a@npm%3A1.0.0#../x.patch', 'declined: the patch ../x.patch is not in the folder that is copied'],
    ['patch:a@patch%3Aa@npm%253A1.0.0%23~/p.patch#~/q.patch', /^declined: b\/package\.json depends on patch:/],
  ])('of yarn in %s', (version, expected) => {
    const files = {
      'package.json': { workspaces: ['b'] },
      'b/package.json': { dependencies: { a: version } },
      'yarn.lock': '__metadata:\n  version: 8\n',
      '.yarnrc.yml': 'nodeLinker: node-modules',
      ...PATCH,
    };
    const found = beside('yarn install --immutable', files).replace('.yarnrc.yml b/package.json', '').trim();
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });

  it('of patch-package', () => {
    const manifest = { scripts: { postinstall: 'patch-package' } };
    const lock = { 'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }' };
    expect(beside('npm ci', { 'package.json': manifest, ...lock, ...PATCH })).toBe('patches/');
    expect(beside('npm ci', { 'package.json': manifest, ...lock })).toBe('');
    expect(beside('npm ci --ignore-scripts', { 'package.json': manifest, ...lock, ...PATCH })).toBe('patches/');
    const elsewhere = { scripts: { postinstall: 'patch-package --patch-dir fixes' } };
    expect(beside('npm ci', { 'package.json': elsewhere, ...lock })).toMatch(/may read other files/);
  });
});

describe('.yarnrc.yml', () => {
  const yarn = (settings: string, more: Readonly<Record<string, string>> = {}): string =>
    beside('yarn install --immutable', {
      'package.json': {},
      'yarn.lock': '__metadata:\n  version: 8\n',
      '.yarnrc.yml': settings,
      ...more,
    });

  it.each([
    ['', '.yarnrc.yml'],
    ['# nothing', '.yarnrc.yml'],
    ['nodeLinker: pnpm\nenableTelemetry: false\nnpmScopes:\n  shop: {}', '.yarnrc.yml'],
    ['plugins:\n  - "@yarnpkg/plugin-typescript"', '.yarnrc.yml'],
    ['yarnPath: ./.yarn/releases/yarn.cjs', '.yarnrc.yml .yarn/releases/'],
    ['yarnPath: tools/yarn.cjs', '.yarnrc.yml tools/yarn.cjs'],
  ])('may say %j', (settings, expected) => {
    expect(yarn(settings, { '.yarn/releases/yarn.cjs': '', 'tools/yarn.cjs': '' })).toBe(expected);
  });

  it.each([
    ['yarnPath: .yarn/releases/yarn.cjs', /names \.yarn\/releases\/yarn\.cjs, which is not/],
    ['httpsCaFilePath: ca.pem', /sets httpsCaFilePath/],
    ['injectEnvironmentFiles: [.env]', /sets injectEnvironmentFiles/],
    ['enableNetwork: false', /sets enableNetwork/],
    ['plugins:\n  - ./hooks.cjs', /plugin \.\/hooks\.cjs may read/],
    ['- a', /can not be read/],
    [': [', /can not be read/],
  ])('may not say %j', (settings, reason) => {
    expect(yarn(settings)).toMatch(reason);
  });

  it.each(['.pnp.cjs', '.pnp.js', '.yarn/cache/a.zip', '.yarn/install-state.gz'])('may not have left %s', (path) => {
    expect(yarn('', { [path]: '' })).toMatch(/comes with the project, and would replace/);
  });
});

describe('the client of Prisma', () => {
  const SCHEMA = 'generator client {\n  provider = "prisma-client-js"\n}\n';
  const prisma = (files: Readonly<Record<string, string | object>>, options = ''): string =>
    beside(`npm ci ${options}`, {
      'package.json': { dependencies: { '@prisma/client': '5.0.0' } },
      'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
      ...files,
    });

  it('is made from the schema', () => {
    expect(prisma({ 'prisma/schema.prisma': SCHEMA })).toBe('prisma/schema.prisma');
    expect(prisma({ 'schema.prisma': SCHEMA })).toBe('schema.prisma');
    const set = (schema: string) => ({ dependencies: { '@prisma/client': '5' }, prisma: { schema } });
    expect(prisma({ 'package.json': set('./db/x.prisma'), 'db/x.prisma': SCHEMA })).toBe('db/x.prisma');
    expect(prisma({ 'package.json': set('db'), 'db/x.prisma': SCHEMA })).toMatch(/not where it is looked for/);
    expect(prisma({ 'prisma/schema.prisma': SCHEMA }, '--ignore-scripts')).toBe('');
    const script = { scripts: { postinstall: 'npx prisma generate' } };
    expect(prisma({ 'package.json': script, 'schema.prisma': SCHEMA })).toBe('schema.prisma');
  });

  it.each(['.env', 'prisma/.env', 'prisma.config.ts', 'prisma/schema/b.prisma', 'schema.prisma'])(
    'may heed %s as well',
    (path) => {
      expect(prisma({ 'prisma/schema.prisma': SCHEMA, [path]: '' })).toMatch(/may heed .+ as well/);
    },
  );

  it.each(['output = "../src"', 'provider = "zod"'])('may be made elsewhere, or not alone: %s', (line) => {
    const generator = `generator more {\n  ${line}\n}\n`;
    expect(prisma({ 'prisma/schema.prisma': SCHEMA + generator })).toMatch(/generator that may/);
  });
});
