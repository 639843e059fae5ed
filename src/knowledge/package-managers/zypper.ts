import type { PackageManager } from './entry.ts';
import { bringsSources } from './rpm.ts';

export const zypper = {
  title: 'zypper',
  tools: ['zypper'],
  valueOptions: [
    '-c',
    '-D',
    '-R',
    '-r',
    '-t',
    '-p',
    '-C',
    '--config',
    '--from',
    '--repo',
    '--reposd-dir',
    '--root',
    '--type',
    '--plus-repo',
  ],
  verbs: {
    install: ['install', 'in'],
    asks: ['dist-upgrade', 'dup', 'in', 'install', 'patch', 'remove', 'rm', 'up', 'update'],
    remove: ['remove', 'rm'],
    clean: ['clean', 'cc'],
    leavesLists: ['dist-upgrade', 'dup', 'in', 'install', 'patch', 'ref', 'refresh', 'up', 'update'],
  },
  assumeYes: {
    option: '-y',
    already: [/^-[a-zA-Z]*[yn][a-zA-Z]*$/, /^--no-confirm$/, /^--non-interactive$/],
    configured: /ZYPP_NON_INTERACTIVE/,
  },
  lean: {
    option: '--no-recommends',
    verbs: ['in', 'install'],
    already: [/^--no-recommends$/],
    configured: /onlyRequires\s*=|installRecommends\s*=/,
    opposite: [/^--recommends$/],
    untold: true,
    // Their zypp.conf says solver.onlyRequires = true (config.sh of the images on build.opensuse.org).
    settledOn: ['suse'],
  },
  lists: {
    called: 'caches',
    folder: '/var/cache/zypp',
    cleanup: 'zypper clean -a',
    removedBy: [/^\/var\/cache\/zypp(?:\/\*{0,2})?$/],
    clearedBy: /^(?:clean|cc)\b.*(?:-a\b|--all\b)/,
    cachePaths: ['/var/cache/zypp'],
    leftovers: [/^\/var\/cache\/zypp(?:\/|$)/],
  },
  bringsSources,
  configPaths: ['/etc/zypp'],
  configTools: ['rpm', 'SUSEConnect'],
} as const satisfies PackageManager;
