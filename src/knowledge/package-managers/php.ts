import type { PackageManager } from './entry.ts';
import { cachesElsewhere, inHome, worksOffline } from './home.ts';

export const composer: PackageManager = {
  title: 'composer',
  scope: 'project',
  tools: ['composer', 'composer.phar'],
  runsOn: ['php'],
  valueOptions: ['-d', '--working-dir'],
  verbs: {
    install: ['global require', 'req', 'require'],
    clean: ['cc', 'clear-cache', 'clearcache'],
    leavesLists: ['create-project', 'global require', 'i', 'install', 'req', 'require', 'u', 'update', 'upgrade'],
  },
  lists: {
    called: 'downloads',
    folder: '~/.composer/cache',
    cleanup: 'composer clear-cache',
    removedBy: [inHome('.composer/cache'), inHome('.cache/composer')],
    removedAlong: [inHome('.composer'), inHome('.cache')],
    clearedBy: /^(?:cc|clear-?cache)\b/,
    // Its home is ~/.composer where that is there, else it goes by XDG; in its own image it is /tmp.
    cachePaths: ['~/.composer/cache', '~/.cache/composer', '/tmp/cache'],
    avoidedBy: [/^--no-cache$/, /^--dry-run$/, /^(?:-h|--help)$/],
    spared: [
      worksOffline,
      {
        text: /COMPOSER_(?:CACHE_\w*DIR|DISABLE_NETWORK)|\bcache-(?:files-)?dir\b/,
        because: 'its cache is set up elsewhere',
      },
    ],
  },
  project: {
    manifests: ['composer.json', 'symfony.lock'],
    lockfiles: ['composer.lock'],
    install: ['i', 'install'],
    frozen: 'always',
    omitDev: { option: '--no-dev' },
    apart: {
      format: 'composer.json',
      fills: 'vendor',
      elsewhere: /^(?:-d|--working-dir)(?:=|$)/,
      unsettled: /\bCOMPOSER(?:_(?:BIN_DIR|ROOT_VERSION|VENDOR_DIR))?=|\bENV\s+COMPOSER(?:_\w+)?\s/,
    },
  },
  cacheMount: {
    // Where ~/.composer/cache is there, it is the one: Composer\\Factory::getCacheDir.
    folders: [{ path: '~/.composer/cache' }],
    // COMPOSER_HOME of the image.
    on: { composer: [{ path: '/tmp/cache' }] },
    verbs: ['create-project', 'i', 'install', 'req', 'require', 'u', 'update', 'upgrade'],
    contrary: /^--no-cache$/,
    spared: [
      cachesElsewhere,
      { text: /\bCOMPOSER_HOME\b/, because: 'its cache is set up elsewhere' },
      {
        text: /\bXDG_CONFIG_HOME\b|\.config\/composer|composer\s(?:-\S+\s)*global\b/,
        because: 'its folder may be another one',
      },
    ],
  },
};
