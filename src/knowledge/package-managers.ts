/**
 * Package managers. A transform reads from here what a command means and how to write it; it names no package manager
 * itself, so a new one is an entry here and fixtures.
 */
export type PackageManager = {
  /** What the manager is called in messages. */
  readonly title: string;
  /** Whose packages they are: a project's belong into layers of their own, next to its manifests. Default: the system's. */
  readonly scope?: 'system' | 'project';
  /** Programs that speak for it. */
  readonly tools: readonly string[];
  /** Programs for people, and what scripts use instead: verb by verb, because not every verb has a twin. */
  readonly scriptable?: Readonly<
    Record<string, { readonly tool: string; readonly verbs: Readonly<Record<string, string>> }>
  >;
  /** Options, before or after the verb, whose value is a word of its own. */
  readonly valueOptions: readonly string[];
  readonly verbs: {
    /** Fetches the package lists. */
    readonly refresh: readonly string[];
    /** Installs the packages it names. */
    readonly install: readonly string[];
    /** Needs the package lists to be there. */
    readonly needsLists: readonly string[];
    /** Asks before it acts. */
    readonly asks: readonly string[];
    /** Takes packages away; those of `autoremove` take away what nothing depends on any more. */
    readonly remove?: readonly string[];
    readonly autoremove?: readonly string[];
    /** Removes what it downloaded. */
    readonly clean: readonly string[];
    /** Fetches lists along the way and leaves them behind. */
    readonly leavesLists?: readonly string[];
  };
  /** Undefined: it never asks. */
  readonly assumeYes?: Answer;
  readonly lean?: Lean;
  readonly lists: PackageLists;
  /** It can do without leaving lists behind, which is better than to remove them. */
  readonly noCache?: NoCache;
  /** Files whose change decides what a refresh fetches: sources, keys, options. */
  readonly configPaths: readonly string[];
  /** Programs that change those files. */
  readonly configTools: readonly string[];
};

/** An option that answers every question with yes. */
export type Answer = {
  readonly option: string;
  /** Options that say the same, or more; short ones may be bundled (`-yqq`). */
  readonly already: readonly RegExp[];
  /** Text of a configuration file that answers for all later calls. */
  readonly configured: RegExp;
};

/** An option that installs what is depended on, and not what is merely recommended. */
export type Lean = {
  readonly option: string;
  readonly verbs: readonly string[];
  readonly already: readonly RegExp[];
  readonly configured: RegExp;
  /** Options that ask for the opposite on purpose. */
  readonly opposite: readonly RegExp[];
};

/** An option with which a call fetches the lists for itself and keeps nothing of them. */
export type NoCache = {
  readonly option: string;
  readonly verbs: readonly string[];
  /** Options that fetch the lists and keep them; the option above takes their place. */
  readonly replaces: readonly string[];
  /** Options that settle it in another way. */
  readonly already?: readonly RegExp[];
  /** Text of a configuration that keeps downloads on purpose. */
  readonly configured: RegExp;
};

/** Where the package lists and how they are removed. */
export type PackageLists = {
  readonly folder: string;
  readonly fetch: string;
  readonly cleanup: string;
  /** What the lists are called in messages. */
  readonly called: string;
  /** Operands of `rm` that remove them. */
  readonly removedBy: readonly RegExp[];
  /** Verb and words after it with which the manager removes them itself. */
  readonly clearedBy?: RegExp;
  /** Folders that a cache mount may cover; a cleanup there would empty the cache. */
  readonly cachePaths: readonly string[];
  /** Targets of cache mounts in any home. */
  readonly cacheMount?: RegExp;
  /** Other files that the manager leaves behind and that no later step misses. */
  readonly leftovers: readonly RegExp[];
};

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
  ],
  verbs: {
    refresh: [],
    install: ['install'],
    needsLists: [],
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
    fetch: `${tool} makecache`,
    cleanup: `${tool} clean all`,
    removedBy: folders.map((folder) => new RegExp(`^${folder}(?:/\\*{0,2})?$`)),
    clearedBy: /^clean\b.*\ball\b/,
    cachePaths: folders,
    leftovers: folders.map((folder) => new RegExp(`^${folder}(?:/|$)`)),
  },
  configPaths: ['/etc/yum.repos.d', '/etc/yum.conf', '/etc/dnf', '/etc/pki/rpm-gpg'],
  configTools: ['rpm', 'yum-config-manager', 'dnf-config-manager', 'subscription-manager'],
});

export const packageManagers = {
  apt: {
    title: 'apt',
    tools: ['apt-get', 'apt', 'aptitude', 'apt-cache'],
    // apt(8): "may change behavior between versions"; the verbs below do the same in apt-get.
    // `apt upgrade` also installs new packages, so it has no plain twin; list, search, show, edit-sources have none at all.
    scriptable: {
      apt: {
        tool: 'apt-get',
        verbs: {
          autoclean: 'autoclean',
          autoremove: 'autoremove',
          'build-dep': 'build-dep',
          clean: 'clean',
          'dist-upgrade': 'dist-upgrade',
          download: 'download',
          'full-upgrade': 'dist-upgrade',
          install: 'install',
          purge: 'purge',
          remove: 'remove',
          source: 'source',
          update: 'update',
        },
      },
    },
    valueOptions: [
      '-a',
      '-c',
      '-o',
      '-t',
      '--config-file',
      '--default-release',
      '--host-architecture',
      '--option',
      '--target-release',
    ],
    verbs: {
      refresh: ['update'],
      install: ['install'],
      needsLists: [
        'build-dep',
        'changelog',
        'depends',
        'dist-upgrade',
        'download',
        'full-upgrade',
        'install',
        'list',
        'madison',
        'pkgnames',
        'policy',
        'rdepends',
        'reinstall',
        'safe-upgrade',
        'satisfy',
        'search',
        'show',
        'showpkg',
        'showsrc',
        'source',
        'unmet',
        'upgrade',
      ],
      asks: [
        'install',
        'autoremove',
        'build-dep',
        'dist-upgrade',
        'full-upgrade',
        'purge',
        'reinstall',
        'remove',
        'satisfy',
        'upgrade',
      ],
      remove: ['purge', 'remove'],
      autoremove: ['autopurge', 'autoremove'],
      clean: ['clean', 'autoclean', 'distclean'],
    },
    assumeYes: {
      option: '-y',
      // apt-get(8): -qq implies -y; so does -q=2. --force-yes and --trivial-only answer on their own; -s only simulates.
      already: [
        /^-[a-zA-Z]*y[a-zA-Z]*$/,
        /^-[a-zA-Z]*q[a-zA-Z]*q[a-zA-Z]*$/,
        /^-q=[2-9]$/,
        /^--(?:assume-)?yes(?:=true)?$/,
        /^--assume-no$/,
        /^--force-yes$/,
        /^--trivial-only$/,
        /^-[a-z]*s[a-z]*$/,
        /^--(?:simulate|just-print|dry-run|recon|no-act)$/,
        /^(?:-o)?=?APT::Get::Assume-Yes=/i,
      ],
      configured: /APT::Get::Assume-Yes/i,
    },
    lean: {
      option: '--no-install-recommends',
      verbs: ['install', 'build-dep'],
      already: [
        /^--no-install-recommends$/,
        /^(?:-o)?=?APT::Install-Recommends=/i,
        /^--without-recommends$/,
        /^-[a-zA-Z]*R[a-zA-Z]*$/,
      ],
      configured: /APT::Install-Recommends/i,
      opposite: [/^--install-recommends$/, /^--install-suggests$/, /^--with-recommends$/, /^-r$/],
    },
    lists: {
      called: 'package lists',
      folder: '/var/lib/apt/lists',
      fetch: 'apt-get update',
      cleanup: 'rm -rf /var/lib/apt/lists/*',
      removedBy: [/^\/var\/lib\/apt(?:\/lists)?(?:\/[*_]*)?$/],
      clearedBy: /^distclean\b/,
      cachePaths: ['/var/lib/apt', '/var/cache/apt'],
      leftovers: [/^\/var\/cache\/apt(?:\/|$)/, /^\/var\/cache\/debconf(?:\/|$)/, /^\/var\/lib\/apt(?:\/|$)/],
    },
    configPaths: ['/etc/apt', '/usr/share/keyrings', '/etc/dpkg', '/usr/local/share/keyrings'],
    configTools: ['add-apt-repository', 'apt-add-repository', 'apt-key', 'debconf-set-selections', 'dpkg', 'apt-mark'],
  },
  apk: {
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
      asks: [],
      clean: ['cache'],
    },
    lists: {
      called: 'package lists',
      folder: '/var/cache/apk',
      fetch: 'apk update',
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
    },
    configPaths: ['/etc/apk'],
    configTools: [],
  },
  dnf: rpm('dnf', ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum']),
  pip: {
    title: 'pip',
    scope: 'project',
    tools: ['pip', 'pip2', 'pip3', 'pip3.9', 'pip3.10', 'pip3.11', 'pip3.12', 'pip3.13'],
    valueOptions: [
      '-c',
      '-e',
      '-f',
      '-i',
      '-r',
      '-t',
      '--cache-dir',
      '--cert',
      '--constraint',
      '--editable',
      '--extra-index-url',
      '--find-links',
      '--index-url',
      '--prefix',
      '--progress-bar',
      '--proxy',
      '--requirement',
      '--retries',
      '--root',
      '--target',
      '--timeout',
      '--trusted-host',
    ],
    verbs: { refresh: [], install: ['install'], needsLists: [], asks: [], clean: ['cache'] },
    lists: {
      called: 'downloads',
      folder: '/root/.cache/pip',
      fetch: '',
      cleanup: 'rm -rf /root/.cache/pip',
      removedBy: [/^(?:\/root|~|\$HOME|\$\{HOME\})\/\.cache(?:\/pip)?(?:\/\*?)?$/],
      cachePaths: ['/root/.cache/pip'],
      cacheMount: /\/\.cache(?:\/pip)?$|\bpip\b/,
      leftovers: [],
    },
    noCache: {
      option: '--no-cache-dir',
      verbs: ['install', 'download', 'wheel'],
      replaces: [],
      already: [/^--cache-dir/],
      configured: /PIP_NO_CACHE_DIR|PIP_CACHE_DIR|no-cache-dir\s*=/,
    },
    configPaths: [],
    configTools: [],
  },
  microdnf: rpm('microdnf', ['/var/cache/dnf', '/var/cache/yum', '/var/cache/libdnf5']),
  tdnf: rpm('tdnf', ['/var/cache/tdnf']),
  yum: rpm('yum', ['/var/cache/yum', '/var/cache/dnf']),
  zypper: {
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
      refresh: [],
      install: ['install', 'in'],
      needsLists: [],
      asks: ['dist-upgrade', 'dup', 'in', 'install', 'patch', 'remove', 'rm', 'up', 'update'],
      clean: ['clean', 'cc'],
      leavesLists: ['dist-upgrade', 'dup', 'in', 'install', 'patch', 'ref', 'refresh', 'up', 'update'],
    },
    assumeYes: {
      option: '-y',
      already: [/^-[a-zA-Z]*[yn][a-zA-Z]*$/, /^--no-confirm$/, /^--non-interactive$/],
      configured: /ZYPP_NON_INTERACTIVE/,
    },
    lists: {
      called: 'caches',
      folder: '/var/cache/zypp',
      fetch: 'zypper refresh',
      cleanup: 'zypper clean -a',
      removedBy: [/^\/var\/cache\/zypp(?:\/\*{0,2})?$/],
      clearedBy: /^(?:clean|cc)\b.*(?:-a\b|--all\b)/,
      cachePaths: ['/var/cache/zypp'],
      leftovers: [/^\/var\/cache\/zypp(?:\/|$)/],
    },
    configPaths: ['/etc/zypp'],
    configTools: ['rpm', 'SUSEConnect'],
  },
} as const satisfies Record<string, PackageManager>;
