import type { PackageManager } from './entry.ts';

export const apk = {
  title: 'apk',
  tools: ['apk'],
  valueOptions: [
    '-p',
    '-t',
    '-X',
    '--arch',
    '--cache-dir',
    '--cache-max-age',
    '--keys-dir',
    '--progress-fd',
    '--repositories-file',
    '--repository',
    '--root',
    '--virtual',
    '--wait',
  ],
  verbs: {
    refresh: ['update'],
    install: ['add'],
    // add and upgrade fetch a missing index by themselves; these only read the one that is there.
    needsLists: ['fetch', 'list', 'policy', 'search'],
    remove: ['del'],
    clean: ['cache'],
  },
  lists: {
    called: 'package lists',
    folder: '/var/cache/apk',
    cleanup: 'rm -rf /var/cache/apk/*',
    removedBy: [/^\/var\/cache\/apk(?:\/\*{0,2})?$/],
    cachePaths: ['/var/cache/apk', '/etc/apk/cache'],
    leftovers: [/^\/var\/cache\/apk(?:\/|$)/, /^\/etc\/apk\/cache(?:\/|$)/],
  },
  noCache: {
    option: '--no-cache',
    verbs: ['add', 'upgrade', 'fix'],
    replaces: ['-U', '--update', '--update-cache'],
    // wiki.alpinelinux.org/wiki/Local_APK_cache: a link at /etc/apk/cache turns the cache on.
    configured: /\/etc\/apk\/cache|setup-apkcache/,
    // Alpine 3.3 was the first to have it (alpinelinux.org/posts/Alpine-3.3.0-released.html).
    tooOld: /(?:\balpine:|\balpine-?)(?:2\.\d+|3\.[0-2])(?!\d)/,
  },
  configPaths: ['/etc/apk'],
  configTools: [],
} as const satisfies PackageManager;
