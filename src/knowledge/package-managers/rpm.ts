import type { PackageManager } from './entry.ts';

/**
 * `epel-release`, `centos-release-scl`, `pgdg-redhat-repo`, `yum-plugin-ovl`, `openSUSE-repos-Leap` (docs.fedoraproject.org/en-US/epel,
 * rpmfusion.org/Configuration, en.opensuse.org/openSUSE:Repository_update_packages).
 */
export const bringsSources = /^(?!lsb-).*-(?:plugins?|release|repos?|repositories)(?:-|$)/;

/** The managers of rpm packages that take dnf's options; each cleans up with its own name. */
const rpm = (tool: string, folders: readonly string[]): PackageManager => ({
  title: tool,
  tools: [tool],
  valueOptions: [
    '-c',
    '-d',
    '-e',
    '-R',
    '-x',
    '--config',
    '--enablerepo',
    '--disablerepo',
    '--exclude',
    '--installroot',
    '--releasever',
    '--repo',
    '--repoid',
    '--setopt',
  ],
  verbs: {
    install: ['install'],
    asks: [
      'autoremove',
      'distro-sync',
      'downgrade',
      'erase',
      'groupinstall',
      'install',
      'localinstall',
      'reinstall',
      'remove',
      'swap',
      'update',
      'upgrade',
    ],
    remove: ['autoremove', 'erase', 'remove'],
    clean: ['clean'],
    leavesLists: [
      'check-update',
      'distro-sync',
      'downgrade',
      'groupinstall',
      'install',
      'localinstall',
      'makecache',
      'reinstall',
      'update',
      'upgrade',
    ],
  },
  assumeYes: {
    option: '-y',
    already: [/^-[a-zA-Z]*y[a-zA-Z]*$/, /^--assume(?:yes|no)$/, /^--setopt=assume(?:yes|no)=/],
    configured: /^\s*assumeyes\s*=|assumeyes=(?:1|true|yes)/im,
  },
  lists: {
    called: 'caches',
    folder: folders[0] ?? '',
    cleanup: `${tool} clean all`,
    removedBy: folders.map((folder) => new RegExp(`^${folder}(?:/\\*{0,2})?$`)),
    clearedBy: /^clean\b.*\ball\b/,
    cachePaths: folders,
    leftovers: folders.map((folder) => new RegExp(`^${folder}(?:/|$)`)),
  },
  bringsSources,
  configPaths: ['/etc/yum.repos.d', '/etc/yum.conf', '/etc/dnf', '/etc/pki/rpm-gpg'],
  configTools: ['rpm', 'yum-config-manager', 'dnf-config-manager', 'subscription-manager'],
});

/** Weak dependencies came with dnf; what microdnf takes for an option differs from release to release. */
const weak: PackageManager['lean'] = {
  option: '--setopt=install_weak_deps=False',
  verbs: ['groupinstall', 'install', 'localinstall'],
  already: [/^(?:--setopt=)?install_weak_deps=/],
  configured: /install_weak_deps\s*=/,
  opposite: [],
  untold: true,
};

export const dnf: PackageManager = {
  ...rpm('dnf', ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum']),
  tools: ['dnf', 'dnf5'],
  lean: weak,
};

export const microdnf = rpm('microdnf', ['/var/cache/dnf', '/var/cache/yum', '/var/cache/libdnf5']);
export const tdnf = rpm('tdnf', ['/var/cache/tdnf']);
export const yum = rpm('yum', ['/var/cache/yum', '/var/cache/dnf']);
