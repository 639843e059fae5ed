import { dirname, join, relative, resolve, sep } from 'node:path';
import { knownImage } from '../knowledge/images/base-images.ts';
import { composeFiles, composeVariants } from '../knowledge/projects/build-files.ts';
import { type Build, bakeHclBuilds, bakeJsonBuilds } from './builds.ts';
import type { Beside, ComposeFile } from './compose-file.ts';
import { lazily } from './lazily.ts';
import { type ComposeService, composeServices, type Service } from './services.ts';

/** What a compose or bake file says, with paths of this disk; read when it is asked for, and once. */
export type Plan = {
  /** A compose file, what stands in it, and what is beside it. */
  readonly compose?: Pick<ComposeFile, 'path' | 'text' | 'beside'>;
  readonly builds: () => readonly Build[];
  readonly services: () => readonly ComposeService[];
};

/** What the image of a Dockerfile is called, and the stage that is built as it: undefined where that is the last one. */
export type ImageName = { readonly name: string; readonly target: string | undefined };

/** What compose and bake files say of one Dockerfile. */
export type Planned = {
  readonly services: () => readonly Service[];
  readonly images: () => readonly ImageName[];
  readonly composeFiles: () => readonly ComposeFile[];
};

type Said = { readonly builds: () => readonly Build[]; readonly services?: () => readonly ComposeService[] };
type Reader = (text: string, file: string) => Said;

const compose =
  (whole: boolean): Reader =>
  (text, file) => {
    const services = tolerant(() => composeServices(text, file, whole));
    const builds = (): Build[] =>
      /\bbuild\b/.test(text) ? services().flatMap(({ build }) => (build === undefined ? [] : [build])) : [];
    return { builds, services };
  };

const bake =
  (read: (text: string) => Build[]): Reader =>
  (text) => ({ builds: tolerant(() => read(text)) });

const READERS: ReadonlyMap<string, Reader> = new Map([
  ...composeFiles.map((name) => [name, compose(true)] as const),
  ...composeVariants.map((name) => [name, compose(false)] as const),
  ['docker-bake.json', bake(bakeJsonBuilds)],
  ['docker-bake.hcl', bake(bakeHclBuilds)],
]);

/** A file that is not what its name says tells nothing. */
const tolerant = <Read>(read: () => readonly Read[]): (() => readonly Read[]) =>
  lazily(() => {
    try {
      return read();
    } catch {
      return [];
    }
  });

/** The compose and bake files of a folder, by the names that people use; `isThere` spares looking for each of them. */
export function plansIn(folder: string, beside: Beside, isThere: (name: string) => boolean = () => true): Plan[] {
  return [...READERS].flatMap(([name, read]) => {
    const text = isThere(name) ? beside.readText(name) : undefined;
    if (text === undefined) return [];
    const path = join(folder, name);
    const { builds, services } = read(text, path);
    return {
      ...(services !== undefined && { compose: { path, text, beside } }),
      builds: lazily(() => builds().map((build) => onDisk(folder, build))),
      services: services ?? (() => []),
    };
  });
}

function onDisk(folder: string, build: Build): Build {
  const context = resolve(folder, build.context);
  return { ...build, context, dockerfile: resolve(context, build.dockerfile) };
}

/** `root`: where the paths begin by which people know files. */
export function plannedFor(dockerfile: string, root: string, plans: () => readonly Plan[]): Planned {
  return {
    services: lazily(() =>
      servicesOf(dockerfile, plans()).map((service) => ({ ...service, file: shownFrom(root, service.file) })),
    ),
    images: lazily(() => plans().flatMap((plan) => imagesIn(dockerfile, plan))),
    composeFiles: lazily(() =>
      plans().flatMap(({ compose, services }) =>
        compose === undefined ? [] : [{ ...compose, file: shownFrom(root, compose.path), services }],
      ),
    ),
  };
}

/** A path as people write it, from a folder on. */
export const shownFrom = (folder: string, path: string): string => relative(folder, path).split(sep).join('/');

const isOf = (dockerfile: string, { build, file }: ComposeService): boolean =>
  build !== undefined && onDisk(dirname(file), build).dockerfile === dockerfile;

/** Those that build it, those that start an image by the name which one of these gives to it, and what is laid over them in other files. */
function servicesOf(dockerfile: string, plans: readonly Plan[]): Service[] {
  const services = plans.flatMap((plan) => plan.services());
  const building = services.filter((service) => isOf(dockerfile, service));
  return services.flatMap((service): Service[] => {
    const { build, heirOf: _, said: __, ...rest } = service;
    if (building.includes(service)) return [{ ...rest, builds: true }];
    if (build !== undefined) return [];
    const first = building.find((other) => isSameImage(service, other) || isLaidOver(service, other));
    if (first !== undefined) return [{ ...rest, target: rest.target ?? first.target, builds: false }];
    const isBuiltByHand = building.length === 0 && worksOnProject(dockerfile, service) && !isBuilt(service, services);
    return isBuiltByHand ? [{ ...rest, builds: false }] : [];
  });
}

/** An image with a name that no registry has, which gets the folder of the Dockerfile: people build it, and give it that name. */
const worksOnProject = (dockerfile: string, { image = '', file, mounts }: ComposeService): boolean =>
  isOfNobody(image) &&
  mounts.some(
    ({ kind, source = '' }) =>
      kind === 'bind' && /^\.{1,2}(?:\/|$)/.test(source) && resolve(dirname(file), source) === dirname(dockerfile),
  );

/** Only the official images have a name without a folder, and those that people work with are known. */
function isOfNobody(image: string): boolean {
  const [, name, tag = 'latest'] = /^([\w.-]+)(?::([\w.-]+))?$/.exec(image) ?? [];
  return name !== undefined && knownImage(name, tag) === undefined;
}

const isBuilt = (service: ComposeService, services: readonly ComposeService[]): boolean =>
  services.some((other) => other.build !== undefined && isSameImage(service, other));

const isSameImage = ({ image }: ComposeService, other: ComposeService): boolean =>
  image !== undefined && image === other.image;

const isLaidOver = (service: ComposeService, other: ComposeService): boolean =>
  service.name === other.name && dirname(service.file) === dirname(other.file);

/** Names that it has everywhere, and those that other builds of the file have for it. */
function imagesIn(dockerfile: string, plan: Plan): ImageName[] {
  const builds = plan.builds();
  return builds
    .filter((build) => build.dockerfile === dockerfile)
    .flatMap(({ name, images, target }) => {
      const own = [`service:${name}`, `target:${name}`];
      const called = builds.flatMap(({ calls }) =>
        Object.keys(calls).filter((call) => own.includes(String(calls[call]))),
      );
      return [...images, ...called].map((image) => ({ name: image, target }));
    });
}
