import { packageManagers } from '../../src/knowledge/package-managers.ts';
import { hasRole, type PackageCall } from '../../src/model/package-calls.ts';
import {
  addsThatCopy,
  type FindPlaces,
  gainedOption,
  gainedRefresh,
  joinedRuns,
  labelledMaintainers,
  lostLists,
} from './places.ts';

export type Kind = {
  readonly find: FindPlaces;
  /** The transforms that would do it, and may say why they do not. */
  readonly transforms: readonly string[];
};

const { apk, apt, pip } = packageManagers;

const isInstall = (call: PackageCall): boolean => hasRole(call, 'install');

/** Kinds of refactoring for which the text of the Dockerfile is enough. */
export const textOnlyKinds: Readonly<Record<string, Kind>> = {
  'merge RUN': { find: joinedRuns, transforms: ['merge-package-install', 'merge-runs'] },
  'apt clean': { find: lostLists, transforms: ['clean-package-cache', 'merge-package-install'] },
  'no-install-recommends': {
    find: gainedOption(isInstall, apt.lean.already),
    transforms: ['no-install-recommends'],
  },
  'ADD->COPY': { find: addsThatCopy, transforms: ['copy-not-add'] },
  'apk --no-cache': {
    find: gainedOption(({ manager }) => manager === apk, [/^--no-cache$/]),
    transforms: ['clean-package-cache'],
  },
  'pip --no-cache-dir': {
    find: gainedOption(({ manager }) => manager === pip, [/^--no-cache-dir$/]),
    transforms: ['clean-package-cache'],
  },
  'MAINTAINER->LABEL': { find: labelledMaintainers, transforms: ['label-maintainer'] },
};

/** Other kinds that are compared; for the rest there is no transform yet. */
export const otherKinds: Readonly<Record<string, Kind>> = {
  'apt update+install same RUN': { find: gainedRefresh, transforms: ['merge-package-install'] },
};
