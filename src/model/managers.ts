import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile } from './dockerfile.ts';

const all: readonly PackageManager[] = Object.values(packageManagers);
const known = new WeakMap<Dockerfile, readonly PackageManager[]>();

/** The package managers that a file may have to do with: it writes one of their names, or of their folders. */
export function managersIn(file: Dockerfile): readonly PackageManager[] {
  let found = known.get(file);
  if (found === undefined) {
    const { text } = file.source;
    found = all.filter(({ tools, lists }) => tools.some((tool) => text.includes(tool)) || text.includes(lists.folder));
    known.set(file, found);
  }
  return found;
}
