import { packageManagers } from '../../../knowledge/package-managers.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { changesSources } from '../lists/changed-sources.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';

const SYSTEM = [packageManagers.apk, packageManagers.apt];

/** Packages may come from where the stage that runs has neither the address of nor the keys to. */
export function whyOtherSources({ file, stage }: Place): string | undefined {
  // Settings are said again there.
  const changes = (step: Step): boolean =>
    step.instruction.keyword !== 'ENV' && SYSTEM.some((manager) => changesSources(step, manager) !== undefined);
  const step = stage.steps.find(changes);
  return (
    step &&
    `line ${lineOf(file, step.instruction.span.start)} changes where packages come from, which the stage that runs would not know`
  );
}
