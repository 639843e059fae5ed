/** What commands do to the files of a project. */

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
  ['duckdb', /^/],
  ['git', /\s(?:clone|checkout|init|pull)\b/],
  ['hg', /\s(?:clone|pull|update)\b/],
  ['mv', /^/],
  ['npm', /\s(?:create|init)\b/],
  ['npx', /\screate-/],
  ['pnpm', /\s(?:create|init)\b/],
  ['rsync', /^/],
  ['sqlite3', /^/],
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
  /\s(?:--?[vV](?:ersion)?|-h|--check|--help)(?:\s|$)|\bmanage\.py\s+check\b|\bsetup\.py\b|\s-m\s+(?:build|compileall|ensurepip|pip|spacy\s+download|venv|virtualenv)\b|\bcollectstatic\b|\bcompilemessages\b|\bassets:precompile\b|\b(?:astro|hugo|jekyll|mkdocs|nest|next|nuxt|remix|vite)\s+(?:build|generate)\b|\bprisma\s+generate\b|\bdotnet\s+(?:build|publish|restore|pack)\b|\bphp\b.*\bcomposer|\bjava(?:c|\s.*-version)|\bjlink\b/;

/** The first option of interpreters where a program is written in the command. */
export const codeOptions: ReadonlyMap<string, RegExp> = new Map([
  ['bun', /^(?:-[ep]|--eval|--print)$/],
  ['node', /^(?:-[ep]|--eval|--print)$/],
  ['nodejs', /^(?:-[ep]|--eval|--print)$/],
  ['lua', /^-e$/],
  ['perl', /^-e$/],
  ['php', /^-r$/],
  ['pypy', /^-c$/],
  ['python', /^-c$/],
  ['Rscript', /^-e$/],
  ['ruby', /^-e$/],
]);

/** A statement of such a program that only loads something, shows it or checks it. */
export const onlyLooks =
  /^\s*(?:$|#|\/\/|import\s|from\s+\S+\s+import\s|(?:assert|echo|print|puts|use|var_dump)\b|console\.(?:log|error)\(|require\(["'`][^"'`]+["'`]\)$|pass$|(?:sys\.|process\.)?exit\b)/;

/** Scripts of package.json whose outcome is read, by their names. */
export const buildScript =
  /(?:^|[:-])(?:assets?|build|bundle|clean|codegen|compile|css|dist|docs?|export|format|generate|lint|prod(?:uction)?|tailwind|tests?|transpile|tsc|types?|typecheck|webpack)(?:$|[:-])/;

/** Programs that name a file without making it. */
export const leavesContent: ReadonlySet<string> = new Set(['chgrp', 'chmod', 'chown', 'dos2unix', 'ls', 'sed', 'test']);

/** Folders in which build tools put what they make (cargo, maven, sbt, gradle, cmake, mix, swift, cabal, zig). */
export const outputFolder = /\/(?:_build|\.build|build|dist-newstyle|target|zig-out)\//;

/** A path up to such a folder, or to one in which bundlers and compilers put what they make. */
export const madeFolder =
  /^.*?\/(?:_build|\.build|build|dist|dist-newstyle|target|zig-out|\.next|\.nuxt|\.output|\.svelte-kit)(?=\/|$)/;

/** A path up to a folder in which package managers install for a project. */
export const dependencyFolder = /^.*?\/(?:node_modules|vendor|\.?venv)(?=\/|$)/;
