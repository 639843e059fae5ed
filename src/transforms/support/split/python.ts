import type { Family } from '../../../knowledge/images/base-images.ts';
import { isSlim } from '../../../knowledge/images/slim-tags.ts';
import { steadyLibrary } from '../../../knowledge/packages/steady-libraries.ts';
import { isLibraryOfPython, isSystemModule } from '../../../knowledge/python/build-packages.ts';
import { asksMimeTypes, makesEnvironments, typesUnknownToPython } from '../../../knowledge/python/calls.ts';
import { isHeadersOfPython } from '../../../knowledge/python/distributions.ts';
import {
  hasVenv,
  hasWheel,
  intoActiveVenv,
  listOfTypes,
  pathIntoVenv,
  venvCommand,
  venvWithPipOfImage,
} from '../../../knowledge/python/images.ts';
import { broughtByTools, linkedWith, systemNeeds } from '../../../knowledge/python/packages.ts';
import { elsewhere, saysTheDefault } from '../../../knowledge/python/tools.ts';
import { rootImage, type Step } from '../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../model/image-files.ts';
import type { ImageReference } from '../../../model/image-reference.ts';
import { PYPROJECT } from '../../../model/manifests/pyproject.ts';
import { within } from '../../../model/paths.ts';
import type { Command } from '../../../shell/script.ts';
import { lineEnding } from '../../../syntax/text.ts';
import { usualCase } from '../find/casing.ts';
import { headingComments, lineStart } from '../rewrite/move.ts';
import type { Rewrite } from '../rewrite/rewrite.ts';
import { djangoFolders } from '../user/django-folders.ts';
import type { Place } from '../user/place.ts';
import { lastFolder } from '../user/working-folder.ts';
import { lineOf } from '../wording.ts';
import { textOf } from './calls.ts';
import { leftBehind } from './left-behind.ts';
import type { Installs } from './python/asked-for.ts';
import { callsIn, installsPackages, usesPython } from './python/calls.ts';
import { isKnown } from './python/commands.ts';
import { droppedFrom, hasToolchain, ownPackages, purposesFor } from './python/distribution-packages.ts';
import { environmentOf, firstOnPath } from './python/environment.ts';
import { broughtBefore, isNamed, whyOwners } from './python/files.ts';
import { imageOf, isDistribution, releaseOf, runtimeImage, whyNoPython } from './python/image.ts';
import { installsOf, shownInstalls } from './python/installs.ts';
import { whyJobs } from './python/jobs.ts';
import { whyMoved } from './python/moved.ts';
import { namesAgain, otherNames } from './python/other-names.ts';
import { whyOtherTool } from './python/other-tools.ts';
import { isOfPython, LOGIN, packageNamed, packagesOfStarted } from './python/programs.ts';
import { type PythonSource, programsOf, pythonSources } from './python/sources.ts';
import type { Environment } from './python/targets.ts';
import { removedSettings, whyRemoved } from './removed.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { librariesFor } from './runtime-base.ts';
import { hasBuildPackages, type Installed, systemPackages, withoutVersion } from './system-packages.ts';
import { outermost } from './taken.ts';

/** Programs in Python run without what compiled their packages. */
export const python: Ecosystem = {
  builds,
  runtime: (build) => {
    const found = runtimeOf(build);
    return typeof found === 'string' && !isForPython(build) ? undefined : found;
  },
};

/** On a distribution, what is not written in Python is for others to tell. */
const isForPython = ({ place, started }: Build): boolean =>
  (imageOf(place.stage) !== undefined && !isDistribution(place.stage)) || started.programs.some(isOfPython);

/** A slim image without compilers is what the split would come to. Of other images it is said why they are left, where they may have some. */
function builds(command: Command, place: Place): boolean {
  const { stage } = place;
  const isInstall = installsPackages(command);
  if (!isInstall && !usesPython(command) && whyOtherTool(command) === undefined) return false;
  const image = imageOf(stage);
  if (image === undefined) return isInstall && (rootImage(stage) === undefined || hasBuildPackages(stage));
  if (isDistribution(stage)) return isInstall && hasToolchain(place);
  return !isSlim(image.tag) || hasBuildPackages(stage);
}

/** What the parts of the answer go by. */
type Project = Build & {
  readonly image: ImageReference;
  readonly files: readonly ImageFile[];
  readonly environment: Environment;
  readonly installs: Installs;
  readonly system: Installed;
  readonly sources: readonly PythonSource[];
};

function runtimeOf(build: Build): Runtime | string {
  const image = imageOf(build.place.stage);
  if (image === undefined) return whyNoPython(build.place.stage) ?? '';
  const base = runtimeImage(build.place.stage, image);
  const why = whyImage(build, image, base);
  if (why !== undefined || base === undefined) return why ?? '';
  const project = projectOf(build, image);
  if (typeof project === 'string') return project;
  const packages = packagesOf(project);
  if (typeof packages === 'string') return packages;
  const files = filesOf(project);
  if (typeof files === 'string') return files;
  const { environment, installs } = project;
  const { path, above } = environment;
  const taken = outermost([{ path, kind: 'folder' }, ...files.taken]);
  return {
    base,
    taken,
    packages,
    repeated: files.repeated,
    made: files.made,
    builder: [...environment.builder, ...(above === undefined ? [] : [venvAbove(project, above)])],
    ...(isDistribution(build.place.stage) && { keepsPrograms: true }),
    ...(above !== undefined && { added: { above, setting: settingOf(environment) } }),
    reason: reasonOf(project, installs, base),
  };
}

const IMAGE_PACKAGES = /\/usr\/(?:local\/)?lib\/python|\/usr\/local\/(?:etc|share)\//;
/** But for the file that keeps pip from installing there (peps.python.org/pep-0668). */
const PACKAGES_OF_DISTRIBUTION = /\/usr\/lib\/python(?!3[\d.*]*\/EXTERNALLY-MANAGED\b)/;
const keepsPipOut = /^\/usr\/lib\/python3[\d.]*\/EXTERNALLY-MANAGED\b/;
/** Settings that have pip install or build in another way, or Python look for its own files elsewhere. */
const OTHERWISE =
  /\b(?:PIP_(?:CONFIG_FILE|NO_BINARY|NO_BUILD_ISOLATION|PREFIX|ROOT|SRC|TARGET|USER)|PYTHONHOME|PYTHONUSERBASE)\b/;

function whyImage(
  { place, steps, behind }: Build,
  { tag, digest }: ImageReference,
  base: string | undefined,
): string | undefined {
  const { from } = place.stage;
  const ownFiles = isDistribution(place.stage) ? PACKAGES_OF_DISTRIBUTION : IMAGE_PACKAGES;
  if (from.flags.length > 0)
    return `FROM says ${from.flags[0]?.text}, which the stage that runs would have to say as well`;
  if (isDistribution(place.stage) && base?.includes('$') === true)
    return 'FROM names the release by a variable, and packages that the stage that runs needs go by it';
  if (digest !== undefined && !isSlim(tag))
    return 'the image is named by its digest, and that of a slim one is not known';
  if (base === undefined) return `there is no slim image for python:${tag}`;
  if (!hasVenv(tag)) return 'this Python has no module that makes environments with pip';
  const all = [...steps, ...behind].map(({ instruction }) => instruction);
  const setting = all.find(({ args }) => ownFiles.test(args.text));
  if (setting !== undefined)
    return `line ${lineOf(place.file, setting.span.start)} names files of the image's own Python by their path`;
  const otherwise = all.flatMap(({ keyword, args, span }) => {
    const text = /^(?:ARG|ENV|RUN)$/.test(keyword) ? args.text.replace(saysTheDefault, '') : '';
    const name = (OTHERWISE.exec(text) ?? elsewhere.exec(text))?.[0];
    return name === undefined ? [] : [{ line: lineOf(place.file, span.start), name }];
  })[0];
  if (otherwise !== undefined)
    return `line ${otherwise.line} sets ${otherwise.name}, so where packages go is not known`;
  for (const { command, step } of callsIn(place, steps)) {
    const why = whyOtherTool(command);
    if (why !== undefined) return `line ${lineOf(place.file, step.instruction.span.start)}: ${why}`;
  }
  const shell = [...steps, ...behind].find(
    ({ instruction: { keyword, args } }) => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) && LOGIN.test(args.text),
  );
  return shell && `${shell.instruction.keyword} starts a shell that sets another PATH`;
}

const CONFIGURED = /^\s*(?:no-binary|no-build-isolation|prefix|root|src|target|user)\s*=/m;

function projectOf(build: Build, image: ImageReference): Project | string {
  const { place, steps } = build;
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const environment = environmentOf(
    { place, files, tag: image.tag, isOfDistribution: isDistribution(place.stage) },
    steps,
  );
  if (typeof environment === 'string') return environment;
  const config = files.find(
    ({ path, source }) => /(?:^|\/)pip\.conf$/.test(path) && CONFIGURED.test(place.context.readText(source) ?? ''),
  );
  if (config !== undefined) return `${config.source} says in its own way where pip installs, or how`;
  const installs = installsOf(place, steps, files, {
    ...environment,
    builtOn: environment.above === undefined ? 'itself' : hasWheel(image.tag) ? 'more' : 'pip',
  });
  if (typeof installs === 'string') return installs;
  const sources = pythonSources(place.context, files, build.started);
  if (typeof sources === 'string') return sources;
  const moved = environment.above === undefined ? undefined : whyMoved(place.context, files, build.started);
  if (moved !== undefined) return moved;
  const onDistribution = isDistribution(place.stage);
  const system = onDistribution ? systemPackages(place, purposesFor(environment)) : systemPackages(place);
  return (
    system.unknown ??
    (onDistribution
      ? (whyEnvironments(sources) ?? whyJobs(place, steps, files, build.started))
      : whyModule(system)) ?? {
      ...build,
      image,
      files,
      environment,
      installs,
      system,
      sources,
    }
  );
}

const whyModule = ({ running }: Installed): string | undefined => {
  const module = running.find((written) => isSystemModule(written.replace(/[=/:].*$/, '')));
  return module && `${module} is a module for the Python of the system, which is another one than that of the image`;
};

const whyEnvironments = (sources: readonly PythonSource[]): string | undefined => {
  const found = sources.find(({ text }) => makesEnvironments.test(text));
  return found && `${found.path} makes environments while it runs, and what does so stays with the stage that builds`;
};

/** Packages of the system that the stage that runs has to have. */
function packagesOf(project: Project): readonly string[] | string {
  const { place, started, image, system, installs, sources, environment, files } = project;
  const family = rootImage(place.stage)?.family ?? 'debian';
  const development = librariesOf(project, family);
  if (typeof development === 'string') return development;
  const needed = neededBy(project);
  if (typeof needed === 'string') return needed;
  const own = isDistribution(place.stage) ? ownPackages(place, environment, system, installs) : [];
  if (typeof own === 'string') return own;
  const packages = [...own, ...system.running, ...development, ...needed];
  const names = packages.map(withoutVersion);
  const { isOfSystem } = environment;
  const isFirst = isOfSystem || environment.above !== undefined || firstOnPath(place) === `${environment.path}/bin`;
  const known = {
    place,
    files,
    installs,
    path: environment.path,
    comesAlong: (tool: string) => tool === 'poetry' && environment.isActive && installs.named.includes(tool),
    isFirst,
    isOfSystem,
    family,
    packages: names,
  } as const;
  const byStart = packagesOfStarted(known, started);
  if (typeof byStart === 'string') return byStart;
  const programs = programsOf(sources);
  if (typeof programs === 'string') return programs;
  for (const { name, by } of programs) {
    if (/^python[\d.]*$/.test(name) || installs.programs.includes(name)) continue;
    if (/^(?:pip|uv|conda)\d*$/.test(name)) return `${by} calls ${name} while it runs`;
    const brings = packageNamed(known, name);
    if (brings === undefined) return `${by} starts ${name}, and what brings that to a smaller image is not known`;
    if (brings !== '') packages.push(brings);
  }
  if (!isSlim(image.tag) && asksForTypes(project)) packages.push(listOfTypes(releaseOf(place.stage, image)));
  return [...new Set([...packages, ...byStart])];
}

/** Types of files are told by their names, which Python alone does not know all of. */
const asksForTypes = ({ sources, files }: Project): boolean =>
  sources.some(({ text }) => asksMimeTypes.test(text)) || files.some(({ path }) => typesUnknownToPython.test(path));

/** What development packages stand for while a program runs. */
function librariesOf({ image, place, system, installs }: Project, family: Family): readonly string[] | string {
  const packages: string[] = [];
  const release = releaseOf(place.stage, image);
  for (const name of system.development.filter((one) => !isHeadersOfPython(one))) {
    const exact = release === undefined ? undefined : librariesFor({ family, release }, [name]);
    const found = exact !== undefined && typeof exact !== 'string' ? exact : ofEveryImage(family, name);
    if (found === undefined)
      return release === undefined
        ? `which library of ${name} a package of Python needs goes by the release, which python:${image.tag} does not tell: a tag can say it`
        : `which library of ${name} a package of Python needs when it runs is not known`;
    packages.push(...found);
  }
  const linked = installs.linksWith.find((name) => name !== 'gomp');
  if (linked !== undefined && !isSlim(image.tag))
    return `a package of the project is linked with ${linked}, and which package has that in a smaller image is not known`;
  return installs.linksWith.includes('gomp') ? [...packages, 'libgomp1'] : packages;
}

const ofEveryImage = (family: Family, name: string): readonly string[] | undefined =>
  isLibraryOfPython(name) ? [] : steadyLibrary(family, name);

/** A slim image loses compilers, and nothing else that a package may go by. */
function neededBy({ place, image, installs }: Project): readonly string[] | string {
  const packages: string[] = [];
  const release = releaseOf(place.stage, image);
  const isLosing = !isSlim(image.tag);
  for (const line of [...installs.requirements, ...installs.implied, ...installs.along]) {
    const linked = isLosing ? linkedWith(line, image.tag) : [];
    if (linked.length > 0 && release === undefined)
      return `${line} is compiled for this Python, with libraries whose names go by the release of Debian, which is not known: a tag can say it`;
    const libraries = librariesFor({ family: 'debian', release }, linked);
    if (typeof libraries === 'string') return libraries;
    packages.push(...libraries);
    const needs = systemNeeds(line, release);
    if (!('unknown' in needs)) packages.push(...needs.filter((name) => isLosing || broughtByTools.has(name)));
    else if (isLosing || needs.always) return needs.unknown;
  }
  return packages;
}

type Files = Pick<Runtime, 'repeated' | 'taken'> & { readonly made: readonly string[] };

/** What of the files that are there at the end of the build has to come along. */
function filesOf(project: Project): Files | string {
  const { place, steps, started, files, installs, environment, sources } = project;
  const ran = started.programs.map(({ name }) => (name === 'poetry' ? PYPROJECT : ''));
  const texts = [...[...started.scripts, ...sources].map(({ text }) => text), ...ran];
  const isList = (path: string): boolean => installs.lists.includes(path) && !isNamed(texts, path);
  const isDone = ({ path }: ImageFile): boolean => isList(path) || (path.endsWith('.whl') && !isNamed(texts, path));
  const brought = broughtBefore(place, steps, files, isDone);
  if (typeof brought === 'string') return brought;
  const made = madeBy(project);
  if (typeof made === 'string') return made;
  const linked = installs.linked.map((path): Taken => ({ path, kind: 'folder' }));
  const folder = lastFolder(place.stage);
  // A package that is linked to, or built where it is, may stand in the folder of the project.
  const own = [...brought, ...made, ...linked].map((one) =>
    folder !== '/' && within([folder])(one.path) && one.kind === 'folder' ? { ...one, path: folder } : one,
  );
  const taken = outermost([{ path: environment.path, kind: 'folder' }, ...own]);
  const isTaken = within(taken.map(({ path }) => path));
  const names = otherNames(place, steps);
  const removed = removedSettings(place, steps).filter((path) => !isTaken(path));
  const isKept = (path: string): boolean => isTaken(path) || names.includes(path) || keepsPipOut.test(path);
  const left = leftBehind(place, steps, isKnown, isKept);
  if (typeof left === 'string') return left;
  const all = [...own, ...left.taken.filter(({ path }) => path !== folder && !isList(path))];
  return (
    whyOwners(place, steps, all) ??
    whyRemoved(steps, all) ?? {
      taken: all,
      repeated: left.repeated,
      made: [...removed.map((path) => `rm -rf ${path}`), ...namesAgain(names)],
    }
  );
}

/** What commands of frameworks make. */
function madeBy({ place, steps }: Project): Taken[] | string {
  const taken: Taken[] = [];
  for (const call of callsIn(place, steps)) {
    const { folder, step } = call;
    const verb = /manage\.py\s+(collectstatic|compilemessages)\b/.exec(textOf(call))?.[1];
    if (verb === undefined) continue;
    const collected = verb === 'collectstatic' ? folder && djangoFolders(place, folder)?.[0] : folder;
    if (collected === undefined)
      return `line ${lineOf(place.file, step.instruction.span.start)}: where collectstatic puts files is not known`;
    taken.push({ path: collected, kind: 'folder' });
  }
  return taken;
}

/** The environment comes to stand above the first step that uses Python, and above what is said of that. */
function venvAbove({ place: { file }, environment }: Project, step: Step): Rewrite {
  const { path, isActive, hasOldPip: hasPipOfImage } = environment;
  const { text } = file.source;
  const [comment] = headingComments(file, step);
  const before = comment?.span.start ?? step.instruction.span.start;
  const at = lineStart(text, before);
  const written = usualCase(file.source);
  const ending = lineEnding(text);
  const lines = [
    `${written('RUN')} ${hasPipOfImage ? venvWithPipOfImage(path) : venvCommand(path)}`,
    `${written('ENV')} ${settingOf(environment)}`,
  ];
  return {
    edits: [
      { start: at, end: at, text: lines.map((line) => line + ending).join('') + (comment === undefined ? '' : ending) },
    ],
    changes: [{ kind: 'insertVenv', before, path, isActive, hasPipOfImage }],
  };
}

const settingOf = ({ path, isActive }: Environment): string => (isActive ? intoActiveVenv(path) : pathIntoVenv(path));

function reasonOf({ image, system, environment, place }: Project, installs: Installs, base: string): string {
  const dropped = isSlim(image.tag) ? droppedFrom(place, system) : 'the compilers and headers of the full image';
  const { path, above, isOfSystem } = environment;
  const where = above === undefined ? path : `an environment in ${path}`;
  const there = isOfSystem ? `where python3 of ${base} finds them` : `which ${base} has at the same path`;
  return `nothing that containers start needs ${dropped}: ${installs.by.at(-1) ?? 'pip'} installs ${shownInstalls(installs)} to ${where}, ${there}`;
}
