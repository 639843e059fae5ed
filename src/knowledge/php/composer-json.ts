/**
 * Events of an install, and of what it does, that the scripts of a project may answer to (getcomposer.org/doc/articles/scripts.md);
 * where there is no lockfile, an install is an update.
 */
export const installEvents =
  /^(?:init|command|(?:pre|post)-(?:(?:install|update)-cmd|autoload-dump|command-run|dependencies-solving|operations-exec|package-(?:install|update|uninstall)|pool-create|file-download))$/;

export const skips = {
  scripts: /^--no-scripts$/,
  plugins: /^--no-plugins$/,
  autoloader: /^--no-autoloader$/,
} as const;

/** With these, an autoloader names every class of the project. */
export const optimizes = /^(?:-[a-z]*[oa][a-z]*|--(?:optimize-autoloader|classmap-authoritative))$/;
export const optimizingSettings: readonly string[] = ['optimize-autoloader', 'classmap-authoritative'];

/** Kinds of autoloading for which the project's files have to be there. */
export const scanned: readonly string[] = ['classmap', 'files', 'psr-0'];

/** Settings that have packages installed elsewhere. */
export const movesVendor: readonly string[] = ['vendor-dir', 'bin-dir'];

export const movesProject = /\bCOMPOSER(?:_(?:BIN|VENDOR)_DIR)?(?==)/;

/** Repositories that are folders. */
export const localRepository = /^(?:path|artifact)$/;

/** A package in a lockfile that is a plugin: before version 2.2 each was run, whatever the manifest allows. */
export const plugin = /"type":\s*"composer-plugin"/;

/** Verbs that build a project, or say something of it (getcomposer.org/doc/03-cli.md). */
export const buildVerb =
  /^(?:about|audit|cc|check-platform-reqs|clear-?cache|config|diagnose|dump-?autoload|i|info|install|licenses|r|remove|req|require|run|run-script|self-?update|show|u|update|upgrade|validate)$/;
/** Of these, those that run the scripts of their events, and those that run one by its name. */
export const eventVerb = /^(?:dump-?autoload|i|install|r|remove|req|require|u|update|upgrade)$/;
export const scriptVerb = /^(?:run|run-script)$/;
/** Scripts that a build has run for it, whatever it does. */
export const buildEvents = /^(?:pre|post)-(?:install-cmd|update-cmd|autoload-dump|package-(?:install|update))$/;

/** Plugins that only make an older composer faster, or its recipes known, so that they may be there for all projects. */
export const globalPlugin = /^(?:hirak\/prestissimo|symfony\/flex)(?:[:=^].*)?$/;

/** Functions of packages that scripts of events call, which write into the folder of the project. */
export const knownCallback =
  /^(?:Illuminate\\Foundation\\ComposerScripts|Incenteev\\ParameterHandler\\ScriptHandler|Sensio\\Bundle\\DistributionBundle\\Composer\\ScriptHandler|Google\\Task\\Composer|Aws\\Script\\Composer\\Composer)::/;

/** Packages that work with composer while a program runs. */
export const composerPackage = /^composer\/(?:composer|satis)$/;

/** Packages that start programs which fetch and unpack, by the package of the system with these. */
export const startedByPackages: readonly { readonly packages: RegExp; readonly starts: readonly string[] }[] = [
  {
    packages:
      /(?:^|[/-])(?:git|gitlib|gitter|gitelephant|vcs)(?:[-.]|$)|\/git-?\w+$|^(?:deployer\/|pragmarx\/version$)/,
    starts: ['git'],
  },
  { packages: /(?:^|[/-])(?:svn|vcs|subversion)(?:-|$)/, starts: ['svn'] },
  { packages: /^(?:alchemy\/zippy|wapmorgan\/unified-archive)$/, starts: ['unzip', 'zip'] },
  { packages: /^(?:deployer\/|laravel\/envoy$|spatie\/ssh$)/, starts: ['ssh'] },
  { packages: /crypt[_-]gpg|gnupg/, starts: ['gpg'] },
  // They hand pages, mails and code to programs of Node.js, or start a server of it (inertiajs.com/server-side-rendering).
  {
    packages:
      /^(?:inertiajs\/inertia-laravel|kriswallsmith\/assetic|symfony\/assetic-bundle|qferr\/mjml-php)$|^spatie\/(?:browsershot|crawler|(?:laravel-)?mjml(?:-php)?|(?:laravel-)?server-side-rendering|laravel-pdf|laravel-screenshot|shiki-php)$|\/(?:puphpeteer|rialto)$/,
    starts: ['node', 'npm'],
  },
];
