import { isLibraryOfPython, isSystemModule, steadyLibraries } from '../../../knowledge/python-build-packages.ts';
import { asksMimeTypes, typesUnknownToPython } from '../../../knowledge/python-calls.ts';
import {
  hasOldPip,
  hasVenv,
  hasWheel,
  listOfTypes,
  pathIntoVenv,
  releaseOfPython,
  venvCommand,
} from '../../../knowledge/python-images.ts';
import { GOMP, systemNeeds } from '../../../knowledge/python-packages.ts';
import { isSlim, slimImageOf } from '../../../knowledge/slim-tags.ts';
import { fromParts, type Stage, type Step } from '../../../model/dockerfile.ts';
import { type ImageFile, imageFiles } from '../../../model/image-files.ts';
import type { ImageReference } from '../../../model/image-reference.ts';
import { readPackageCall } from '../../../model/package-calls.ts';
import { within } from '../../../model/paths.ts';
import { baseName, invocationOf, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { lineEnding } from '../../../syntax/text.ts';
import { usualCase } from '../find/casing.ts';
import { headingComments, lineStart } from '../rewrite/move.ts';
import type { Rewrite } from '../rewrite/rewrite.ts';
import { djangoFolders } from '../user/django-folders.ts';
import type { Place } from '../user/place.ts';
import { lineOf } from '../wording.ts';
import { callsIn } from './calls.ts';
import { leftBehind } from './left-behind.ts';
import { type Environment, environmentOf, usesPython } from './python-environment.ts';
import { broughtBefore, isNamed, whyOwners } from './python-files.ts';
import { type Installs, installsOf, shownInstalls, whyOtherTool } from './python-installs.ts';
import { LOGIN, packageNamed, packagesOfStarted } from './python-programs.ts';
import { type PythonSource, programsOf, pythonSources } from './python-sources.ts';
import { whyRemoved } from './removed.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { librariesFor } from './runtime-base.ts';
import { hasBuildPackages, type Installed, systemPackages } from './system-packages.ts';
import { outermost } from './taken.ts';

/** Programs in Python run without what compiled their packages. */
export const python: Ecosystem = { builds, runtime: pythonRuntime };

/** The stage is made of an official image. */
function imageOf({ base }: Stage): ImageReference | undefined {
  return base.kind === 'image' && base.image.name === 'python' ? base.image : undefined;
}

/** A slim image without compilers is what the split would come to. */
function builds(command: Command, place: Place): boolean {
  const image = imageOf(place.stage);
  if (image === undefined || !(usesPython(command) || whyOtherTool(command) !== undefined)) return false;
  return !isSlim(image.tag) || hasBuildPackages(place.stage);
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

function pythonRuntime(build: Build): Runtime | string {
  const image = imageOf(build.place.stage) as ImageReference;
  const base = slimImageOf(fromParts(build.place.stage.from).base, image.tag);
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
  return {
    base,
    taken: outermost([{ path, kind: 'folder' }, ...files.taken]),
    packages,
    repeated: files.repeated,
    builder: above === undefined ? [] : [venvAbove(project, above, path)],
    ...(above !== undefined && { added: { above, setting: pathIntoVenv(path) } }),
    reason: reasonOf(project, installs, base),
  };
}

const IMAGE_PACKAGES = /\/usr\/(?:local\/)?lib\/python|\/usr\/local\/(?:etc|share)\//;
/** Settings that have pip install or build in another way, or Python look for its own files elsewhere. */
const OTHERWISE =
  /\b(?:PIP_(?:CONFIG_FILE|NO_BINARY|NO_BUILD_ISOLATION|PREFIX|ROOT|SRC|TARGET|USER)|PYTHONHOME|PYTHONUSERBASE)\b/;

function whyImage(
  { place, steps, behind }: Build,
  { tag, digest }: ImageReference,
  base: string | undefined,
): string | undefined {
  const { from } = place.stage;
  if (from.flags.length > 0)
    return `FROM says ${from.flags[0]?.text}, which the stage that runs would have to say as well`;
  if (digest !== undefined && !isSlim(tag))
    return 'the image is named by its digest, and that of a slim one is not known';
  if (base === undefined) return `there is no slim image for python:${tag}`;
  if (!hasVenv(tag)) return 'Python 2 has no module that makes environments';
  const all = [...steps, ...behind].map(({ instruction }) => instruction);
  const setting = all.find(({ args }) => IMAGE_PACKAGES.test(args.text));
  if (setting !== undefined)
    return `line ${lineOf(place.file, setting.span.start)} names files of the image's own Python by their path`;
  const otherwise = all.find(({ keyword, args }) => /^(?:ARG|ENV|RUN)$/.test(keyword) && OTHERWISE.test(args.text));
  if (otherwise !== undefined)
    return `line ${lineOf(place.file, otherwise.span.start)} sets ${OTHERWISE.exec(otherwise.args.text)?.[0]}, so where packages go is not known`;
  for (const { command, step } of callsIn(steps)) {
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
  const environment = environmentOf(place, steps);
  if (typeof environment === 'string') return environment;
  const upgrades = steps.some(({ run }) => /\binstall\b[^\n]*\bpip\b/.test(run?.script.text ?? ''));
  if (environment.above !== undefined && hasOldPip(image.tag) && !upgrades)
    return 'the pip that environments of this Python start with is too old for many packages: where pip is upgraded first, it could be split';
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
  const system = systemPackages(place);
  return system.unknown ?? whyModule(system) ?? { ...build, image, files, environment, installs, system, sources };
}

const whyModule = ({ running }: Installed): string | undefined => {
  const module = running.find((written) => isSystemModule(written.replace(/[=/:].*$/, '')));
  return module && `${module} is a module for the Python of the system, which is another one than that of the image`;
};

/** Packages of the system that the stage that runs has to have. */
function packagesOf(project: Project): readonly string[] | string {
  const { place, started, image, system, installs, sources, environment, files } = project;
  const family = /alpine/.test(image.tag) ? 'alpine' : 'debian';
  const development = librariesOf(project, family);
  if (typeof development === 'string') return development;
  const needed = neededBy(project);
  if (typeof needed === 'string') return needed;
  const packages = [...system.running, ...development, ...needed];
  const names = packages.map((name) => name.replace(/=.*$/, ''));
  const known = { place, files, installs, path: environment.path, family, packages: names } as const;
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
function librariesOf(
  { image, place, system, installs }: Project,
  family: 'alpine' | 'debian',
): readonly string[] | string {
  const packages: string[] = [];
  const release = releaseOf(place.stage, image);
  for (const name of system.development) {
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

const ofEveryImage = (family: 'alpine' | 'debian', name: string): readonly string[] | undefined =>
  isLibraryOfPython(name) ? [] : steadyLibraries(family, name);

function releaseOf({ base }: Stage, { tag }: ImageReference): string | undefined {
  if (base.kind !== 'image') return undefined;
  return base.known?.family === 'alpine'
    ? /alpine-?(\d[\d.]*)/.exec(tag)?.[1]
    : (base.known?.release ?? releaseOfPython(tag));
}

/** A slim image loses compilers, and nothing else that a package may go by. */
function neededBy({ place, image, installs }: Project): readonly string[] | string {
  const packages: string[] = [];
  for (const line of [...installs.requirements, ...installs.implied]) {
    const needs = systemNeeds(line, releaseOf(place.stage, image));
    const isLosing = !isSlim(image.tag);
    if (!('unknown' in needs)) packages.push(...needs.filter((name) => isLosing || name === GOMP));
    else if (isLosing || needs.always) return needs.unknown;
  }
  return packages;
}

type Files = { readonly taken: readonly Taken[]; readonly repeated: readonly Step[] };

/** What of the files that are there at the end of the build has to come along. */
function filesOf(project: Project): Files | string {
  const { place, steps, started, files, installs, environment, sources } = project;
  const texts = [...started.scripts, ...sources].map(({ text }) => text);
  const brought = broughtBefore(
    place,
    steps,
    files,
    ({ path }) => (installs.lists.includes(path) || path.endsWith('.whl')) && !isNamed(texts, path),
  );
  if (typeof brought === 'string') return brought;
  const made = madeBy(project);
  if (typeof made === 'string') return made;
  const linked = installs.linked.map((path): Taken => ({ path, kind: 'folder' }));
  const folder = place.stage.end.workdir ?? '/';
  // A package that is linked to, or built where it is, may stand in the folder of the project.
  const own = [...brought, ...made, ...linked].map((one) =>
    folder !== '/' && within([folder])(one.path) && one.kind === 'folder' ? { ...one, path: folder } : one,
  );
  const taken = outermost([{ path: environment.path, kind: 'folder' }, ...own]);
  const left = leftBehind(place, steps, isKnown, within(taken.map(({ path }) => path)));
  if (typeof left === 'string') return left;
  const all = [...own, ...left.taken.filter(({ path }) => path !== folder)];
  return whyOwners(place, steps, all) ?? whyRemoved(steps, all) ?? { taken: all, repeated: left.repeated };
}

/** Commands of Python that leave what they make in the environment, or in a folder that comes along. */
function isKnown(command: Command): boolean {
  const { tool, args } = invocationOf(command) ?? {};
  if (tool === undefined || args === undefined) return false;
  if (readPackageCall(command)?.manager.title === 'pip' || toolOf(command) === 'virtualenv') return true;
  if (/^(?:\.|source)$/.test(command.name)) return /\/bin\/activate$/.test(command.words[1]?.value ?? '');
  if (!/^python[\d.]*$/.test(baseName(tool.value))) return false;
  const [first, second, third] = args.map(({ value }) => value).filter((value) => !/^-[uBEsI]+$/.test(value));
  if (first === '-m')
    return /^(?:venv|virtualenv|compileall)$/.test(second ?? '') || (second === 'spacy' && third === 'download');
  return (
    /^(?:-V|--version)$/.test(first ?? '') ||
    first === 'setup.py' ||
    (/(?:^|\/)manage\.py$/.test(first ?? '') && MANAGES.test(second ?? ''))
  );
}

const MANAGES = /^(?:check|collectstatic|compilemessages)$/;

/** What commands of frameworks make. */
function madeBy({ place, steps }: Project): Taken[] | string {
  const taken: Taken[] = [];
  for (const { command, folder, step } of callsIn(steps)) {
    const verb = /manage\.py\s+(collectstatic|compilemessages)\b/.exec(
      step.run.script.text.slice(command.start, command.end),
    )?.[1];
    if (verb === undefined) continue;
    const collected = verb === 'collectstatic' ? djangoFolders(place, folder)?.[0] : folder;
    if (collected === undefined)
      return `line ${lineOf(place.file, step.instruction.span.start)}: where collectstatic puts files is not known`;
    taken.push({ path: collected, kind: 'folder' });
  }
  return taken;
}

/** The environment comes to stand above the first step that uses Python, and above what is said of that. */
function venvAbove({ place: { file } }: Project, step: Step, path: string): Rewrite {
  const { text } = file.source;
  const [comment] = headingComments(file, step);
  const before = comment?.span.start ?? step.instruction.span.start;
  const at = lineStart(text, before);
  const written = usualCase(file.source);
  const ending = lineEnding(text);
  const lines = [`${written('RUN')} ${venvCommand(path)}`, `${written('ENV')} ${pathIntoVenv(path)}`];
  return {
    edits: [
      { start: at, end: at, text: lines.map((line) => line + ending).join('') + (comment === undefined ? '' : ending) },
    ],
    changes: [{ kind: 'insertVenv', before, path }],
  };
}

function reasonOf({ image, system, environment }: Project, installs: Installs, base: string): string {
  const dropped = isSlim(image.tag)
    ? [...system.building, ...system.development].slice(0, 4).join(', ')
    : 'the compilers and headers of the full image';
  const where = environment.above === undefined ? environment.path : `an environment in ${environment.path}`;
  return `nothing that containers start needs ${dropped}: pip installs ${shownInstalls(installs)} to ${where}, which ${base} has at the same path`;
}
