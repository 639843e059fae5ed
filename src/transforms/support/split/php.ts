import { isBuildPackage } from '../../../knowledge/build-packages.ts';
import { phpSource } from '../../../knowledge/php-calls.ts';
import {
  apacheSwitch,
  COMPILERS,
  compilesExtensions,
  isOfPhp,
  phpServer,
  releaseOfPhp,
} from '../../../knowledge/php-images.ts';
import { broughtByImage, isFetchPackage, programsOfPackage } from '../../../knowledge/php-packages.ts';
import { hasPackages } from '../../../knowledge/runtime-images.ts';
import { steadyLibrary } from '../../../knowledge/steady-libraries.ts';
import { fromParts, type Stage, type Step } from '../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../model/image-files.ts';
import type { ImageReference } from '../../../model/image-reference.ts';
import { within } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { type Place, textAt } from '../user/place.ts';
import { lineOf, listed } from '../wording.ts';
import { installsComposer } from './php/brought.ts';
import { type Composed, composedIn, composerCall } from './php/composer.ts';
import { type PhpFiles, phpFiles } from './php/files.ts';
import { type Spawned, spawnedByPhp } from './php/sources.ts';
import type { Build, Ecosystem, Runtime } from './runtime.ts';
import { librariesFor } from './runtime-base.ts';
import { type Installed, systemPackages } from './system-packages.ts';

/** Programs in PHP run on the image that they are built on, without what fetched their packages and compiled extensions. */
export const php: Ecosystem = { builds, lastStep, ownStart, runtime };

function imageOf({ base }: Stage): ImageReference | undefined {
  return base.kind === 'image' && base.image.name === 'php' ? base.image : undefined;
}

function builds(command: Command, { stage }: Place): boolean {
  if (imageOf(stage) === undefined) return false;
  return composerCall(command) !== undefined || compilesExtensions.test(toolOf(command));
}

/** The server of an image that has pages to serve; without any, others may be built on it. */
function ownStart({ stage, file, context }: Place): string | undefined {
  const files = imageFiles(file, context, stage);
  const hasPages = typeof files !== 'string' && files.some(({ source }) => phpSource.test(source));
  return hasPages ? phpServer(imageOf(stage)?.tag ?? '') : undefined;
}

/** Programs that every image of PHP has, and that do the same without what builds need. */
const ANYWHERE: ReadonlySet<string> = new Set(
  `: [ addgroup adduser cat cd chgrp chmod chown cp echo export false groupadd ln ls mkdir mv php printf rm sed set tee test touch true
  useradd usermod`.split(/\s+/),
);

/** What stands behind it is done in the stage that runs, as it was. */
function lastStep({ steps }: Stage): Step | undefined {
  return steps.findLast((step) => isRun(step) && !step.deferred && !isDoneAnywhere(step));
}

const isDoneAnywhere = ({ run, instruction }: Step): boolean =>
  run !== undefined &&
  run.script.opaque === undefined &&
  instruction.flags.length === 0 &&
  !/composer(?!\.(?:json|lock))/.test(run.script.text) &&
  run.script.commands.every(
    ({ name, words }) => name === '' || ANYWHERE.has(words[0]?.value ?? '') || apacheSwitch.test(name),
  );

function runtime(build: Build): Runtime | string | undefined {
  const { place, steps } = build;
  const image = imageOf(place.stage) as ImageReference;
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const family = /alpine/.test(image.tag) ? 'alpine' : 'debian';
  const hasComposer = steps.some((step) => installsComposer(build, step));
  if (
    !hasComposer &&
    droppedFrom(
      systemOf(place, family, () => false),
      family,
    ).length === 0
  )
    return undefined;
  const why = whyRoot(build) ?? whyStarted(build);
  if (why !== undefined) return why;
  const composed = composedIn(place, steps);
  if (typeof composed === 'string') return composed;
  if (hasComposer && composed.folders.length === 0)
    return 'composer is installed, and no step has it install anything, so people may call it in containers';
  const spawned = spawnedByPhp(place.context, files);
  if (typeof spawned === 'string') return spawned;
  const found = phpFiles({ ...build, files }, composed);
  if (typeof found === 'string') return found;
  const named = namedByFiles(place, files, found);
  const starts = [...startedBy(build), ...composed.starts, ...spawned, ...named];
  const packages = packagesFor({ build, image, family, starts, composed });
  if (typeof packages === 'string') return packages;
  if (!hasComposer && packages.dropped.length === 0) return undefined;
  const configured = steps.find(({ run }) => /\bgit config\b/.test(run?.script.text ?? ''));
  if (configured !== undefined && packages.needed.includes('git'))
    return `line ${lineOf(place.file, configured.instruction.span.start)} sets up git for who builds, and the program starts it as well`;
  const { taken, repeated, keepsOwners } = found;
  const hasUser = steps.some(({ instruction: { keyword } }) => keyword === 'USER');
  return {
    base: fromParts(place.stage.from).base,
    packages: packages.needed,
    ...{ taken, repeated, builder: [] },
    ...(keepsOwners && !hasUser && { keepsOwners }),
    reason: reasonOf(packages, hasComposer, found, composed),
  };
}

/** The images without a server start in the root folder. */
function whyRoot({ place: { stage, file }, steps }: Build): string | undefined {
  const step = steps.find(
    ({ instruction, state, run }) =>
      state.workdir === undefined &&
      (run?.script.commands.some((one) => composerCall(one)) || isRelativeCopy(instruction)),
  );
  return step !== undefined && phpServer(imageOf(stage)?.tag ?? '') === undefined
    ? `line ${lineOf(file, step.instruction.span.start)} works in the root folder of the image, with all else`
    : undefined;
}

const isRelativeCopy = (instruction: Step['instruction']): boolean =>
  isCopy(instruction) && !/(?:^|[\s"])\/[^\s"]*"?\s*\]?$/.test(instruction.args.text.trim());

function whyStarted({ place, started }: Build): string | undefined {
  for (const { name, path, args, by } of started.programs) {
    if (name === '.' || name === 'source') return `${by} reads ${args[0]?.text ?? 'a file'}, which is not followed`;
    if (path !== undefined && !/^\/(?:usr\/(?:local\/)?)?s?bin\//.test(path) && !isKnownFile(place, path))
      return `${path}, which ${by} starts, can not be read`;
    const words = [name, ...args.map(({ value }) => value)].map(baseName);
    if (
      /^composer(?:\.phar)?$/.test(words[0] ?? '') ||
      (/^php/.test(words[0] ?? '') && words.some((word) => /^composer(?:\.phar)?$/.test(word)))
    )
      return `${by} calls composer, which works on the project while containers run`;
    if (compilesExtensions.test(words[0] ?? '')) return `${by} calls ${name}, which compiles while containers run`;
  }
  return undefined;
}

/** A file of the build context, or one that a package of PHP brings. */
const isKnownFile = (place: Place, path: string): boolean =>
  /\/vendor\/(?:bin|[\w.-]+\/[\w.-]+)\//.test(path) || textAt(place, path) !== undefined;

const startedBy = ({ started }: Build): Spawned[] =>
  started.programs.map(({ name, by }) => ({ name: baseName(name), by }));

/** Programs in lines of settings and tables that others read: those of cron, supervisord and their like. */
function namedByFiles({ context }: Place, files: readonly ImageFile[], { taken }: PhpFiles): Spawned[] {
  const folders = within(taken.filter(({ kind }) => kind === 'folder').map(({ path }) => path));
  return files
    .filter(
      ({ path, source }) =>
        !phpSource.test(source) && (!folders(path) || /cron|supervis|\.(?:conf|service)$/.test(path)),
    )
    .flatMap(({ source }) => {
      const lines = (context.readText(source) ?? '').split('\n').filter((line) => !/^\s*[#;]/.test(line));
      return lines
        .flatMap((line) => [...line.matchAll(/(?<![\w.-])([a-z][\w+.-]*)\s+[\w-]/g)])
        .map(([, name = '']) => ({ name, by: source }));
    });
}

type Wanted = {
  readonly build: Build;
  readonly image: ImageReference;
  readonly family: 'alpine' | 'debian';
  readonly starts: readonly Spawned[];
  readonly composed: Composed;
};
type Packages = { readonly needed: readonly string[]; readonly dropped: readonly string[] };

/** Packages of the system that the stage that runs has to have, and those that it goes without. */
function packagesFor({ build: { place, steps }, image, family, starts, composed }: Wanted): Packages | string {
  const tools = new Set(steps.flatMap(({ run }) => run?.script.commands.map(toolOf) ?? []));
  const caller = starts.find(({ name }) => /^composer(?:\.phar)?$/.test(baseName(name)));
  if (caller !== undefined) return `${caller.by} calls composer, which works on the project while it runs`;
  // What no step of the build is known to need may be there for people, or for packages that are not known.
  const isUsedUp = (name: string): boolean =>
    !composed.isOpen && (composed.folders.length > 0 || programsOfPackage(name).some((program) => tools.has(program)));
  const names = new Set(starts.map(({ name }) => baseName(name)));
  const system = systemOf(
    place,
    family,
    (name) =>
      programsOfPackage(name).some((program) => names.has(program)) || (isFetchPackage(name) && !isUsedUp(name)),
  );
  if (system.unknown !== undefined) return system.unknown;
  const libraries = librariesOf(place.stage, image, family, system.development);
  if (typeof libraries === 'string') return libraries;
  // Extensions in C++ are linked with what compilers bring along.
  const isInCpp = family === 'alpine' && (system.building.includes(COMPILERS) || tools.has('pecl'));
  const compilers = isInCpp ? ['libgcc', 'libstdc++'] : [];
  const there = broughtByImage[family] ?? [];
  const needed = [...new Set([...system.running, ...libraries, ...compilers])].filter((name) => !there.includes(name));
  const odd = needed.find((name) => !/^[\w@+.,:=*/-]+$/.test(name));
  if (odd !== undefined) return `how ${odd} would be installed again is not known`;
  if (needed.length > 0 && !hasPackages(releaseOf(place.stage, image)))
    return `the stage that runs would need packages, and those of ${releaseOf(place.stage, image)} are no longer where it looks for them`;
  return { needed, dropped: droppedFrom(system, family).filter((name) => !needed.includes(name)) };
}

const systemOf = (place: Place, family: 'alpine' | 'debian', isNeeded: (name: string) => boolean): Installed =>
  systemPackages(place, {
    isBuilding: (name) =>
      name === COMPILERS ||
      ((isFetchPackage(name) || (isBuildPackage(name) && !isDevelopment(name))) && !isNeeded(name)),
    isDevelopment,
    there: broughtByImage[family] ?? [],
    variables: [COMPILERS],
    isRecommendedToo: true,
  });

const isDevelopment = (name: string): boolean => /-dev$/.test(name);

const droppedFrom = ({ building, development }: Installed, family: 'alpine' | 'debian'): string[] =>
  [...building, ...development].filter(
    (name) => !(broughtByImage[family] ?? []).includes(name) && !(name === COMPILERS && family === 'debian'),
  );

/** What development packages stand for while a program runs. A tag without a release may stand for another one tomorrow. */
function librariesOf(
  stage: Stage,
  image: ImageReference,
  family: 'alpine' | 'debian',
  names: readonly string[],
): readonly string[] | string {
  const written = fromParts(stage.from).base;
  const release = releaseOf(stage, image);
  const isPinned = family === 'alpine' || (release !== undefined && written.includes(release));
  const isKnown = isPinned || (release !== undefined && !written.includes('$'));
  const found: string[] = [];
  for (const name of names) {
    if (isOfPhp(name)) continue;
    const exact = librariesFor({ family, release: isKnown ? release : undefined }, [name]);
    const steady = steadyLibrary(family, name);
    const libraries = isPinned && typeof exact !== 'string' ? exact : (steady ?? exact);
    if (typeof libraries === 'string')
      return isKnown
        ? libraries
        : `which library of ${name} PHP needs goes by the release, which ${written} does not tell: a tag can say it`;
    found.push(...libraries);
  }
  return found;
}

const releaseOf = ({ base }: Stage, { tag }: ImageReference): string | undefined =>
  /alpine(\d[\d.]*)/.exec(tag)?.[1] ?? (base.kind === 'image' ? base.known?.release : undefined) ?? releaseOfPhp(tag);

function reasonOf({ dropped }: Packages, hasComposer: boolean, { taken }: PhpFiles, { isOpen }: Composed): string {
  const gone = [...dropped.slice(0, 4).map((name) => (name === COMPILERS ? 'the compilers' : name))];
  const left = [...gone, ...(hasComposer ? ['composer'] : [])];
  const open = isOpen
    ? '; what fetches packages stays where it is installed, as no composer.lock says what they start'
    : '';
  return `nothing that is known to run needs ${listed(left)}, and PHP runs on the same image; it takes along ${listed(taken.map(({ path }) => path))}${open}`;
}
