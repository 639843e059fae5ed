import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import type { Dockerfile } from './dockerfile.ts';
import { once } from './memo.ts';

const all: readonly PackageManager[] = Object.values(packageManagers);

/** The package managers that a file may have to do with: it writes one of their names, or of their folders. */
export const managersIn = once(({ source: { text } }: Dockerfile): readonly PackageManager[] =>
  all.filter(({ tools, lists }) => tools.some((tool) => text.includes(tool)) || text.includes(lists.folder)),
);
