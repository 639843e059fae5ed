/** What programs write to while they run. */

/** Programs that write to the files and folders that they are told. */
export const fileWriters: ReadonlySet<string> = new Set([
  'chmod',
  'cp',
  'dd',
  'gunzip',
  'gzip',
  'install',
  'ln',
  'mkdir',
  'mkfifo',
  'mktemp',
  'mv',
  'rm',
  'rmdir',
  'sed',
  'sponge',
  'tar',
  'tee',
  'touch',
  'truncate',
  'unlink',
  'unzip',
]);

/** Folders in which every user may write. */
export const openFolders: readonly string[] = ['/tmp', '/var/tmp', '/dev', '/proc/self'];

/** Options of servers that name a file or folder to write to. */
export const writingOptions =
  /^[do]$|(?:^|-)(?:access|error)?-?(?:artifact|backup|cache|data|database|db|dest(?:ination)?|export|log|out(?:put)?|pid|report|result|save|site|sock(?:et)?|spool|state|storage|store|te?mp|upload|work)s?(?:-?(?:file|dir(?:ectory)?|path|folder|tmp))?$/i;

/** Servers for development, whose caches are in node_modules, which an install as root makes root's (vite.dev/config/shared-options#cachedir). */
export const cachesInPackages: ReadonlySet<string> = new Set([
  'vite',
  'vitest',
  'webpack',
  'webpack-cli',
  'webpack-dev-server',
  'react-scripts',
  'react-app-rewired',
  'craco',
  'vue-cli-service',
  'parcel',
  'gatsby',
  'rollup',
  'snowpack',
  'storybook',
  'start-storybook',
  'ionic',
  'expo',
  'quasar',
  'ember',
  'umi',
  'max',
  'rsbuild',
  'rspack',
  'turbo',
  'nx',
  'lerna',
]);

/**
 * Words with which a program writes into packages, which an install as root makes root's (prisma.io/docs/orm/prisma-client/setup-and-configuration).
 * prisma wants to write to those of its engines whatever it is told (github.com/prisma/prisma/issues/20479 and 25020).
 */
export const writesInPackages: ReadonlyMap<string, RegExp> = new Map([
  ['patch-package', /^/],
  ['playwright', /^install$/],
  ['prisma', /^(?:db|generate|migrate|studio)$/],
  ['puppeteer', /^browsers$/],
]);

/** `php server.php start`: how servers of Workerman are started, which write beside their packages (manual.workerman.net). */
export const startsWorkerman = /^php[\d.]*\s(?:\S+\s)*?\S+\.php\s+(?:re)?start\b/;

/** `uv run` with none of the options that leave the environment as it is (docs.astral.sh/uv/concepts/projects/sync, github.com/astral-sh/uv-docker-example/issues/82). */
export const syncsFirst = (args: readonly string[]): boolean =>
  args.find((word) => !word.startsWith('-')) === 'run' &&
  !args.some((word) => /^--(?:isolated|no-project|no-sync|script)$/.test(word));
