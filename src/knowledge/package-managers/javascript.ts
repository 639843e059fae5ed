import type { Apart, PackageManager, Project } from './entry.ts';
import { inHome, worksOffline } from './home.ts';

/** What the managers of Node.js packages have in common. */
const nodeModules: Apart = {
  format: 'package.json',
  fills: 'node_modules',
  elsewhere:
    /^(?:-[CFrw]|--(?:cwd|dir|filter|globalconfig|modules-folder|prefix|recursive|use-yarnrc|userconfig|workspaces?))(?:=|$)/,
  unsettled:
    /npm_config_(?:global|prefix|userconfig|globalconfig|workspaces?)\b|NODE_OPTIONS.*(?:-r|--(?:require|import|(?:experimental-)?loader))\b/i,
};

export const npm: PackageManager = {
  title: 'npm',
  scope: 'project',
  tools: ['npm'],
  runsOn: ['node', 'nodejs'],
  valueOptions: [
    '-C',
    '-w',
    '--cache',
    '--include',
    '--loglevel',
    '--omit',
    '--prefix',
    '--registry',
    '--userconfig',
    '--workspace',
  ],
  verbs: {
    install: ['add', 'i', 'in', 'install'],
    remove: ['r', 'remove', 'rm', 'un', 'uninstall'],
    clean: ['cache clean', 'cache clear', 'cache rm'],
    leavesLists: ['add', 'ci', 'clean-install', 'i', 'in', 'install', 'up', 'update', 'upgrade'],
  },
  lists: {
    called: 'downloads',
    folder: '~/.npm',
    cleanup: 'npm cache clean --force',
    removedBy: [inHome('.npm'), inHome('.npm/_cacache')],
    clearedBy: /^cache (?:clean|clear|rm)\b/,
    insists: {
      option: '--force',
      already: /^(?:--force(?:=true)?|-f)$/,
      because: 'npm 5 and later refuse it, and those before take the option as well',
    },
    cachePaths: ['~/.npm'],
    avoidedBy: [/^--cache(?:=|$)/, /^--dry-run$/, /^(?:-h|--help)$/],
    spared: [
      worksOffline,
      {
        text: /npm_config_cache|NPM_CONFIG_CACHE|npm config set cache|\bcache=\S+.*npmrc/,
        because: 'its cache is set up elsewhere',
      },
    ],
  },
  project: {
    manifests: ['package.json', '.npmrc'],
    lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    install: ['add', 'ci', 'clean-install', 'i', 'in', 'install'],
    frozen: { verb: 'ci' },
    omitDev: { option: '--omit=dev' },
    apart: nodeModules,
  },
};

/** What yarn 2 and later, called berry, reads and understands. */
const berry: Project = {
  manifests: ['package.json', '.yarnrc.yml', '.yarn/releases', '.yarn/plugins', '.yarn/patches'],
  lockfiles: ['yarn.lock'],
  install: ['install'],
  frozen: { option: '--immutable' },
};

/** The classic one; the later one has the same name. */
export const yarn: PackageManager = {
  title: 'yarn',
  scope: 'project',
  tools: ['yarn', 'yarnpkg'],
  runsOn: ['node', 'nodejs'],
  valueOptions: ['--cache-folder', '--cwd', '--modules-folder', '--network-timeout', '--registry'],
  verbs: {
    install: ['add', 'global add'],
    clean: ['cache clean'],
    leavesLists: ['add', 'global add', 'install', 'upgrade'],
  },
  bareVerb: 'install',
  lists: {
    called: 'downloads',
    folder: '~/.cache/yarn',
    cleanup: 'yarn cache clean',
    removedBy: [inHome('.cache/yarn')],
    removedAlong: [inHome('.cache')],
    clearedBy: /^cache clean\b/,
    cachePaths: ['~/.cache/yarn', '/usr/local/share/.cache/yarn'],
    avoidedBy: [/^--cache-folder(?:=|$)/],
    spared: [
      worksOffline,
      { text: /yarn[-_]cache[-_]folder|yarn config set cache-folder/i, because: 'its cache is set up elsewhere' },
      {
        text: /yarn set version|yarn@(?:[2-9]|berry|stable)|\.yarnrc\.yml|\.yarn\/|\.pnp\.|--immutable|yarn workspaces focus|YARN_ENABLE/,
        because: 'yarn 2 and later may run packages from their cache',
      },
    ],
  },
  project: {
    manifests: ['package.json', '.yarnrc', '.npmrc'],
    lockfiles: ['yarn.lock'],
    install: ['install'],
    frozen: { option: '--frozen-lockfile' },
    omitDev: { option: '--production' },
    apart: { ...nodeModules, spoiledBy: ['.yarnrc.yml', '.pnp.js', '.pnp.cjs', '.yarn'] },
  },
  edition: {
    file: 'yarn.lock',
    text: /^# yarn lockfile v1\r?$/m,
    verbs: ['global add'],
    because: 'yarn 2 and later may run packages from their cache, and nothing here shows that this is yarn 1',
    later: {
      title: 'yarn 2 and later',
      text: /^__metadata:\r?$/m,
      cachePaths: ['~/.yarn/berry/cache'],
      project: berry,
    },
  },
};

// The packages of a project are hard links into the stores of pnpm and bun: in one layer these take no room of their own.

export const pnpm: PackageManager = {
  title: 'pnpm',
  scope: 'project',
  tools: ['pnpm'],
  runsOn: ['node', 'nodejs'],
  valueOptions: ['-C', '-F', '--dir', '--filter', '--reporter', '--store-dir'],
  verbs: { install: ['add'], clean: ['store prune'] },
  lists: {
    called: 'store',
    folder: '~/.local/share/pnpm/store',
    cleanup: 'pnpm store prune',
    removedBy: [inHome('.local/share/pnpm/store')],
    cachePaths: ['~/.local/share/pnpm/store', '/pnpm/store'],
  },
  project: {
    manifests: ['package.json', 'pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs', '.pnpmfile.mjs'],
    lockfiles: ['pnpm-lock.yaml'],
    install: ['fetch', 'i', 'install'],
    frozen: { option: '--frozen-lockfile' },
    omitDev: { option: '--prod' },
    // Hooks are programs, and may require anything.
    apart: { ...nodeModules, spoiledBy: ['.pnpmfile.cjs', '.pnpmfile.mjs'] },
  },
};

export const bun: PackageManager = {
  title: 'bun',
  scope: 'project',
  tools: ['bun'],
  valueOptions: ['--cwd', '--filter', '--cache-dir'],
  verbs: { install: ['a', 'add'], clean: ['pm cache'] },
  lists: {
    called: 'downloads',
    folder: '~/.bun/install/cache',
    cleanup: 'bun pm cache rm',
    removedBy: [inHome('.bun/install/cache')],
    clearedBy: /^pm cache rm\b/,
    cachePaths: ['~/.bun/install/cache'],
  },
  project: {
    manifests: ['package.json', 'bunfig.toml', '.npmrc'],
    lockfiles: ['bun.lock', 'bun.lockb'],
    install: ['ci', 'i', 'install'],
    frozen: { option: '--frozen-lockfile' },
    omitDev: { option: '--production' },
    apart: nodeModules,
  },
};
