import type { CompiledLanguage } from '../../../../knowledge/compiled/compiled-languages.ts';

export const SCRIPT_NAMES = /(?:\.[cm]?[jt]sx?|\.vue|\.svelte|\.astro)$/;

/** What comes behind the name of a script, where that is left out. */
export const SCRIPT_ENDINGS: readonly string[] = [
  '',
  ...['', '/index'].flatMap((file) => ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.mts'].map((ending) => file + ending)),
];

export const COMPILED = /\.(?:[cm]?tsx?|jsx|vue|svelte|astro)$/;

/** Sources of a project, as texts in which files are looked for. */
export const LANGUAGE: CompiledLanguage = {
  name: 'JavaScript',
  sources: SCRIPT_NAMES,
  tests: /(?!)/,
  literals:
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|`(?<raw>(?:[^`\\]|\\[\s\S])*)`|(?<quote>["'])(?<text>(?:(?!\k<quote>)[^\\\n]|\\.)*)\k<quote>/g,
  compiledIn:
    /\b(?:from|import|require)\s*\(?\s*(['"])(?:\.\/|[@\w])[^'"\n]*\1|(['"`])(?:tests?|development|production)\2/g,
  embeds: [],
  disk: /^/,
  // nodejs.org/api/fs.html, github.com/jprichardson/node-fs-extra, docs.nestjs.com/graphql/quick-start.
  makesFiles: /\b(?:append|output|write)(?:File|JSON|Json)\w*\(|\bcreateWriteStream\(|\bautoSchemaFile\b/g,
  besideSources: /__dirname|import\.meta/,
};
