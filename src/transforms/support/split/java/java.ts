import {
  bringers,
  builderFolders,
  hasBashScripts,
  javaBuilders,
  javaTools,
  namesBuilder,
  startsAtBuild,
} from '../../../../knowledge/java/programs.ts';
import { packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { copyTarget } from '../../../../model/copied-files.ts';
import { fromParts, rootImage, type Step } from '../../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import type { Place } from '../../user/place.ts';
import { workingFolder } from '../../user/working-folder.ts';
import { listed } from '../../wording.ts';
import { broughtApart } from '../files/brought-apart.ts';
import { dataFiles } from '../files/data-files.ts';
import { leftBehind } from '../files/left-behind.ts';
import { LOCALES } from '../files/locales.ts';
import { removedAtLast } from '../files/removed.ts';
import { outermost, takenScripts } from '../files/taken.ts';
import { copiedAround } from '../project/copied-around.ts';
import type { Project } from '../project/project.ts';
import { readProject } from '../project/read-project.ts';
import { whyVariableRead } from '../rewrite/builder-variables.ts';
import type { Build, Ecosystem, Runtime, Taken } from '../runtime.ts';
import type { Program, Started } from '../starts/program.ts';
import { spawnedBy } from '../starts/spawned.ts';
import { ranIn } from '../steps/calls.ts';
import { hasStrangers, whyUsers } from '../system/image-users.ts';
import { isFollowed, packagesFor } from '../system/runtime-base.ts';
import { recommendedBy } from '../system/system-packages.ts';
import { compiledTo } from './artefacts.ts';
import { type JavaBase, javaBase } from './base.ts';
import { whyAgent, whyJdk, whyMovedFile, whyOfJdk, whyOptions, whyOutput, whyThin, whyVariable } from './doubts.ts';
import { whyElsewhere } from './elsewhere.ts';
import { layersOf } from './layers.ts';
import { madeByHand } from './made-by-hand.ts';
import { javaArtefacts } from './started.ts';

/** As sources are called. */
const LANGUAGES = ['Java', 'Clojure'] as const;

/** Programs for the virtual machine of Java, which need no compiler where they run. */
export const java: Ecosystem = {
  builds: (command) => javaBuilders.has(toolOf(command)),
  followsShells: true,
  runtime: javaRuntime,
};

function javaRuntime(build: Build): Runtime | string {
  const { place, started, steps } = build;
  const ran = ranIn(place, steps);
  const base = javaBase(place.stage, steps);
  if (typeof base === 'string') return base;
  const why =
    whyJdk(started) ??
    whyVariable(place, started) ??
    whyOptions(place) ??
    whyElsewhere(place, started, base) ??
    (base.isPackage ? undefined : whyUsers(place, base.base, base.isOther));
  if (why !== undefined) return why;
  const artefacts = javaArtefacts(place, ran, started);
  if (typeof artefacts === 'string') return artefacts;
  const worked = ran.find((one) => javaBuilders.has(one.tool))?.folder ?? '/';
  const isInside = (step: Step): boolean => isCompiledIn(place, step, worked);
  // It may be built in a folder of what is copied, and started in another one.
  const folder = copiedAround(place, steps, worked);
  const project = readProject(build, { languages: LANGUAGES, folder, isCompiledIn: isInside });
  if (typeof project === 'string') return project;
  const { sources, files } = project;
  const doubt = whySources(project) ?? whyMovedFile(project, started, base);
  if (doubt !== undefined) return doubt;
  const spawned = spawnedBy(project, ...LANGUAGES);
  if (typeof spawned === 'string') return spawned;
  const isBuilders = within(builderFolders);
  const apart = broughtApart(
    place,
    steps.filter((step) => !isInside(step)),
    files,
    folder,
  );
  if (typeof apart === 'string') return apart;
  const data = dataFiles(
    { ...project, sources: apart.mixed ?? sources },
    started,
    resourcesOf(project, artefacts.paths),
  );
  if (typeof data === 'string') return data;
  const isGone = within(removedAtLast(place, steps));
  const made = madeByHand(ran, project).filter(({ path }) => !isBuilders(path) && !isGone(path));
  const own = [
    ...artefacts.taken.map(
      (one): Taken => (files.some(({ path }) => within([one.path])(path)) ? one : { ...one, isNobodys: true }),
    ),
    ...takenScripts(build, files),
    ...made,
    ...apart.taken.filter(({ path }) => !isBuilders(path)),
    ...data.taken.filter(({ path }) => !isGone(path)),
  ];
  const kept = within(own.map(({ path }) => path));
  const here = [worked, workingFolder(place.stage) ?? '/'];
  const left = leftBehind(place, steps, (command) => isOfBuild(command, artefacts.moves, here), kept);
  if (typeof left === 'string') return left;
  const taken = outermost([
    ...own,
    ...left.taken.filter(({ path }) => !isBuilders(path) && !ran.some((one) => compiledTo(one) === path)),
  ]);
  const lost = whyOfSystem(place, base, taken) ?? whyAgent(place, started, taken) ?? whyOutput(project, started, taken);
  if (lost !== undefined) return lost;
  const packages = packagesOf(
    place,
    base,
    [...artefacts.others.filter(({ path }) => !within(taken.map((one) => one.path))(path ?? '')), ...spawned],
    started,
  );
  if (typeof packages === 'string') return packages;
  // They are root's to read, as nobody else is known there.
  const owned = hasStrangers(place) ? taken.map((one): Taken => ({ ...one, isNobodys: true })) : taken;
  const layers = layersOf(build, { project, ran, jars: artefacts.paths, taken: owned });
  return {
    base: base.base,
    packages,
    taken: layers.taken,
    command: layers.command,
    repeated: left.repeated,
    builder: [],
    reason: `containers start ${listed(artefacts.paths)}, which the build makes${layers.because}; ${base.because}; it takes along ${data.because}${besides(artefacts.paths, [...made, ...left.taken], taken)}`,
  };
}

/** What other steps make, as far as it comes along. */
function besides(started: readonly string[], made: readonly Taken[], taken: readonly Taken[]): string {
  const paths = made
    .map(({ path }) => path)
    .filter((path) => !started.includes(path) && within(taken.map((one) => one.path))(path));
  return paths.length === 0 ? '' : `; what other steps make comes along as well: ${listed([...new Set(paths)])}`;
}

/** Why the sources need more than what runs a jar. */
function whySources(project: Project): string | undefined {
  return whyOfJdk(project) ?? whyThin(project) ?? whyVariableRead(project.place, project.sources);
}

/** Settings in the jar may name files beside it: by paths, and by names that say what kind of file they are. */
const resourcesOf = (
  { files, place, sent }: Project,
  started: readonly string[],
): { text: string; where: string }[] => [
  // Tomcat in a jar looks for pages there (docs.spring.io/spring-boot/reference/web/servlet.html).
  ...(sent.kindOf(WEBAPP) === 'folder' && !started.every((path) => path.endsWith('.war'))
    ? [{ text: WEBAPP, where: WEBAPP }]
    : []),
  ...files
    .filter(({ source }) => SETTINGS.test(source))
    .map(({ source }) => {
      const text = place.context.readText(source) ?? '';
      const words = text.split(/[\s"'=:;,<>(){}[\]]+/).filter((word) => /.\/|\.\w{2,5}$/.test(word));
      const folders = [...text.matchAll(NAMED_FOLDER)].map(([, folder = '']) => folder);
      return { text: [...words, ...folders].join(' '), where: source };
    }),
];

const SETTINGS = /(?:^|\/)src\/main\/resources\/(?:[\w.-]+\/){0,2}[^/]+\.(?:conf|properties|xml|ya?ml)$/;

/** `mail.dir=mails`, `upload-folder: files` */
const NAMED_FOLDER =
  /(?:dir|directory|folder|home|location|path|root)s?["']?[ \t]*[:=][ \t]*["']?([\w.-]+)(?=["'\s,;}]|$)/gi;

const WEBAPP = 'src/main/webapp';

/** What comes to the sources from elsewhere, as pages that another stage makes, is in the jar. */
function isCompiledIn({ file }: Place, step: Step, folder: string): boolean {
  const isOther = step.instruction.flags.some(({ name }) => name === 'from');
  const target = isOther ? copyTarget(step, file.source.escape) : undefined;
  return target !== undefined && within([absolutePath('src', folder)])(target);
}

/** Locales are for the libc that they were made with, and settings of the system for what reads them there. */
function whyOfSystem(
  { stage, edits }: Place,
  { base, isOther }: JavaBase,
  taken: readonly Taken[],
): string | undefined {
  const edited = [...(edits?.values() ?? [])].flatMap(({ others = [] }) => others);
  const own = isOther ? taken.find(({ path }) => path === LOCALES || edited.includes(path)) : undefined;
  const what = own?.path === LOCALES ? 'locales are' : `${own?.path} is`;
  return own && `${base} is made of another distribution than ${fromParts(stage.from).base}, which ${what} made for`;
}

/** What a command leaves is nothing that a program needs, or is taken anyway. */
function isOfBuild(command: Command, moves: readonly Command[], here: readonly string[]): boolean {
  const tool = toolOf(command);
  const words = command.words.slice(1).map(({ value }) => value);
  const paths = words.filter((word) => !word.startsWith('-'));
  if (javaBuilders.has(tool)) return !startsAtBuild.test(words.join(' '));
  if (javaTools.has(tool) || moves.some((move) => move === command || isCalledFor(move, command))) return true;
  if (tool === 'chmod') return paths.slice(1).every((path) => /^(?:mvnw|gradlew)$/.test(baseName(path)));
  const folders = foldersMade(command)?.paths;
  if (folders !== undefined)
    return folders.every(({ value }) => here.some((folder) => within([absolutePath(value, '/')])(folder)));
  return bringers.has(tool) && words.some((word) => namesBuilder.test(word));
}

/** `$(lein uberjar | sed …)` in the words of a move: it prints one of them. */
function isCalledFor(move: Command, { words }: Command): boolean {
  const text = words.map((word) => word.text).join(' ');
  return move.words.some((word) => word.text.includes('$(') && word.text.includes(text));
}

function packagesOf(
  place: Place,
  base: JavaBase,
  programs: readonly Program[],
  { programs: started, scripts }: Started,
): readonly string[] | string {
  const { stage } = place;
  const { family } = base;
  const tools = packagesFor(
    { family, release: undefined, slim: base.base },
    stage,
    programs.filter(({ name }) => !base.brings.includes(baseName(name))),
  );
  if (typeof tools === 'string') return tools;
  const isBash =
    scripts.some(({ text }) => /^#!.*\bbash\b/.test(text)) ||
    started.some(({ path }) => hasBashScripts.test(path ?? ''));
  const bash = isBash ? [packageOfProgram(family, 'bash') ?? ''] : [];
  const recommended = recommendedBy(place, base.packages, base.brings);
  if (typeof recommended === 'string') return recommended;
  const needed = [...new Set([...base.packages, ...recommended, ...tools, ...bash])].filter(
    (name) => name !== '' && !base.brings.includes(name),
  );
  const [strange] = needed;
  const canInstall = [family, rootImage(stage)?.family].every(isFollowed);
  return strange === undefined || canInstall ? needed : `how ${strange} gets into ${base.base} is not known`;
}
