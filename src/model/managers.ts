import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile } from './dockerfile.ts';
import { once } from './memo.ts';

const all: readonly PackageManager[] = Object.values(packageManagers);

/** Those whose lists or downloads concern an image. Of the others only calls count. */
const kept = all
  .filter(
    ({ verbs, noCache }) => verbs.refresh !== undefined || verbs.leavesLists !== undefined || noCache !== undefined,
  )
  .map((manager) => {
    const stems = stemsOf(manager.tools);
    // Who names such a folder names the manager, as far as a search for its stems can tell.
    return { manager, stems, saysFolder: stems.some((stem) => manager.lists.folder.includes(stem)) };
  });

/** Names that all the names have in them, so that most files are done with after one search: `pip` is in `pip3.12`. */
function stemsOf(names: readonly string[]): string[] {
  return names.filter((name) => names.every((other) => other === name || !name.includes(other)));
}

/** The package managers that a file may have to do with: it writes one of their names, or of their folders. */
export const managersIn = once(({ source: { text } }: Dockerfile): readonly PackageManager[] =>
  kept
    .filter(({ manager: { tools, lists }, stems, saysFolder }) => {
      const mayBe = stems.some((stem) => text.includes(stem));
      if (mayBe && tools.some((tool) => hasWord(text, tool))) return true;
      return (mayBe || !saysFolder) && text.includes(lists.folder);
    })
    .map(({ manager }) => manager),
);

/** `pip` is not in `pipefail`. */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + word.length])) return true;
  }
  return false;
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);
