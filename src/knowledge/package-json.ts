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
  'pnpm',
];

/** Versions that are files of the project: `file:../lib`, `./lib.tgz`, `patch:left-pad@1.3.0#./fix.patch`. */
export const localVersion =
  /^(?:file|link|patch|portal|workspace):|^\.{0,2}\/|^~\/|^(?!https?:)[^#]*\.(?:tgz|tar\.gz|patch)$/;

/** Packages whose own scripts look for something in the project that they are installed for. */
export const readsProject: ReadonlyMap<string, string> = new Map([
  // github.com/prisma/prisma: packages/client/scripts/postinstall.js generates the client from the schema.
  ['@prisma/client', 'the schema of the database'],
  // pptr.dev/guides/configuration: .puppeteerrc and puppeteer.config say which browser is downloaded, and where to.
  ['puppeteer', 'its configuration'],
  // mswjs.io/docs/cli/init: the worker script is written into the folder that package.json names.
  ['msw', 'the folder of its worker'],
  ['lefthook', 'its configuration'],
  ['simple-git-hooks', 'its configuration'],
]);

/** Settings of npm, yarn and pnpm that name files of the project, or other projects. */
export const namesFiles =
  /^(?:packages|patchedDependencies|configDependencies|pnpmfile|globalPnpmfile|modulesDir|virtualStoreDir):|\b(?:file|link|portal|workspace):|^[ \t]*"?-*(?:ca-?file|cert-?file|key-?file|(?:global|user)-?config|prefix|node-options|script-shell|workspaces?|include-workspace-root|yarn-path|yarn-offline-mirror|cwd|modules-folder|plugnplay\S*)"?[ \t]*[=\s]/im;

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

/** A lockfile of npm, yarn 1 or pnpm that has packages of the project itself. */
export const locksLocal = /"link": ?true|\bresolved"?:? "(?:file:|\.)|\b(?:version|tarball): (?:file|link):/;
