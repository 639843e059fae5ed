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

/** Programs that name a file without making it. */
export const leavesContent: ReadonlySet<string> = new Set(['chgrp', 'chmod', 'chown', 'dos2unix', 'ls', 'sed', 'test']);

/** Folders in which build tools put what they make (cargo, maven, sbt, gradle, cmake, mix, swift, cabal, zig). */
export const outputFolder = /\/(?:_build|\.build|build|dist-newstyle|target|zig-out)\//;
