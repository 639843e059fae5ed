/**
 * Modules of Go that start programs which images with Go have, or which are installed there to fetch with, by how their paths start. Sources:
 * their repositories.
 */
const STARTED: readonly (readonly [module: RegExp, program: string])[] = [
  [/^github\.com\/gogs\/git-module\b/, 'git'],
  [/^code\.gitea\.io\/gitea\b/, 'git'],
  [/^github\.com\/Masterminds\/vcs\b/, 'git'],
  [/^github\.com\/hashicorp\/go-getter\b/, 'git'],
  [/^github\.com\/ldez\/go-git-cmd-wrapper\b/, 'git'],
  [/^github\.com\/go-git\/go-git-cmd\b/, 'git'],
  [/^github\.com\/tsuyoshiwada\/go-gitcmd\b/, 'git'],
];

export const programsOfModules = (modules: readonly string[]): string[] => [
  ...new Set(STARTED.flatMap(([path, program]) => (modules.some((module) => path.test(module)) ? [program] : []))),
];
