/** Where the files of an application may be: any folder but those of the system (Filesystem Hierarchy Standard 3.0). */
const SYSTEM =
  /^\/(?:bin|boot|dev|etc|lib\w*|media|mnt|proc|root|run|sbin|sys|tmp)(?:\/|$)|^\/(?:home|opt|srv|usr|var)\/?$|^\/usr\/(?:bin|games|include|lib\w*|libexec|sbin|share)(?:\/|$)|^\/usr\/(?:local|src)\/?$|^\/usr\/local\/(?:bin|etc|games|include|lib\w*|libexec|man|sbin|share|src)\/?$|^\/usr\/local\/(?:bin|etc|games|include|lib\w*|libexec|man|sbin|share)\/|^\/var\/(?:backups|cache|lib|local|lock|log|mail|opt|run|spool|tmp|www)\/?$|^\/var\/(?:lock|mail|run|tmp)\//;

/** It is a folder that can be given to the user of an application, and nobody else's. */
export const isAppFolder = (path: string): boolean => path !== '/' && !SYSTEM.test(path);

/** Folders that a framework writes to while it runs, and the calls with which a build makes some of them. */
export type Framework = {
  readonly name: string;
  /** A file of the project that shows it, or text in package.json. */
  readonly file?: string;
  readonly dependency?: string;
  /** Undefined where its settings say which they are. */
  readonly folders?: readonly string[];
  /** Commands of a build that write there as root. */
  readonly writes: RegExp;
};

export const frameworks: readonly Framework[] = [
  { name: 'Django', file: 'manage.py', writes: /\bcollectstatic\b/ },
  {
    // nextjs.org/docs/app/guides/self-hosting#caching-and-isr: pages and images that are made while it runs.
    name: 'Next.js',
    dependency: 'next',
    folders: ['.next'],
    writes: /\bnext\s+build\b|\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?build\b/,
  },
  {
    // guides.rubyonrails.org; the Dockerfile that `rails new` writes gives these to its user.
    name: 'Rails',
    file: 'config/application.rb',
    folders: ['log', 'storage', 'tmp'],
    writes: /\b(?:bootsnap|rails|rake)\b/,
  },
  {
    // laravel.com/docs/deployment#directory-permissions.
    name: 'Laravel',
    file: 'artisan',
    folders: ['bootstrap/cache', 'storage'],
    writes: /\bartisan\b|\bcomposer\s+(?:install|dump-?autoload|run)/,
  },
];

/**
 * Commands that put files of a project somewhere, out of an archive, a repository or another folder: the programs, and what of their
 * text tells.
 */
export const bringsFiles: ReadonlyMap<string, RegExp> = new Map([
  ['7z', /^/],
  ['bsdtar', /^/],
  ['bun', /\s(?:create|init)\b/],
  ['cargo', /\s(?:new|init)\b/],
  ['composer', /\screate-project\b/],
  ['cp', /\s-\w*[raR]/],
  ['curl', /\s(?:-\w*[oO]\w*|--output|--remote-name)\b/],
  ['dotnet', /\s(?:new|init)\b/],
  ['git', /\s(?:clone|checkout|init|pull)\b/],
  ['hg', /\s(?:clone|pull|update)\b/],
  ['mv', /^/],
  ['npm', /\s(?:create|init)\b/],
  ['npx', /\screate-/],
  ['pnpm', /\s(?:create|init)\b/],
  ['rsync', /^/],
  ['svn', /\s(?:checkout|co|export)\b/],
  ['tar', /^\S*tar\s+(?:-{0,2}[a-zA-Z]*x|.*\s-{1,2}\w*x)/],
  ['unzip', /^/],
  ['wget', /^(?!.*-\S*O\s*-)/],
  ['yarn', /\s(?:create|init)\b/],
]);

/** Calls that write a new project. */
export const makesProject = /\brails\s+new\b|\bstartproject\b|\bstartapp\b|\bdotnet\s+new\b/;

/** Calls of interpreters and frameworks whose outcome is read, not written to: checks, builds, and what serves as it is. */
export const leavesNothingToWrite =
  /\s(?:--?[vV](?:ersion)?|-c|-e|-r|-V|-h|--help)(?:\s|$)|\bsetup\.py\b|\s-m\s+(?:build|compileall|ensurepip|pip|venv|virtualenv)\b|\bcollectstatic\b|\bcompilemessages\b|\bassets:precompile\b|\b(?:next|nuxt|astro|nest|vite|remix)\s+(?:build|generate)\b|\bprisma\s+generate\b|\bdotnet\s+(?:build|publish|restore|pack)\b|\bphp\b.*\bcomposer|\bjava(?:c|\s.*-version)|\bjlink\b/;

/** Settings of programs that start as root, or start others as users of their own: where they are copied, the application starts them. */
export const rootConfigs =
  /^(?:nginx\.conf(?:\.\w+)?|httpd\.conf|apache2?\.conf|000-default\.conf|supervisord?\.conf|sshd_config|crontab|cron\.d|my\.cnf|redis\.conf|postgresql\.conf|php-fpm\.conf|www\.conf|haproxy\.cfg|squid\.conf|sudoers(?:\.d)?|s6-rc\.d|services\.d|monitrc|Caddyfile)$/;

/** Programs that name a file without making it. */
export const leavesContent: ReadonlySet<string> = new Set(['chgrp', 'chmod', 'chown', 'dos2unix', 'ls', 'sed', 'test']);

/** Folders in which build tools put what they make (cargo, maven, sbt, gradle, cmake, mix, swift, cabal, zig). */
export const outputFolder = /\/(?:_build|\.build|build|dist-newstyle|target|zig-out)\//;

/** Programs that look for a repository whatever they are told (go.dev/doc/go1.18#go-version). */
export const vcsTools: ReadonlySet<string> = new Set(['git', 'go']);

/** Builds that may ask git for a version: since 2.35.2 it refuses where somebody else owns the folder (git-scm.com/docs/git-config, safe.directory). */
export function asksGit(tool: string, text: string): boolean {
  if (tool === 'go') return /\s(?:build|generate|install|run|test)\b/.test(text) && !/-buildvcs=false/.test(text);
  if (/^(?:npm|yarn|pnpm|bun)$/.test(tool)) return /\s(?:run|build)\b/.test(text);
  if (/^pip[\d.]*$/.test(tool)) return /\sinstall\s(?:.*\s)?(?:-e\s|--editable|\.{1,2}(?:\/|\[|\s|$))/.test(text);
  return ASKS_GIT.has(tool);
}

const ASKS_GIT: ReadonlySet<string> = new Set([
  'ant',
  'cargo',
  'cmake',
  'composer',
  'dotnet',
  'git',
  'gradle',
  'gradlew',
  'hatch',
  'lein',
  'make',
  'mix',
  'mvn',
  'mvnw',
  'ninja',
  'pdm',
  'poetry',
  'python',
  'python3',
  'rake',
  'sbt',
  'swift',
  'uv',
]);
