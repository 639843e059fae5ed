/**
 * System package managers. A transform reads from here what a command means and how to write it; it names no package manager
 * itself, so a new one is an entry here and fixtures.
 */
export type PackageManager = {
  /** What the manager is called in messages. */
  readonly title: string;
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
    /** Removes what it downloaded. */
    readonly clean: readonly string[];
    /** Removes the package lists too. */
    readonly removesLists: readonly string[];
  };
  readonly assumeYes: Answer;
  readonly lean?: Lean;
  readonly lists: PackageLists;
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

/** Where the package lists lie and how they are removed. */
export type PackageLists = {
  readonly folder: string;
  readonly fetch: string;
  readonly cleanup: string;
  /** Operands of `rm` that remove them. */
  readonly removedBy: readonly RegExp[];
  /** Folders that a cache mount may cover; a cleanup there would empty the cache. */
  readonly cachePaths: readonly string[];
  /** Other files that the manager leaves behind and that no later step misses. */
  readonly leftovers: readonly RegExp[];
};

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
          'full-upgrade': 'dist-upgrade',
          install: 'install',
          purge: 'purge',
          remove: 'remove',
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
        'install',
        'build-dep',
        'dist-upgrade',
        'download',
        'full-upgrade',
        'list',
        'madison',
        'policy',
        'reinstall',
        'satisfy',
        'search',
        'show',
        'source',
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
      clean: ['clean', 'autoclean', 'distclean'],
      removesLists: ['distclean'],
    },
    assumeYes: {
      option: '-y',
      // apt-get(8): -qq implies -y; so does -q=2. --force-yes and --trivial-only answer on their own; -s only simulates.
      already: [
        /^-[a-z]*y[a-z]*$/,
        /^-[a-z]*q[a-z]*q[a-z]*$/,
        /^-q=[2-9]$/,
        /^--(?:assume-)?yes$/,
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
      folder: '/var/lib/apt/lists',
      fetch: 'apt-get update',
      cleanup: 'rm -rf /var/lib/apt/lists/*',
      removedBy: [/^\/var\/lib\/apt(?:\/lists)?(?:\/[*_]*)?$/],
      cachePaths: ['/var/lib/apt', '/var/cache/apt'],
      leftovers: [/^\/var\/cache\/apt(?:\/|$)/, /^\/var\/cache\/debconf(?:\/|$)/, /^\/var\/lib\/apt(?:\/|$)/],
    },
    configPaths: ['/etc/apt', '/usr/share/keyrings', '/etc/dpkg', '/usr/local/share/keyrings'],
    configTools: ['add-apt-repository', 'apt-add-repository', 'apt-key', 'debconf-set-selections', 'dpkg', 'apt-mark'],
  },
} as const satisfies Record<string, PackageManager>;
