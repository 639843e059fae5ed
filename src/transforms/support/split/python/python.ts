import { isSlim } from '../../../../knowledge/images/slim-tags.ts';
import {
  hasVenv,
  intoActiveVenv,
  pathIntoVenv,
  venvCommand,
  venvWithPipOfImage,
} from '../../../../knowledge/python/images.ts';
import { elsewhere, saysTheDefault } from '../../../../knowledge/python/tools.ts';
import { rootImage, type Step } from '../../../../model/dockerfile.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { saidBy } from '../../../../model/run.ts';
import type { Command } from '../../../../shell/script.ts';
import { lineEnding, lineStart } from '../../../../syntax/text.ts';
import { usualCase } from '../../find/casing.ts';
import { headingComments } from '../../rewrite/move.ts';
import type { Rewrite } from '../../rewrite/rewrite.ts';
import { idOf } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { servicesOf } from '../../user/services.ts';
import { lineOf } from '../../wording.ts';
import { outermost } from '../files/taken.ts';
import type { Build, Ecosystem, Runtime } from '../runtime.ts';
import { hasBuildPackages } from '../system/system-packages.ts';
import { whyNotSlim, whyPlatform } from '../system/written-image.ts';
import type { Installs } from './asked-for.ts';
import { broughtAlong } from './brought.ts';
import { callsIn, installsPackages, usesPython } from './calls.ts';
import { droppedFrom, hasToolchain } from './distribution-packages.ts';
import { imageOf, isDistribution, runtimeImage, whyNoPython } from './image.ts';
import { shownInstalls } from './installs.ts';
import { needsOf } from './needs.ts';
import { whyOtherTool } from './other-tools.ts';
import { isOfPython, LOGIN } from './programs.ts';
import { type PythonBuild, pythonBuildOf } from './python-build.ts';
import { readsAllTables } from './services.ts';
import type { Environment } from './targets.ts';

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

function runtimeOf(build: Build): Runtime | string {
  const image = imageOf(build.place.stage);
  if (image === undefined) return whyNoPython(build.place.stage) ?? '';
  const base = runtimeImage(build.place.stage, image);
  const why = whyImage(build, image, base);
  if (why !== undefined || base === undefined) return why ?? '';
  const project = pythonBuildOf(build, image);
  if (typeof project === 'string') return project;
  const packages = needsOf(project);
  if (typeof packages === 'string') return packages;
  const files = broughtAlong(project);
  if (typeof files === 'string') return files;
  const { environment, installs } = project;
  const { path, above } = environment;
  const elsewhere = above && whyPathOfService(build.place);
  if (elsewhere !== undefined) return elsewhere;
  const taken = outermost([{ path, kind: 'folder' }, ...files.taken]);
  return {
    base,
    taken,
    packages,
    repeated: files.repeated,
    made: files.made,
    builder: [...environment.builder, ...(above === undefined ? [] : [venvAbove(project, above)])],
    ...((isDistribution(build.place.stage) || readsAllTables(project.started)) && { keepsPrograms: true }),
    ...(above !== undefined && { added: { above, setting: settingOf(environment) } }),
    reason: reasonOf(project, installs, base),
  };
}

/** What a compose file says of the PATH takes the place of that of the image, which begins with the environment. */
function whyPathOfService({ file, context }: Place): string | undefined {
  const service = servicesOf(file, context).find(({ variables }) => variables.includes('PATH'));
  return (
    service &&
    `${service.file} sets PATH for ${service.name}, and an environment has to be first there: with one that the file makes it could be split`
  );
}

const IMAGE_PACKAGES =
  /\/usr\/(?:local\/)?lib\/python|\/usr\/local\/(?:etc|share)\/(?!(?:ca-certificates|fonts|nltk_data)\b)/;
/** But for the file that keeps pip from installing there (peps.python.org/pep-0668). */
const PACKAGES_OF_DISTRIBUTION = /\/usr\/lib\/python(?!3[\d.*]*\/EXTERNALLY-MANAGED\b)/;
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
  const why = whyPlatform(from);
  if (why !== undefined) return why;
  if (isDistribution(place.stage) && base?.includes('$') === true)
    return 'FROM names the release by a variable, and packages that the stage that runs needs go by it';
  if (digest !== undefined && !isSlim(tag))
    return 'the image is named by its digest, and that of a slim one is not known';
  if (base === undefined) return whyNotSlim(from, `python:${tag}`);
  if (!hasVenv(tag)) return 'this Python has no module that makes environments with pip';
  const all = [...steps, ...behind];
  const setting = all.find((step) => ownFiles.test(saidBy(step)));
  if (setting !== undefined)
    return `line ${lineOf(place.file, idOf(setting))} names files of the image's own Python by their path`;
  const otherwise = all.flatMap((step) => {
    const text = /^(?:ARG|ENV|RUN)$/.test(step.instruction.keyword) ? saidBy(step).replace(saysTheDefault, '') : '';
    const name = (OTHERWISE.exec(text) ?? elsewhere.exec(text))?.[0];
    return name === undefined ? [] : [{ line: lineOf(place.file, idOf(step)), name }];
  })[0];
  if (otherwise !== undefined)
    return `line ${otherwise.line} sets ${otherwise.name}, so where packages go is not known`;
  for (const { command, step } of callsIn(place, steps)) {
    const why = whyOtherTool(command);
    if (why !== undefined) return `line ${lineOf(place.file, step.instruction.span.start)}: ${why}`;
  }
  const shell = all.find(
    ({ instruction: { keyword, args } }) => /^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword) && LOGIN.test(args.text),
  );
  return shell && `${shell.instruction.keyword} starts a shell that sets another PATH`;
}

/** The environment comes to stand above the first step that uses Python, and above what is said of that. */
function venvAbove({ place: { file }, environment }: PythonBuild, step: Step): Rewrite {
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

function reasonOf({ image, system, environment, place }: PythonBuild, installs: Installs, base: string): string {
  const dropped = isSlim(image.tag) ? droppedFrom(place, system) : 'the compilers and headers of the full image';
  const { path, above, isOfSystem } = environment;
  const where = above === undefined ? path : `an environment in ${path}`;
  const there = isOfSystem ? `where python3 of ${base} finds them` : `which ${base} has at the same path`;
  return `nothing that containers start needs ${dropped}: ${installs.by.at(-1) ?? 'pip'} installs ${shownInstalls(installs)} to ${where}, ${there}`;
}
