/**
 * What an install reads besides the manifests, as far as package.json tells. The scripts are those that any of the package managers
 * runs for the project itself (docs.npmjs.com/cli/v11/using-npm/scripts, pnpm.io/scripts).
 */
export const installScripts: readonly string[] = [
  'pnpm:devPreinstall',
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
  'dependencies',
];

/** Scripts that read nothing of the project. */
export const readsNothing = /^(?:(?:npx (?:-y |--yes )?)?only-allow \w+|true|exit 0|echo [\w .,:!'"-]*)$/;

/** Puts patches on packages, out of the folder below and beside the manifest (github.com/ds300/patch-package). */
export const patchScript = 'patch-package';

/** Where patches are by custom, and how patch-package finds them. */
export const patchesFolder = 'patches';

/** Sets up hooks of git, and does nothing where there is no `.git` (github.com/typicode/husky). */
export const hooksScript = /^husky(?: install)?$/;

/** The option with which no script runs. */
export const skipsScripts = /^--ignore-scripts(?:=true)?$/;

/** Where dependencies are listed, and where versions of them are exchanged. */
export const dependencyLists: readonly string[] = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'resolutions',
];

/** Versions that are files of the project: `file:../lib`, `./lib.tgz`, `patch:left-pad@1.3.0#./fix.patch`. */
export const localVersion =
  /^(?:exec|file|link|patch|portal|workspace):|^\.{0,2}\/|^~\/|^(?!https?:)[^#]*\.(?:tgz|tar\.gz|patch)$/;

/** Has pnpm copy the files of a package of the workspace instead of linking its folder (pnpm.io/package_json#dependenciesmetainjected). */
export const copiesMembers = /"injected":true/;

/** Packages whose own scripts look for something in the project that they are installed for. */
export const readsProject: ReadonlyMap<string, string> = new Map([
  // pptr.dev/guides/configuration: .puppeteerrc and puppeteer.config say which browser is downloaded, and where to.
  ['puppeteer', 'its configuration'],
  // mswjs.io/docs/cli/init: the worker script is written into the folder that package.json names.
  ['msw', 'the folder of its worker'],
  ['lefthook', 'its configuration'],
  ['simple-git-hooks', 'its configuration'],
]);

/** Settings of npm, yarn and pnpm that name files of the project, or other projects. */
export const namesFiles =
  /^(?:configDependencies|pnpmfile|globalPnpmfile|modulesDir|virtualStoreDir|(?:inject|shared)Workspace\w+):|\b(?:file|link|portal|workspace):|^[ \t]*"?-*(?:ca-?file|cert-?file|key-?file|(?:global|user)-?config|inject-workspace-packages|install-links|shared-workspace-lockfile|prefix|node-options|script-shell|workspaces?|include-workspace-root|yarn-path|yarn-offline-mirror|cwd|modules-folder|plugnplay\S*)"?[ \t]*[=\s]/im;

/** Options with which a call is not about the project that it runs in. */
export const installsGlobally = /^(?:-g|--global(?:=true)?|--location=global)$/;

/** A package of the registry, not a path: `@angular/cli@17`. */
export const registryPackage = /^@?[a-z0-9][\w.-]*(?:\/[\w.-]+)?(?:@[\w.^~*-]+)?$/i;

/** Calls that bring the package manager itself. */
export const managesManagers = /^corepack (?:enable|prepare|install -g|use)\b[\w @.+-]*$/;

/** Lockfiles that a package manager may go by, or convert, where its own is not there (npm does so with that of yarn, bun with any). */
export const lockfiles: readonly string[] = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
];

/** A lockfile that has packages of the project itself: links to them, which the members of a workspace have, or what is in them. */
export const locksLinks = /"link": ?true|\bversion: link:|@workspace:(?!\.")/;
export const locksFiles = /\bresolved"?:? "(?:file:|\.)|\b(?:version|tarball): file:|@(?:exec|file|link|portal):/;
