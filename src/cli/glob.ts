import { dirname, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { isIgnored, loadGitIgnore, type Rules } from './gitignore.ts';
import { FOREIGN_FOLDERS } from './names.ts';
import { statOf } from './paths.ts';

/** The files that a glob means, as a shell would find them, without what a search leaves out. */
export async function filesLike(pattern: string, cwd: string): Promise<string[]> {
  const named = pattern.split('/');
  const matches = await glob(pattern, {
    cwd,
    absolute: true,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: FOREIGN_FOLDERS.filter((name) => !named.includes(name)).map((name) => `**/${name}/**`),
  });
  const gitIgnore = await loadGitIgnore();
  const rules = new Map<string, Rules>();
  const rulesIn = (folder: string): Rules => {
    const known = rules.get(folder) ?? gitIgnore.rulesIn(folder);
    rules.set(folder, known);
    return known;
  };
  return matches
    .map((match) => resolve(match))
    .filter((file) => statOf(file)?.isFile() && !isIgnored(rulesIn(dirname(file)), file, false))
    .sort();
}
