import { isBuildPackage } from '../../../knowledge/build-packages.ts';
import { isFetchPackage } from '../../../knowledge/fetch-packages.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { packageName } from '../../../model/package-calls.ts';
import { systemInstalls } from './kept-packages.ts';

/** Packages of the system that steps install; or which of them is known only when they run. */
export function installedPackages(steps: readonly Step[]): readonly string[] | string {
  const names = new Set<string>();
  for (const { fedByPipe, operands } of systemInstalls(steps)) {
    if (fedByPipe) return 'which packages are installed is known only when they are';
    for (const word of operands) {
      const name = packageName(word);
      if (!word.literal || !/^[a-z0-9][\w.+-]*$/i.test(name))
        return `what ${word.text} installs is known only when it is`;
      names.add(name);
    }
  }
  return [...names];
}

/** What a program may need of packages that steps install: all but those that build and fetch. */
export const neededPackages = (installed: readonly string[], isForBuild: (name: string) => boolean): string[] =>
  installed.filter((name) => !isBuildPackage(name) && !isFetchPackage(name) && !isForBuild(name));
