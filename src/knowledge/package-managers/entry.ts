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
