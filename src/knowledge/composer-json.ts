/** Events of an install, and of what it does, that the scripts of a project may answer to (getcomposer.org/doc/articles/scripts.md). */
export const installEvents =
  /^(?:pre|post)-(?:install-cmd|autoload-dump|dependencies-solving|operations-exec|package-install|pool-create|file-download)$/;

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

/** Repositories that are folders. */
export const localRepository = /^(?:path|artifact)$/;

/** A package in a lockfile that is a plugin: before version 2.2 each was run, whatever the manifest allows. */
export const plugin = /"type":\s*"composer-plugin"/;
