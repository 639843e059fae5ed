import { packageManagers } from '../../../knowledge/package-managers.ts';
import { ownSources } from '../../../knowledge/packages/own-sources.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { within } from '../../../model/paths.ts';
import { changesSources } from '../lists/changed-sources.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';

const SYSTEM = [packageManagers.apk, packageManagers.apt];
const isOfSources = within(SYSTEM.flatMap(({ configPaths = [] }) => configPaths));

/** Why packages may come from where the stage that runs has neither the address of nor the keys to. */
export function whyOtherSources({ file, context, stage }: Place, packages: readonly string[]): string | undefined {
  if (packages.length === 0) return undefined;
  const files = imageFiles(file, context, stage);
  const bringsOthers = (step: Step): boolean => {
    const own = typeof files === 'string' ? [] : files.filter((each) => each.step === step);
    return own.length > 0 && !own.some(({ path }) => isOfSources(path));
  };
  // Settings are said again there.
  const changes = (step: Step): boolean =>
    step.instruction.keyword !== 'ENV' &&
    SYSTEM.some((manager) => changesSources(step, manager) !== undefined) &&
    !bringsOthers(step);
  const step = stage.steps.find((each) => changes(each) && !bringsOnlyOthers(each, packages));
  return (
    step &&
    `line ${lineOf(file, step.instruction.span.start)} changes where packages come from, which the stage that runs would not know`
  );
}

/** What it adds has none of the packages, so they come from where they would without it. */
function bringsOnlyOthers({ run }: Step, packages: readonly string[]): boolean {
  const hosts = [...(run?.script.text.matchAll(/\bhttps?:\/\/([\w.-]+)/g) ?? [])].map(([, host = '']) => host);
  return hosts.length > 0 && hosts.every((host) => ownSources.get(host)?.every((name) => !packages.includes(name)));
}
