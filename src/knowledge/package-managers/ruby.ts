import type { FrozenLike, PackageManager } from './entry.ts';
import { worksOffline } from './home.ts';

/** Both keep the archives of what they install beside it, in the folder of the Ruby that they belong to. */
const archives: PackageManager['lists'] = {
  called: 'downloads',
  // GEM_HOME of the official images.
  folder: '/usr/local/bundle/cache',
  cleanup: 'rm -rf /usr/local/bundle/cache/*.gem',
  removedBy: [
    /^(?:\/usr\/local\/bundle|\$\{?(?:GEM_HOME|BUNDLE_PATH)\}?)(?:\/ruby\/[^/]+)?\/cache(?:\/\*(?:\.gem)?)?$/,
  ],
  cachePaths: ['/usr/local/bundle/cache'],
};

export const gem: PackageManager = {
  title: 'gem',
  scope: 'project',
  tools: ['gem'],
  valueOptions: ['-i', '-n', '-s', '-v', '--bindir', '--install-dir', '--platform', '--source', '--version'],
  verbs: { install: ['i', 'install'] },
  lists: archives,
};

/** Options of `bundle install` that have nothing to do with the lockfile (bundler.io/man/bundle-install.1.html). */
const likeBundleInstall: FrozenLike = {
  verbs: ['install'],
  settled: [/^--(?:no-)?(?:deployment|frozen)(?:=|$)/],
  options: [
    /^--(?:jobs|retry)=\d+$|^-j\d+$/,
    /^--(?:path|with|without)=/,
    /^--(?:no-cache|no-prune|prefer-local|quiet|standalone|system|verbose)$/,
  ],
  valueOptions: ['-j', '--jobs', '--path', '--retry', '--with', '--without'],
  told: /\bBUNDLE_(?:DEPLOYMENT|FROZEN)[= ]["']?(?:1|true)\b|\bbundle config\s+(?:set\s+)?(?:--\S+\s+)*(?:deployment|frozen)\s+["']?(?:1|true)\b/,
  unless: /BUNDLE_(?:DEPLOYMENT|FROZEN|GEMFILE)|\bbundle config\b.*\b(?:deployment|frozen|gemfile)\b/,
};

export const bundler: PackageManager = {
  title: 'bundler',
  scope: 'project',
  tools: ['bundle', 'bundler'],
  valueOptions: ['-j', '--gemfile', '--jobs', '--path', '--retry', '--with', '--without'],
  verbs: { install: ['add'] },
  bareVerb: 'install',
  lists: archives,
  project: {
    manifests: ['Gemfile', '*.gemspec', '.ruby-version', '.tool-versions', '.bundle/config'],
    lockfiles: ['Gemfile.lock'],
    install: ['install'],
    // The options for these are remembered in its configuration, and deprecated for it.
    frozen: { variable: 'BUNDLE_FROZEN=1', like: likeBundleInstall },
    leavesAlone: { verbs: ['config', 'env', 'version'], options: [] },
    omitDev: { variable: 'BUNDLE_WITHOUT=development:test' },
    apart: {
      format: 'Gemfile',
      spoiledBy: ['.bundle', 'vendor/cache', 'gems.rb'],
      elsewhere: /^--(?:gemfile|local|path|standalone|deployment|prefer-local|system|binstubs|shebang)(?:=|$)/,
      // Where gems go into a folder of the project, or bundler keeps its settings there.
      unsettled: /--local\b|\bBUNDLE_(?:APP_CONFIG|DEPLOYMENT|GEMFILE|LOCAL|PATH|BIN)|bundle config|vendor\/bundle/,
    },
  },
  cacheMount: {
    folders: [],
    // Beside the gems in GEM_HOME, not the gems.
    on: { ruby: [{ path: '/usr/local/bundle/cache' }] },
    verbs: ['add', 'install', 'update'],
    spared: [
      worksOffline,
      { text: /--local\b|--prefer-local\b/, because: 'something in this file works with what was downloaded before' },
      {
        text: /\b(?:BUNDLE_(?:PATH|DEPLOYMENT|APP_CONFIG|CACHE_PATH|NO_CACHE)|GEM_HOME)\b|--(?:deployment|path|standalone)\b|\bconfig\s+(?:set\s+)?(?:--\S+\s+)*(?:path|deployment)\b/,
        because: 'its gems are set up elsewhere',
      },
    ],
  },
};
