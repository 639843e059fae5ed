import type { Transform } from '../model/finding.ts';
import { absoluteWorkdir } from './absolute-workdir.ts';
import { asUpperCase } from './as-upper-case.ts';
import { assumeYes } from './assume-yes.ts';
import { cleanPackageCache } from './clean-package-cache.ts';
import { copyNotAdd } from './copy-not-add.ts';
import { dropDeadInstructions } from './drop-dead-instructions.ts';
import { emptyContinuation } from './empty-continuation.ts';
import { envEquals } from './env-equals.ts';
import { execForm } from './exec-form.ts';
import { instructionCasing } from './instruction-casing.ts';
import { labelMaintainer } from './label-maintainer.ts';
import { mergePackageInstall } from './merge-package-install.ts';
import { noInstallRecommends } from './no-install-recommends.ts';
import { stageNames } from './stage-names.ts';
import { useAptGet } from './use-apt-get.ts';
import { workdirNotCd } from './workdir-not-cd.ts';

/** Every transform there is; the order within a phase is that of the file and the id. */
export const transforms: readonly Transform[] = [
  useAptGet,
  labelMaintainer,
  copyNotAdd,
  envEquals,
  execForm,
  dropDeadInstructions,
  instructionCasing,
  asUpperCase,
  stageNames,
  absoluteWorkdir,
  workdirNotCd,
  emptyContinuation,
  assumeYes,
  noInstallRecommends,
  mergePackageInstall,
  cleanPackageCache,
];
