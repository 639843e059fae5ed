import type { Family } from '../images/base-images.ts';
import type { Version } from '../versions.ts';

export type PackageManager = {
  /** What the manager is called in messages. */
  readonly title: string;
  /** Whose packages they are: a project's belong into layers of their own, next to its manifests. Default: the system's. */
  readonly scope?: 'system' | 'project';
  /** Programs that speak for it. */
  readonly tools: readonly string[];
  /** Programs that it does not run without. */
  readonly runsOn?: readonly string[];
  /** Programs for people, and what scripts use instead: verb by verb, because not every verb has a twin. */
  readonly scriptable?: Readonly<
    Record<string, { readonly tool: string; readonly verbs: Readonly<Record<string, string>> }>
  >;
  /** Options, before or after the verb, whose value is a word of its own. */
  readonly valueOptions: readonly string[];
  /** What each verb does; one of two words is written with a blank (`env create`). */
  readonly verbs: Verbs;
  /** What it does when it is called without a verb. */
  readonly bareVerb?: string;
  /** Undefined: it never asks. */
  readonly assumeYes?: Answer;
  readonly lean?: Lean;
  readonly lists: PackageLists;
  /** It can do without leaving lists behind, which is better than to remove them. */
  readonly noCache?: NoCache;
  /** Packages that bring sources of packages, or change how these are looked for: what is installed behind them may need that. */
  readonly bringsSources?: RegExp;
  /** Files whose change decides what a refresh fetches: sources, keys, options. */
  readonly configPaths?: readonly string[];
  /** Files there that say what becomes of downloads, and nothing else. */
  readonly downloadSettings?: readonly string[];
  /** Programs that change those files. */
  readonly configTools?: readonly string[];
  readonly project?: Project;
  readonly release?: Release;
  readonly edition?: Edition;
  readonly cacheMount?: CacheMount;
};

export type Verbs = {
  /** Fetches the package lists. */
  readonly refresh?: readonly string[];
  /** Installs the packages it names. */
  readonly install?: readonly string[];
  /** Needs the package lists to be there. */
  readonly needsLists?: readonly string[];
  /** Asks before it acts. */
  readonly asks?: readonly string[];
  /** Takes packages away; those of `autoremove` take away what nothing depends on any more. */
  readonly remove?: readonly string[];
  readonly autoremove?: readonly string[];
  /** Removes what it downloaded. */
  readonly clean?: readonly string[];
  /** Writes settings of the user. */
  readonly configures?: readonly string[];
  /** Fetches lists or packages and leaves them behind, where a cleanup right after it takes nothing from anyone. */
  readonly leavesLists?: readonly string[];
};

/** An option that answers every question with yes. */
export type Answer = {
  readonly option: string;
  /** Options that say the same, or more; short ones may be bundled (`-yqq`). */
  readonly already: readonly RegExp[];
  /** Text of a configuration file that answers for all later calls. */
  readonly configured: RegExp;
  /** Where nobody can answer, it goes on as if the answer were yes. Default: it gives up. */
  readonly takesSilenceForYes?: boolean;
};

/** An option that installs what is depended on, and not what is merely recommended. */
export type Lean = {
  readonly option: string;
  readonly verbs: readonly string[];
  readonly already: readonly RegExp[];
  readonly configured: RegExp;
  /** Options that ask for the opposite on purpose. */
  readonly opposite: readonly RegExp[];
  /** No table says what its packages recommend, so none of it can be kept by name. */
  readonly untold?: true;
  /** Families of base images whose own configuration settles it. */
  readonly settledOn?: readonly Family[];
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
  /** Images (`name:tag`) with a version that does not know the option. */
  readonly tooOld: RegExp;
};

/** What it leaves on the disk, be it lists of packages or packages it downloaded, and how that is removed. `~` is any home. */
export type PackageLists = {
  readonly folder: string;
  readonly cleanup: string;
  /** What the lists are called in messages. */
  readonly called: string;
  /** Operands of `rm` that remove them. */
  readonly removedBy: readonly RegExp[];
  /** Operands of `rm` that remove other things with them. */
  readonly removedAlong?: readonly RegExp[];
  /** Verb and words after it with which the manager removes them itself. */
  readonly clearedBy?: RegExp;
  /** Option without which that does not work. */
  readonly insists?: { readonly option: string; readonly already: RegExp; readonly because: string };
  /** Folders that a cache mount may cover, the one to mount first; a cleanup there would empty the cache. */
  readonly cachePaths: readonly string[];
  /** Other files that the manager leaves behind and that no later step misses. */
  readonly leftovers?: readonly RegExp[];
  /** Options with which a call leaves nothing there. */
  readonly avoidedBy?: readonly RegExp[];
  /** What a file says where the cleanup would be wrong in it, or would not work. */
  readonly spared?: readonly Spared[];
};

/** What a project tells its package manager, and how that installs just what it was told. */
export type Project = {
  /** Files that say what the project needs, and how to get it; `*` stands for any name. */
  readonly manifests: readonly string[];
  /** Files that pin what was chosen. */
  readonly lockfiles: readonly string[];
  /** Verbs that install what those files say, as long as nothing else is named. */
  readonly install: readonly string[];
  /** What the first of the manifests says in a folder above that makes an install there one of all that is below it. */
  readonly takesIn?: RegExp;
  /** How it takes the lockfile at its word and fails where that is out of date. `always`: it does anyway. */
  readonly frozen?: 'always' | Frozen;
  /** Verbs that leave the project as it is, and options with which all do. */
  readonly leavesAlone?: { readonly verbs: readonly string[]; readonly options: readonly RegExp[] };
  /** What leaves out the packages that only development needs. */
  readonly omitDev?: { readonly option?: string; readonly variable?: string; readonly like?: OmitLike };
  /** Undefined: nobody has written down what else it reads. */
  readonly apart?: Apart;
};

/** What an install is that could leave out what only development needs, and how a project uses its packages. */
export type OmitLike = {
  readonly verbs: readonly string[];
  /** Options, and settings, that say already what is to be installed. */
  readonly settled: readonly RegExp[];
  readonly configured: RegExp;
  /** The first version that knows the option. */
  readonly since: Version;
  /** Verbs that take away later what was installed for a build. */
  readonly prunes: readonly string[];
  /** Verbs that run a script of the manifest by its name, and those that are such a name; verbs and programs that run a program of a package. */
  readonly tasks: {
    readonly run: readonly string[];
    readonly direct: readonly string[];
    readonly exec: readonly string[];
    readonly executors: readonly string[];
  };
  /** Scripts of the manifest that an install runs by itself, and the option that keeps it from doing so. */
  readonly lifecycle: readonly string[];
  readonly lifecycleOff: RegExp;
};

/** One of these makes an install take the lockfile at its word. */
export type Frozen = {
  /** Takes the place of the verb. */
  readonly verb?: string;
  readonly option?: string;
  readonly variable?: string;
  /** What such a call has to have of the install that it takes the place of. Without it no call is changed. */
  readonly like?: FrozenLike;
};

export type FrozenLike = {
  /** Verbs of an install that has no lockfile to keep to, or keeps to it as far as it can. */
  readonly verbs: readonly string[];
  /** Options that say it already, or the opposite on purpose. */
  readonly settled: readonly RegExp[];
  /** Options that do the same in both ways. */
  readonly options: readonly RegExp[];
  /** The same for those whose value is a word of its own. */
  readonly valueOptions: readonly string[];
  /** Settings earlier in the file by which it goes by its lockfile already. */
  readonly told?: RegExp;
  /** Settings with which it would fail, or not be meant at all. */
  readonly unless: RegExp;
  /** What the Dockerfile has to say. */
  readonly needs?: Spared;
  /** Further files that may say so. */
  readonly settings?: readonly string[];
  /** A folder that it empties before it installs. */
  readonly empties?: string;
  /** The first version that knows it. Default: all do. */
  readonly since?: Version;
};

/** How to tell which version of a manager runs. */
export type Release = {
  /** The oldest that an image may have; undefined where that can not be told. */
  readonly inImage: (name: string, tag: string, pinned: boolean) => Version | undefined;
  /** What a version is at least that the manager installs of itself: `npm install -g npm@10`. */
  readonly named: (version: string) => Version;
  /** A command that brings the version in its group, or else the latest. */
  readonly broughtBy?: RegExp;
  /** Text of what puts another one in the place of the image's own. */
  readonly exchangedBy: RegExp;
};

/** What is to be known of an install before it can do without the rest of the project. */
export type Apart = {
  /** How its manifests are read. */
  readonly format:
    | 'Cargo.toml'
    | 'Gemfile'
    | 'Pipfile'
    | 'build.gradle'
    | 'composer.json'
    | 'csproj'
    | 'environment.yml'
    | 'go.mod'
    | 'mix.exs'
    | 'package.json'
    | 'pdm.lock'
    | 'poetry.lock'
    | 'pom.xml'
    | 'requirements.txt'
    | 'uv.lock';
  /** Verbs that install on the way to something else, and leave what is there already as it is. */
  readonly onTheWay?: readonly string[];
  /** Verbs that work alike in any folder. */
  readonly anywhere?: readonly string[];
  /** A file, in YAML, that names the packages of a workspace. Default: the first of its manifests does. */
  readonly workspaces?: string;
  /** A file, in YAML, that names the programs that it consists of. */
  readonly parts?: string;
  /** Versions that are a package of the workspace, which is linked, or a patch, which is copied with the manifests. */
  readonly follows?: RegExp;
  /** It links the programs of the root as well as those of the packages of a workspace. */
  readonly linksRoot?: true;
  /** Folders of the project that it fills, which a later copy of the project may overwrite. */
  readonly fills?: string | readonly string[];
  /** Options of an install, and what a Dockerfile says, with which it leaves those folders alone. */
  readonly fillsOther?: { readonly option?: RegExp; readonly configured?: RegExp };
  /** How a Dockerfile makes another folder that it fills from then on; the group holds its path. */
  readonly makes?: RegExp;
  /** What a file says where nothing would be left of what a command of its own downloads. */
  readonly lost?: Spared;
  /** Files that may have it read any others. */
  readonly spoiledBy?: readonly string[];
  /** Options that have it work elsewhere, or on other files. */
  readonly elsewhere: RegExp;
  /** What a Dockerfile says where that is set up by its environment. */
  readonly unsettled: RegExp;
};

/** One program, two ways of working: what tells this edition from a later one, which knows other options. */
export type Edition = {
  /** A file of the project, and what it says in this edition. */
  readonly file: string;
  readonly text: RegExp;
  /** Verbs that the later edition does not have. */
  readonly verbs: readonly string[];
  /** Why what cleans up in this edition may not in the later one. */
  readonly because: string;
  readonly later: {
    readonly title: string;
    readonly text: RegExp;
    readonly cachePaths: readonly string[];
    readonly project: Project;
  };
};

/** How mounts keep what it downloads from one build to the next, and out of the image. */
export type CacheMount = {
  /** Where its downloads are unless the base image says otherwise. */
  readonly folders: readonly CacheFolder[];
  /** Base images that say otherwise; none: that nobody can tell. */
  readonly on?: Readonly<Record<string, readonly CacheFolder[]>>;
  /** Two builds at once would get in each other's way. */
  readonly locked?: true;
  /** Verbs that download; default: all but the idle ones, which have nothing to do with it. */
  readonly verbs?: readonly string[];
  readonly idle?: readonly string[];
  /** Other programs that call it. */
  readonly calledBy?: readonly string[];
  /** What one step downloads others work with, so either all of them have the mount or none. */
  readonly lasting?: true;
  /** Goals that put what they made among the downloads. */
  readonly outcomes?: RegExp;
  /** Options with which the mount would be wrong. */
  readonly refused?: { readonly option: RegExp; readonly because: string };
  /** Options that keep nothing. */
  readonly contrary?: RegExp;
  /** Of its cleanups, those that empty the mount, from the verb on; default: all. */
  readonly emptiedBy?: RegExp;
  /** What a RUN does first where the image is set up against it. */
  readonly setup?: readonly Setup[];
  /** What a file says where the mount would be wrong in it, or of no use. */
  readonly spared: readonly Spared[];
  /** Families of base images for which it would be wrong. */
  readonly notOn?: { readonly families: readonly Family[]; readonly because: string };
  /** What comes with it beside the mount. */
  readonly price?: string;
  /** What containers start that would have to download anew. */
  readonly started?: RegExp;
};

export type CacheFolder = {
  /** `~` is the home of the user. */
  readonly path: string;
  /** Verbs that have to do with it; default: all that download. */
  readonly verbs?: readonly string[];
  /** Variables that put it elsewhere, and where below their value it is; the first that is set counts. */
  readonly movedBy?: readonly { readonly variable: string; readonly below: string }[];
};

export type Setup = {
  readonly command: string;
  /** Tools that need it; default: all of them. */
  readonly tools?: readonly string[];
  /** Text of a step that does so already. */
  readonly done: RegExp;
};

export type Spared = { readonly text: RegExp; readonly because: string };
