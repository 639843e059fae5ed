import { callsToolchain, schedulers } from '../../../../knowledge/programs/schedulers.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { baseName } from '../../../../shell/invocation.ts';
import type { Place } from '../../user/place.ts';
import { placeOf } from '../../wording.ts';
import type { Started } from '../starts/program.ts';

/** What jobs may call that stays with the stage that builds, where all other programs of the image are in the one that runs as well. */
export function whyJobs(
  place: Place,
  steps: readonly Step[],
  files: readonly ImageFile[],
  { programs }: Started,
): string | undefined {
  const scheduler = programs.find(({ name }) => schedulers.has(baseName(name)));
  if (scheduler === undefined) return undefined;
  const file = files.find(({ path, source }) => {
    const text = place.context.readText(source) ?? '';
    return (NAMED.test(path) || TABLE.test(text)) && callsToolchain.test(text);
  });
  const step = steps.find(
    ({ run }) => /\bcron|supervisor/.test(run?.script.text ?? '') && writesJobs(run?.script.text),
  );
  const where = file?.source ?? (step && placeOf(place, step));
  return where && `${where} may have ${scheduler.name} call what stays with the stage that builds`;
}

/** Tables of jobs and of services, and scripts that these may call. */
const NAMED = /cron|supervisor|\.(?:ba)?sh$/;
const TABLE = /^#!.*\b(?:ba|da)?sh\b|^\[program:/m;

/** `echo "* * * * * make news" > /etc/cron.d/news` */
const writesJobs = (text = ''): boolean =>
  [...text.matchAll(/(["'])(?:(?!\1).)*\1/g)].some(([quoted]) => callsToolchain.test(quoted));
