/** What a package of Node.js downloads into the home of who installs it, and needs when it runs. */
export type HomeDownload = {
  readonly package: RegExp;
  /** The first major version that does so. */
  readonly since: number;
  /** Text that has it put that elsewhere, or leave it. */
  readonly unless: RegExp;
  /** Settings of a project that may do so. */
  readonly settings: readonly string[];
};

/**
 * Sources: pptr.dev/guides/configuration (before 19 it was a folder of the package), playwright.dev/docs/browsers, docs.cypress.io (advanced
 * installation), typegoose.github.io/mongodb-memory-server/docs/api/config-options.
 */
export const homeDownloads: readonly HomeDownload[] = [
  {
    package: /^puppeteer$/,
    since: 19,
    unless: /PUPPETEER_(?:CACHE_DIR|EXECUTABLE_PATH|SKIP_\w*DOWNLOAD)|cacheDirectory|skipDownload/i,
    settings: [
      '.puppeteerrc',
      '.puppeteerrc.cjs',
      '.puppeteerrc.js',
      '.puppeteerrc.json',
      'puppeteer.config.cjs',
      'puppeteer.config.js',
      '.npmrc',
    ],
  },
  {
    package: /^playwright(?:-(?:chromium|firefox|webkit))?$/,
    since: 0,
    unless: /PLAYWRIGHT_(?:BROWSERS_PATH|SKIP_BROWSER_DOWNLOAD)/,
    settings: ['.npmrc'],
  },
  { package: /^cypress$/, since: 3, unless: /CYPRESS_(?:CACHE_FOLDER|INSTALL_BINARY)/i, settings: ['.npmrc'] },
  { package: /^mongodb-memory-server(?:-global.*)?$/, since: 7, unless: /MONGOMS_\w+/, settings: ['.npmrc'] },
];
