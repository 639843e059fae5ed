/** What packages of npm need of an image, beside Node.js itself. */

/**
 * Packages whose scripts neither compile nor call a program of the system: they print, or fetch what is compiled already, with Node.js alone
 * (the `scripts` of their package.json at registry.npmjs.org).
 */
export const harmlessScripts: ReadonlySet<string> = new Set([
  '@nestjs/core',
  '@scarf/scarf',
  '@swc/core',
  '@tailwindcss/oxide',
  'core-js',
  'core-js-pure',
  'es5-ext',
  'esbuild',
  'fsevents',
  'highlight.js',
  'protobufjs',
  'styled-components',
  'unrs-resolver',
  'vue-demi',
  '@firebase/util',
]);

/** The package of Debian that has what a package calls or loads. Source: their pages at npmjs.com. */
export const npmNeeds: ReadonlyMap<string, { readonly package: string; readonly because: string }> = new Map([
  ['@prisma/client', { package: 'openssl', because: 'loads OpenSSL' }],
  ['prisma', { package: 'openssl', because: 'loads OpenSSL' }],
  ['simple-git', { package: 'git', because: 'calls git' }],
  ['git-rev-sync', { package: 'git', because: 'calls git' }],
  ['git-revision-webpack-plugin', { package: 'git', because: 'calls git' }],
  ['lerna', { package: 'git', because: 'calls git' }],
  ['semantic-release', { package: 'git', because: 'calls git' }],
  ['gm', { package: 'imagemagick', because: 'calls ImageMagick' }],
  ['imagemagick', { package: 'imagemagick', because: 'calls ImageMagick' }],
  ['easyimage', { package: 'imagemagick', because: 'calls ImageMagick' }],
  ['concurrently', { package: 'procps', because: 'calls ps' }],
  ['nodemon', { package: 'procps', because: 'calls ps' }],
  ['npm-run-all', { package: 'procps', because: 'calls ps' }],
  ['pidusage', { package: 'procps', because: 'calls ps' }],
  ['pm2', { package: 'procps', because: 'calls ps' }],
  ['ps-tree', { package: 'procps', because: 'calls ps' }],
  ['tree-kill', { package: 'procps', because: 'calls ps' }],
  ['child-process-promise', { package: '', because: 'starts other programs' }],
  ['pg-native', { package: 'libpq5', because: 'loads a library of PostgreSQL' }],
  ['puppeteer', { package: '', because: 'starts a browser, which loads many libraries of the system' }],
  ['playwright', { package: '', because: 'starts a browser, which loads many libraries of the system' }],
]);

/**
 * Packages that draw letters with the fonts of the system, always or where sources say so: where fontconfig has none, these are empty boxes,
 * or the process ends (sharp.pixelplumbing.com/install#fonts, github.com/lovell/sharp/issues/4409, github.com/Automattic/node-canvas/issues/2166).
 */
export const drawsText: ReadonlyMap<string, 'always' | RegExp> = new Map<string, 'always' | RegExp>([
  ['@napi-rs/canvas', 'always'],
  ['@resvg/resvg-js', 'always'],
  ['canvas', 'always'],
  // Most pictures that it works on have no letters to draw.
  ['sharp', /<text\b|\btext\s*:\s*\{|\bsvg\b/i],
  ['skia-canvas', 'always'],
]);

/** Packages that may be installed for all projects: none of them has scripts, or starts programs of the system. */
export const globalPackages: ReadonlySet<string> = new Set([
  'corepack',
  'http-server',
  'npm',
  'pnpm',
  'serve',
  'ts-node',
  'tsx',
  'typescript',
  'yarn',
]);

/** Scripts of a project that `npm ci` and `npm install` run (docs.npmjs.com/cli/v11/using-npm/scripts). */
export const installScripts: readonly string[] = ['preinstall', 'install', 'postinstall', 'prepublish', 'prepare'];
