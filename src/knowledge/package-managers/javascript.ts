import { exchangesNode, firstWithOmit, imageNpm, npmVersion } from '../node/npm.ts';
import type { Version } from '../versions.ts';
import type { Apart, FrozenLike, OmitLike, PackageManager, Project } from './entry.ts';
import { cachesElsewhere, calls, inHome, otherLibc, worksOffline } from './home.ts';

const workspaces = /"workspaces"\s*:/;

/** Options of `npm install` that `npm ci` has as well (docs.npmjs.com/cli/v11/commands/npm-ci). */
const likeNpmInstall: FrozenLike = {
  verbs: ['add', 'i', 'in', 'install'],
  settled: [
    /^--package-lock-only(?:=|$)/,
    /^--no-package-lock$/,
    /^--(?:package-lock|shrinkwrap)=false$/,
    /^--no-shrinkwrap$/,
  ],
  options: [
    /^--(?:no-)?(?:audit|fund|progress|update-notifier|color)(?:=(?:true|false))?$/,
    /^--(?:ignore-scripts|unsafe-perm|prefer-offline|offline|foreground-scripts|strict-ssl)(?:=(?:true|false))?$/,
    /^--(?:production|prod|only=prod(?:uction)?|omit=(?:dev|optional|peer)|include=(?:dev|optional|peer))(?:=(?:true|false))?$/,
    /^--(?:loglevel|cache|registry|userconfig)=/,
    /^(?:--silent|--quiet|--verbose|-s|-q|-d+|-f|--force|--legacy-peer-deps)$/,
  ],
  valueOptions: ['--cache', '--loglevel', '--omit', '--include', '--only', '--registry', '--userconfig'],
  unless: /(?:package[-_]?lock|shrinkwrap)["']?[\s=:"']+false/i,
  empties: 'node_modules',
  since: [5, 7],
};

/** docs.npmjs.com/cli/v11/using-npm/scripts and …/commands/npm-ci; before 7.10 npm went by other words. */
const likeNpmOmit: OmitLike = {
  verbs: ['add', 'ci', 'clean-install', 'i', 'in', 'install'],
  settled: [/^--(?:omit|include|only|also|production|prod|dev)(?:=|$)/, /^--(?:no-)?(?:package-lock|save)/, /^-[DPO]$/],
  configured:
    /NODE_ENV|npm_config_(?:production|omit|only|include|also|dev)\b|npm (?:config )?set (?:production|omit|only)/i,
  since: firstWithOmit,
  prunes: ['prune'],
  tasks: {
    run: ['run', 'run-script', 'rum', 'urn'],
    direct: ['restart', 'start', 'stop', 't', 'test', 'tst'],
    exec: ['exec', 'x'],
    executors: ['npx'],
  },
  lifecycle: ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'],
  lifecycleOff: /^--ignore-scripts(?:=true)?$/,
};

/** What the managers of Node.js packages have in common. */
const nodeModules: Apart = {
  format: 'package.json',
  fills: 'node_modules',
  elsewhere:
    /^(?:-[CFrw]|--(?:cwd|dir|filter|globalconfig|install-links|modules-folder|prefix|recursive|use-yarnrc|userconfig|workspaces?))(?:=|$)/,
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
    takesIn: workspaces,
    frozen: { verb: 'ci', like: likeNpmInstall },
    leavesAlone: {
      verbs: ['bin', 'c', 'cache', 'cache clean', 'config', 'get', 'login', 'ping', 'root', 'set', 'view', 'whoami'],
      options: [/^(?:-g|--global|--location=global)$/],
    },
    omitDev: { option: '--omit=dev', like: likeNpmOmit },
    // A folder is linked, and its package.json read: docs.npmjs.com/cli/v11/commands/npm-install.
    apart: { ...nodeModules, follows: /^file:/ },
  },
  release: { inImage: imageNpm, named: npmVersion, exchangedBy: exchangesNode },
  cacheMount: {
    folders: [{ path: '~/.npm' }],
    verbs: ['add', 'ci', 'clean-install', 'i', 'in', 'install', 'up', 'update', 'upgrade'],
    spared: [{ text: /^\s*cache\s*=/m, because: 'its cache is set up elsewhere' }],
    // What npx fetched is beside the downloads.
    started: calls('npx'),
  },
};

/** Options of `yarn install` that have nothing to do with the lockfile (classic.yarnpkg.com/en/docs/cli/install). */
const likeYarnInstall: FrozenLike = {
  verbs: ['install'],
  settled: [/^--(?:frozen-lockfile|immutable|pure-lockfile|no-lockfile)(?:=|$)/],
  options: [
    /^--(?:production|prod)(?:=(?:true|false))?$|^--no-production$/,
    /^--(?:ignore-scripts|ignore-engines|ignore-platform|ignore-optional|non-interactive|prefer-offline|offline)$/,
    /^--(?:silent|verbose|no-progress|no-bin-links|check-files|network-concurrency=\d+|network-timeout=\d+|registry=.*|cache-folder=.*)$/,
    /^-s$/,
  ],
  valueOptions: ['--cache-folder', '--network-timeout', '--network-concurrency', '--registry'],
  unless:
    /yarn set version|yarn policies|yarn@(?:npm:)?(?:[2-9]|berry|stable|canary)|yarnPath|yarn-path|YARN_ENABLE|--install\./,
  settings: ['.yarnrc.yml'],
};

/** Both editions of yarn are told by their environment, and by settings of the user, where things are. */
const yarnModules: Apart = {
  ...nodeModules,
  unsettled: new RegExp(
    `${nodeModules.unsettled.source}|YARN_(?!VERSION\\b|CACHE_FOLDER\\b|ENABLE_(?!CONSTRAINTS)|HTTP|NPM_)\\w+|yarn config set|yarn set version`,
    'i',
  ),
};

/** Settings of .yarnrc.yml that have no say in what is written into the lockfile; each of the others may. */
const idleOfBerry =
  'enable(?:GlobalCache|ProgressBars|Scripts|Telemetry|Timers|MessageNames|Colors|Hyperlinks)|http\\w*|network\\w*|nodeLinker|nm(?:HoistingLimits|Mode|SelfReferences)|npm\\w+|pnp\\w*|logFilters|progressBarStyle|telemetry\\w*';

const likeBerryInstall: FrozenLike = {
  needs: {
    text: /\bcorepack enable\b/,
    because: 'nothing here shows that Corepack runs the version of yarn that package.json names',
  },
  verbs: ['install'],
  settings: ['.yarnrc.yml', '.env.yarn'],
  settled: [/^--(?:no-)?immutable(?:-cache)?$/, /^--(?:mode|refresh-lockfile)\b/],
  options: [/^--inline-builds$/],
  valueOptions: [],
  unless: new RegExp(
    `^(?!(?:${idleOfBerry})\\s*:)\\w+\\s*:|\\bYARN_(?!VERSION\\b|CACHE_FOLDER\\b|HTTP|NPM_)\\w+|\\bCI=|yarnpkg/cli-dist|yarn set version|-g yarn\\b`,
    'm',
  ),
};

/** What yarn 2 and later, called berry, reads and understands. */
const berry: Project = {
  manifests: ['package.json', '.yarnrc.yml', '.env.yarn'],
  lockfiles: ['yarn.lock'],
  install: ['install'],
  frozen: { option: '--immutable', like: likeBerryInstall },
  apart: {
    ...yarnModules,
    parts: '.yarnrc.yml',
    follows: /^(?:link|workspace):|^patch:(?!.*patch%3A)/i,
    linksRoot: true,
  },
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
    takesIn: workspaces,
    frozen: { option: '--frozen-lockfile', like: likeYarnInstall },
    leavesAlone: {
      verbs: ['bin', 'cache', 'cache clean', 'config', 'global', 'global add', 'help', 'versions', 'why'],
      options: [],
    },
    omitDev: { option: '--production' },
    apart: { ...yarnModules, follows: /^link:/, spoiledBy: ['.yarnrc.yml', '.pnp.js', '.pnp.cjs', '.yarn'] },
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
  cacheMount: {
    // Of root; github.com/yarnpkg/yarn, src/util/user-home-dir.js.
    folders: [{ path: '/usr/local/share/.cache/yarn' }],
    locked: true,
    verbs: ['add', 'global add', 'install', 'upgrade'],
    spared: [cachesElsewhere],
  },
};

// The packages of a project are hard links into the stores of pnpm and bun: in one layer these take no room of their own.

/** Options of `pnpm install` that have nothing to do with the lockfile (pnpm.io/cli/install); frozen, it converts nothing. */
const likePnpmInstall: FrozenLike = {
  verbs: ['i', 'install'],
  settled: [
    /^--(?:no-)?(?:prefer-)?frozen-lockfile(?:=|$)/,
    /^--(?:no-)?lockfile(?:-only|-dir)?(?:=|$)/,
    /^--fix-lockfile$/,
  ],
  options: [
    /^(?:-P|-D|--prod|--production|--dev|--no-optional)$/,
    /^--(?:ignore-scripts|offline|prefer-offline|shamefully-hoist|strict-peer-dependencies|silent|color|no-color)$/,
    /^--(?:reporter|store-dir|loglevel|network-concurrency)=/,
    /^-s$/,
  ],
  valueOptions: ['--reporter', '--store-dir', '--loglevel'],
  unless:
    /frozen-?lockfile|\block-?file(?:-dir)?["']?\s*[=:]|shared-?workspace|auto-?install-?peers|exclude-?links|inject-?workspace|peers-?suffix|^(?:catalogs?|overrides|packages|packageExtensions|patchedDependencies|ignoredOptionalDependencies|configDependencies)\s*:|readPackage|\bhooks\b|npm_config_|\bCI=/im,
  since: [8, 0],
};

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
    // A folder above may be the root of a workspace.
    takesIn: /^/,
    frozen: { option: '--frozen-lockfile', like: likePnpmInstall },
    leavesAlone: {
      verbs: ['bin', 'config', 'root', 'store', 'store path', 'store prune'],
      options: [/^(?:-g|--global)$/],
    },
    omitDev: { option: '--prod' },
    // Hooks are programs, and may require anything.
    apart: {
      ...nodeModules,
      workspaces: 'pnpm-workspace.yaml',
      follows: /^(?:link|workspace):/,
      spoiledBy: ['.pnpmfile.cjs', '.pnpmfile.mjs'],
    },
  },
  release: {
    inImage: () => undefined,
    named: npmVersion,
    broughtBy: /^corepack (?:enable(?: pnpm)?|(?:prepare|install -g) pnpm@(\S+)(?: --activate)?)$/,
    exchangedBy: /get\.pnpm\.io|\bpnpm (?:self-update|env)\b|\bcorepack use\b|\bvolta\b/,
  },
  cacheMount: {
    folders: [{ path: '~/.local/share/pnpm/store', movedBy: [{ variable: 'PNPM_HOME', below: '/store' }] }],
    verbs: ['add', 'deploy', 'fetch', 'i', 'install', 'up', 'update'],
    refused: { option: /^(?:-g|--global)$/, because: 'what it installs for all may be links into its store' },
    notOn: otherLibc,
    spared: [
      worksOffline,
      { text: /\bXDG_DATA_HOME\b|store-?dir/i, because: 'its store is set up elsewhere' },
      { text: /\bpnpm@\^?[1-6]\b/, because: 'before pnpm 7 the store was in another folder' },
      {
        text: /enable-?GlobalVirtualStore|virtual-?store-?dir/i,
        because: 'its packages may be links into the store',
      },
    ],
    started: /\bpnpm\b[^\n]*?\b(?:add|dlx|fetch|i|install)\b/,
  },
};

/** Options of `bun install` that have nothing to do with the lockfile (bun.com/docs/pm/cli/install); `--production` keeps to it anyway. */
const likeBunInstall: FrozenLike = {
  verbs: ['i', 'install'],
  settled: [
    /^(?:-p|--(?:frozen-lockfile|no-save|lockfile-only|production|save-text-lockfile|force))$/,
    /^-[fy]$/,
    /^--yarn$/,
  ],
  options: [
    /^(?:--ignore-scripts|--no-progress|--no-summary|--no-verify|--no-cache|--silent|--verbose)$/,
    /^--(?:omit|backend|cache-dir|registry|network-concurrency)=/,
  ],
  valueOptions: ['--cache-dir', '--omit', '--backend', '--registry'],
  unless:
    /frozen-?lockfile|\[install\.lockfile\]|\bpeer\s*=|\bproduction\s*=|\boptional\s*=|\bdev\s*=|linkWorkspacePackages|BUN_CONFIG_/i,
  since: [1, 2],
};

/** The image of bun, whose tags begin with its version; those that move have the latest. */
function imageBun(name: string, tag: string, pinned: boolean): Version | undefined {
  if (!/^(?:docker\.io\/)?oven\/bun$/.test(name)) return undefined;
  const [, major, minor] = /^(\d+)\.(\d+)(?![^.-])/.exec(tag) ?? [];
  if (major !== undefined) return [Number(major), Number(minor)];
  return /^(?:(?:latest|1)?(?:-|$))?(?:alpine|debian|slim|distroless)?$/.test(tag) && !pinned
    ? [Infinity, 0]
    : undefined;
}

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
    takesIn: workspaces,
    frozen: { option: '--frozen-lockfile', like: likeBunInstall },
    omitDev: { option: '--production' },
    apart: { ...nodeModules, follows: /^workspace:/ },
  },
  release: { inImage: imageBun, named: npmVersion, exchangedBy: /bun\.(?:sh|com)\/install|\bbun upgrade\b/ },
};
