import type { Transform } from '../model/finding.ts';
import { absoluteWorkdir } from './absolute-workdir.ts';
import { addUser } from './add-user.ts';
import { asUpperCase } from './as-upper-case.ts';
import { assumeYes } from './assume-yes.ts';
import { cacheMounts } from './cache-mounts.ts';
import { chownOnCopy } from './chown-on-copy.ts';
import { cleanPackageCache } from './clean-package-cache.ts';
import { copyManifestsFirst } from './copy-manifests-first.ts';
import { copyNotAdd } from './copy-not-add.ts';
import { dropDeadInstructions } from './drop-dead-instructions.ts';
import { dropDebugPackages } from './drop-debug-packages.ts';
import { emptyContinuation } from './empty-continuation.ts';
import { envEquals } from './env-equals.ts';
import { execForm } from './exec-form.ts';
import { frozenInstall } from './frozen-install.ts';
import { instructionCasing } from './instruction-casing.ts';
import { labelMaintainer } from './label-maintainer.ts';
import { lowerCaseStageNames } from './lower-case-stage-names.ts';
import { mergePackageInstall } from './merge-package-install.ts';
import { mergeRuns } from './merge-runs.ts';
import { narrowCopyFrom } from './narrow-copy-from.ts';
import { noInstallRecommends } from './no-install-recommends.ts';
import { noLogInit } from './no-log-init.ts';
import { noSudo } from './no-sudo.ts';
import { npmOmitDev } from './npm-omit-dev.ts';
import { numericUser } from './numeric-user.ts';
import { omitDevDependencies } from './omit-dev-dependencies.ts';
import { quietDownload } from './quiet-download.ts';
import { removeWhereMade } from './remove-where-made.ts';
import { slimBase } from './slim-base.ts';
import { sortPackages } from './sort-packages.ts';
import { splitBuildStage } from './split-build-stage.ts';
import { stageNames } from './stage-names.ts';
import { systemPackagesFirst } from './system-packages-first.ts';
import { useAptGet } from './use-apt-get.ts';
import { userAfterRoot } from './user-after-root.ts';
import { workdirNotCd } from './workdir-not-cd.ts';
import { writeDockerignore } from './write-dockerignore.ts';

/** Every transform there is; the order within a phase is that of the file and the id. */
export const transforms: readonly Transform[] = [
  useAptGet,
  labelMaintainer,
  copyNotAdd,
  envEquals,
  execForm,
  instructionCasing,
  asUpperCase,
  lowerCaseStageNames,
  stageNames,
  emptyContinuation,
  dropDeadInstructions,
  absoluteWorkdir,
  workdirNotCd,
  chownOnCopy,
  numericUser,
  copyManifestsFirst,
  narrowCopyFrom,
  noSudo,
  noLogInit,
  quietDownload,
  npmOmitDev,
  frozenInstall,
  omitDevDependencies,
  assumeYes,
  noInstallRecommends,
  sortPackages,
  dropDebugPackages,
  mergePackageInstall,
  cleanPackageCache,
  cacheMounts,
  removeWhereMade,
  systemPackagesFirst,
  mergeRuns,
  splitBuildStage,
  slimBase,
  addUser,
  userAfterRoot,
  writeDockerignore,
];
