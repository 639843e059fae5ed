import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile } from './dockerfile.ts';
import { once } from './memo.ts';

const all: readonly PackageManager[] = Object.values(packageManagers);

/** Those whose lists or downloads concern an image. Of the others only calls count. */
const kept = all
  .filter(
    ({ verbs, noCache }) => verbs.refresh !== undefined || verbs.leavesLists !== undefined || noCache !== undefined,
  )
  .map((manager) => ({ manager, named: named(manager.tools) }));

/** Any of these names as a word: `pip` is not in `pipefail`. */
function named(names: readonly string[]): RegExp {
  return new RegExp(`(?<!\\w)(?:${names.map((name) => name.replace(/\W/g, '\\$&')).join('|')})(?!\\w)`);
}

/** The package managers that a file may have to do with: it writes one of their names, or of their folders. */
export const managersIn = once(({ source: { text } }: Dockerfile): readonly PackageManager[] =>
  kept
    .filter(({ manager: { tools, lists }, named }) => {
      return (tools.some((tool) => text.includes(tool)) && named.test(text)) || text.includes(lists.folder);
    })
    .map(({ manager }) => manager),
);
