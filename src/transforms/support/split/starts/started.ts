import type { Service } from '../../../../context/services.ts';
import { isNowhere } from '../../../../knowledge/packages/program-packages.ts';
import { asScript, healthCommand, lastOf, serviceCommand, startCommand } from '../../../../model/container-commands.ts';
import { rootImage, rootReference, type Stage } from '../../../../model/dockerfile.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { saidBy } from '../../../../model/run.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Script } from '../../../../shell/script.ts';
import { jsonForm } from '../../../../syntax/instruction.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { whyNoFolder, workingFolder } from '../../user/working-folder.ts';
import { says } from '../compose/says.ts';
import { waits } from '../compose/waits.ts';
import { type From, gather, gathering } from './gather.ts';
import type { Started } from './program.ts';
import { isSaidByServices } from './said-by-services.ts';
import { calledOnPath, isLookedInto, toldIn } from './told.ts';

/** What containers start; or why that is not known. `ownStart` is what their base starts where the file does not say it. */
export function startedIn(place: Place, ownStart: string | undefined): Started | string {
  const { stage, file, context } = place;
  const folder = workingFolder(stage);
  const start = startCommand(stage) ?? (ownStart === undefined ? undefined : parseShell(ownStart));
  if (start === undefined && !isSaidByServices(place)) return 'neither CMD nor ENTRYPOINT says what containers start';
  if (folder === undefined) return whyNoFolder(stage);
  const gathered = gathering(isShellForm(place) || isLookedInto(place));
  const health = healthCommand(stage);
  const waiting = servicesOf(file, context).find((service) => {
    const own = serviceCommand(stage, service);
    return own !== undefined && waits(own);
  });
  if (waiting !== undefined) return `${waiting.file} has containers wait, so that people may build in them`;
  const scripts: SaidToStart[] = [
    ...(start ? [{ by: lastOf(stage, 'ENTRYPOINT') === undefined ? 'CMD' : 'ENTRYPOINT', script: start }] : []),
    ...(health ? [{ by: 'HEALTHCHECK', script: health }] : []),
    ...servicesOf(file, context).flatMap((service) => startedByService(service, stage)),
    ...toldIn(place),
  ];
  const gatherSaid = ({ by, script, here = '' }: SaidToStart): string | undefined => {
    gathered.entered = undefined;
    if (here.includes('$')) return `${by} starts containers in ${here}, which is known only when they run`;
    return gather(place, gathered, script, { folder: absolutePath(here, folder), by });
  };
  const isKnown = (path: string): boolean => gathered.scripts.some((script) => script.path === path);
  const why = firstReason(scripts, gatherSaid) ?? firstReason(calledOnPath(place, isKnown), gatherSaid);
  if (why !== undefined) return why;
  return { ...gathered, programs: gathered.programs.filter(({ name }) => !isMissing(stage, name)) };
}

type SaidToStart = { readonly by: string; readonly script: Script; readonly here?: string | undefined };

/** What a service starts itself; and what its image starts, where that is in a folder of the service. */
function startedByService(service: Service, stage: Stage): SaidToStart[] {
  const { file: by, folder: here, command, entrypoint, health } = service;
  const own = serviceCommand(stage, { command, entrypoint });
  const isMoved = here !== undefined && (own === undefined || !(says(command) || says(entrypoint)));
  const started = [own, isMoved ? startCommand(stage) : undefined, health?.length ? asScript(health) : undefined];
  return started.flatMap((script) => (script === undefined ? [] : [{ by, script, here }]));
}

/** The image that is there has it no more than a smaller one. */
function isMissing(stage: Stage, program: string): boolean {
  const [base, image] = [rootReference(stage), rootImage(stage)];
  const texts = stage.steps.map(saidBy);
  return base !== undefined && image !== undefined && isNowhere(program, base.name, image.family, texts);
}

/** What a script starts, that others than a shell may read. */
export function startedBy(place: Place, script: Script, from: From): Started | string {
  const gathered = gathering(false);
  return gather(place, gathered, script, from) ?? gathered;
}

/** A shell reads what containers start, or their health check. */
export const isShellForm = ({ stage }: Place): boolean =>
  (['CMD', 'ENTRYPOINT', 'HEALTHCHECK'] as const).some((keyword) => {
    const args = lastOf(stage, keyword)?.args;
    if (args === undefined) return false;
    return keyword === 'HEALTHCHECK' ? !/^NONE$|^CMD\s*\[/i.test(args.text) : jsonForm(args) === undefined;
  });
