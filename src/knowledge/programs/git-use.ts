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
