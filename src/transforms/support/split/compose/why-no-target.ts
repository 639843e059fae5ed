import { pathIn } from '../../../../context/build-context.ts';
import type { Beside, ComposeFile } from '../../../../context/compose-file.ts';
import { type ServiceTarget, withTargets } from '../../../../context/service-targets.ts';
import type { ComposeService, Service } from '../../../../context/services.ts';
import { devContainerFolder } from '../../../../knowledge/images/platforms.ts';
import { bakeFiles } from '../../../../knowledge/projects/build-files.ts';
import {
  callsImage,
  composeFile,
  namesImage,
  readsImages,
  takesAway,
  withoutTargets,
} from '../../../../knowledge/projects/compose.ts';
import { escaped } from '../../../../syntax/text.ts';
import { imageScriptFiles } from '../../find/image-scripts.ts';
import { firstReason } from '../../user/first-reason.ts';
import type { Place } from '../../user/place.ts';
import { says } from './says.ts';

/** The compose files of a project, and the services that get a target in them. */
type Around = {
  readonly place: Place;
  readonly files: readonly ComposeFile[];
  readonly targets: readonly ServiceTarget[];
  /** Why what a service starts needs more than the stage that builds has. */
  readonly whyNot: (service: Service) => string | undefined;
};

/**
 * Why services can't be told to build a stage: the line can't be written, or others would get the image of that stage in place of the one
 * that runs.
 */
export function whyNoTarget(
  place: Place,
  targets: readonly ServiceTarget[],
  whyNot: Around['whyNot'],
): string | undefined {
  const files = place.context.composeFiles?.() ?? [];
  const around = { place, files, targets, whyNot };
  const why = firstReason(targets, (target) => whyOthers(target, around));
  if (why !== undefined) return why;
  const changed = withTargets(place.context, targets);
  return typeof changed === 'string' ? changed : undefined;
}

function whyOthers(target: ServiceTarget, around: Around): string | undefined {
  const compose = around.files.find(({ file }) => file === target.file);
  const own = compose?.services().find(({ name }) => name === target.service);
  if (compose === undefined || own === undefined) return `${target.file} is not known`;
  return (
    whyRelated(own, around) ??
    whyNamed(own, compose, around) ??
    whyRead(own, compose, around) ??
    firstReason(around.files, (other) => (other === compose ? undefined : whyMerged(own, other, around)))
  );
}

/** What is said of it is said of others too, or elsewhere. */
function whyRelated({ name, heirOf }: ComposeService, { files }: Around): string | undefined {
  if (heirOf !== undefined) return `${name} extends ${heirOf}`;
  const heir = files.flatMap(({ services }) => services()).find((other) => other.heirOf === name);
  return heir && `${heir.name} extends ${name}`;
}

/** Its image has a name by which others may start it. */
function whyNamed(own: ComposeService, { beside }: ComposeFile, { files, targets }: Around): string | undefined {
  const { name, image, said } = own;
  const build = said['build'];
  const key =
    typeof build === 'object' && build !== null ? Object.keys(build).find((one) => namesImage.test(one)) : undefined;
  if (key !== undefined) return `${key} of ${name} names its image, which others may start`;
  if (image !== undefined && /[/$]/.test(image)) return `the image of ${name} is called ${image}, and may be pushed`;
  const all = files.flatMap(({ file, services }) => services().map((service) => ({ file, service })));
  // `project_web` and `project-web`, where nothing else is said.
  const isIts = (other: string): boolean =>
    image === undefined ? new RegExp(`[-_]${escaped(name)}(?::|$)`).test(other) : untagged(other) === untagged(image);
  const user = all.find(
    ({ file, service }) =>
      service.name !== name &&
      service.image !== undefined &&
      isIts(service.image) &&
      !targets.some((one) => one.file === file && one.service === service.name),
  );
  if (user !== undefined) return `${user.service.name} of ${user.file} starts the image of ${name} as well`;
  const caller = all.find(({ service: { build: other } }) =>
    Object.values(other?.calls ?? {}).includes(`service:${name}`),
  );
  if (caller !== undefined) return `${caller.service.name} of ${caller.file} is built on the image of ${name}`;
  const script = scriptWith(beside, isIts);
  return script && `${script} calls the image of ${name} by its name`;
}

/** A script or pipeline that starts, saves or pushes an image by such a name. */
function scriptWith({ namesIn, readText }: Beside, isIts: (name: string) => boolean): string | undefined {
  return imageScriptFiles({ namesIn }, () => false).find((path) =>
    [...(readText(path) ?? '').matchAll(callsImage)].some(([call]) =>
      call.split(/[\s"'`,;&|]+/).some((word) => isIts(word)),
    ),
  );
}

const namesWord = (text: string, word: string): boolean => new RegExp(`\\b${escaped(word)}\\b`).test(text);

const untagged = (image: string): string => image.replace(/:latest$/, '');

/** Others read the file, or read more than the files that are known. */
function whyRead(
  { name }: ComposeService,
  compose: ComposeFile,
  { place: { stage }, files }: Around,
): string | undefined {
  const { file, text, path, beside, services } = compose;
  if (withoutTargets.test(text) && services().some(({ said }) => said['deploy'] !== undefined))
    return `${file} may be deployed to a swarm, which knows no target in its version of the format`;
  const isShown = stage.steps.some(({ instruction: { keyword } }) => keyword === 'EXPOSE' || keyword === 'LABEL');
  const reader = isShown ? readsImages.exec(text)?.[0] : undefined;
  if (reader !== undefined) return `${file} speaks of ${reader}, which may go by ports and labels of its image`;
  const bake = bakeFiles.find((other) => namesWord(beside.readText(other) ?? '', name));
  if (bake !== undefined) return `${bake} may say more of ${name}`;
  const folder = path.slice(0, path.length - nameOf(path).length);
  const isKnown = (other: string): boolean => files.some((one) => one.path === folder + other);
  const unread = beside.namesIn('')?.find((other) => composeFile.test(other) && !isKnown(other));
  if (unread !== undefined) return `${unread}, which is not read, may say more of ${name}`;
  const editors = (beside.namesIn(devContainerFolder) ?? [])
    .map((other) => pathIn(devContainerFolder, other))
    .find((other) => isLaidOver(beside.readText(other) ?? '', name));
  return editors && `${editors} builds ${name} as well, and may be laid over ${file}`;
}

const nameOf = (path: string): string => /[^/\\]*$/.exec(path)?.[0] ?? '';

/** A compose file in which a service of this name is built. */
const isLaidOver = (text: string, name: string): boolean =>
  new RegExp(`^\\s+["']?${escaped(name)}["']?:`, 'm').test(text) && /^\s+build:/m.test(text);

/** Files that are given to compose together become one, in which the target would be that of what the other one says. */
function whyMerged(own: ComposeService, other: ComposeFile, around: Around): string | undefined {
  const { targets, place, whyNot } = around;
  const { name } = own;
  if (other.services().length === 0 && namesWord(other.text, name)) return `${other.file} can not be read`;
  const twin = other.services().find((service) => service.name === name);
  if (twin === undefined || targets.some((one) => one.file === other.file && one.service === name)) return undefined;
  if (takesAway.test(other.text)) return `${other.file} takes away what others say of ${name}`;
  const empty = SETTINGS.find((key) => Object.hasOwn(twin.said, key) && isEmpty(twin.said[key]));
  if (empty !== undefined) return `${other.file} takes ${empty} of ${name} away`;
  if (twin.said['build'] === undefined)
    return twin.image === undefined ? undefined : `${other.file} calls the image of ${name} ${twin.image}`;
  const isOfThis = (place.context.services?.() ?? []).some(
    (one) => one.builds && one.file === other.file && one.name === name,
  );
  if (isOfThis) return `${other.file} builds ${name} as well, and both call the image the same`;
  if (!standsAlone(twin, own)) return `${other.file} builds ${name} of another file, and may be laid over this one`;
  return whyNot({ ...twin, builds: false }) && `${other.file} starts an image of the same name`;
}

/** What a file that is laid over others may not take back. */
const SETTINGS = [
  'build',
  'command',
  'entrypoint',
  'environment',
  'healthcheck',
  'stop_signal',
  'user',
  'volumes',
  'working_dir',
];

const isEmpty = (value: unknown): boolean =>
  value == null || ((typeof value === 'string' || Array.isArray(value)) && !says(value));

/** A file that is laid over another one says what differs; one that says the same again stands for itself. */
const standsAlone = (twin: ComposeService, own: ComposeService): boolean =>
  Object.keys(twin.said).filter((key) => JSON.stringify(twin.said[key]) === JSON.stringify(own.said[key])).length >=
  AGAIN;

/** One or two things may be said twice by mistake. */
const AGAIN = 3;
