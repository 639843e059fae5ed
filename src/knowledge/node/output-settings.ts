/** Where builders of Node.js projects put their outcome, by their settings (vite.dev/config, cli.vuejs.org/config, angular.dev, webpack.js.org). */

/** Files of settings of what builds; not of what tests. */
export const builderSettings =
  /^(?:angular\.json|(?!(?:cypress|eslint|jest|karma|playwright|postcss|tailwind|vitest)\b)[\w.-]*\.config\.[cm]?[jt]s)$/;

/** Each with the value that is said, up to the end of its line. */
export const outputFolders: readonly RegExp[] = [
  /(?<![\w.])["']?(?:outDir|outputDir|outputPath)["']?\s*:\s*([^\n]+)/g,
  /\boutput["']?\s*:\s*\{[^{}]*?\bpath["']?\s*:\s*([^\n]+)/g,
];

/** The folder from which vite goes on. */
export const sourceRoot = /(?<![\w.])root\s*:\s*([^\n]+)/;
