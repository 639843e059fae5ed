import type { ServiceTarget } from '../../../../context/service-targets.ts';
import type { Service } from '../../../../context/services.ts';
import { copyTarget } from '../../../../model/copied-files.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { assignments } from '../../../../model/state.ts';
import { ABOUT_CONTAINERS, isCopy, jsonForm } from '../../../../syntax/instruction.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { isRoot } from '../../user/runs-as.ts';
import { servicesOf } from '../../user/services.ts';
import { lineOf } from '../../wording.ts';
import { leavesBuilder } from '../rewrite/rewrite-split.ts';
import type { Runtime } from '../runtime.ts';
import { says } from './says.ts';
import { whyNoTarget } from './why-no-target.ts';

/** Services that have the image of this file built, and could build a stage of it. */
export const buildingServices = ({ file, context }: Place): Service[] =>
  servicesOf(file, context).filter(({ builds, target }) => builds && target === undefined);

/** The place as all others than these services, and what is laid over them, start it. */
export function without(place: Place, services: readonly Service[]): Place {
  const isGone = ({ file, name, builds }: Service): boolean =>
    services.some((one) => one.name === name && (!builds || one.file === file));
  const all = place.context.services?.() ?? [];
  const others = all.filter((service) => !isGone(service));
  return { ...place, context: { ...place.context, services: () => others } };
}

/** The stage that builds, as a service would find it. */
type Left = {
  readonly place: Place;
  readonly before: readonly Step[];
  readonly behind: readonly Step[];
  readonly runtime: Runtime;
};

/** Why services can't start the stage that builds in place of the one stage of now. */
export function whyNotDeveloped(
  services: readonly Service[],
  targets: readonly ServiceTarget[],
  left: Left,
): string | undefined {
  if (services.length === 0) return undefined;
  const whyNot = (service: Service): string | undefined => whyNotInBuilder(service, left);
  const why = firstReason(services, whyNot);
  if (why !== undefined) return why;
  const whyNone = whyNoTarget(left.place, targets, whyNot);
  return whyNone && `the stage that builds can not be started for that: ${whyNone}`;
}

/** What a service would not find in the stage that builds, as it does in the one stage of now. */
function whyNotInBuilder(service: Service, { place, before, behind, runtime }: Left): string | undefined {
  const { name } = service;
  const isRewritten = runtime.builder.length > 0 || runtime.command !== undefined || runtime.added !== undefined;
  if (isRewritten && runtime.buildsAlike === undefined)
    return `${name} can not start the stage that builds instead, which is built in another way then`;
  const gone = [...before.filter(({ instruction }) => leavesBuilder(instruction.keyword)), ...behind];
  const lost = gone.find((step) => !isNothingTo(service, step, place));
  if (lost !== undefined) return `${name} could start the stage that builds instead${ifOnly(lost, place)}`;
  const { end } = place.stage;
  const last = behind[0]?.state ?? end;
  if (last.user !== end.user && !(isRoot(last.user) && isRoot(end.user)) && !says(service.user))
    return `${name} could start the stage that builds instead, if it named its user`;
  return last.workdir !== end.workdir && !says(service.folder)
    ? `${name} could start the stage that builds instead, if it named the folder that it starts in`
    : undefined;
}

function ifOnly({ instruction: { keyword, span } }: Step, { file }: Place): string {
  const place = `${keyword} of line ${lineOf(file, span.start)}`;
  return ABOUT_CONTAINERS.includes(keyword) || SETTINGS.has(keyword)
    ? `, if it said itself what ${place} says`
    : `, if ${place} stood above the last step that builds`;
}

const SETTINGS: ReadonlySet<string> = new Set(['ENV', 'VOLUME']);

/** A setting that the service has in its place, or that it does not heed. */
function isNothingTo(service: Service, step: Step, { file: { source } }: Place): boolean {
  const { keyword, args } = step.instruction;
  switch (keyword) {
    case 'CMD':
      return says(service.command) || says(service.entrypoint);
    case 'ENTRYPOINT':
      return says(service.entrypoint);
    case 'HEALTHCHECK':
      return service.health !== undefined;
    case 'STOPSIGNAL':
      return says(service.stopSignal);
    case 'VOLUME': {
      const paths = jsonForm(args) ?? args.text.split(/\s+/);
      return paths.every((path) => service.mounts.some(({ target }) => target === path));
    }
    case 'ENV':
      return assignments(args.text, source.escape).every(([name]) => service.variables.includes(name));
    // Whoever heeds ports and labels of an image is looked for apart; the user and the folder are compared at the end.
    case 'ARG':
    case 'EXPOSE':
    case 'LABEL':
    case 'MAINTAINER':
    case 'USER':
    case 'WORKDIR':
      return true;
    default:
      return isCopy(step.instruction) && isHidden(service, copyTarget(step, source.escape));
  }
}

/** A folder of the host is mounted over it, and no volume below that would be filled with what was there. */
function isHidden({ mounts }: Service, target: string | undefined): boolean {
  if (target === undefined) return false;
  const ofHost = mounts.filter(({ kind, source }) => kind === 'bind' && source?.includes('$') === false);
  const isCovered = ofHost.some((mount) => within([absolutePath(mount.target, '/')])(target));
  return isCovered && !mounts.some((mount) => mount.kind === 'volume' && within([target])(mount.target));
}
