import type { BuildContext } from '../../../context/build-context.ts';
import { sentFrom } from '../../../context/sent.ts';
import { isForBuild } from '../../../knowledge/build-variables.ts';
import {
  bringers,
  builderFolders,
  javaBuilders,
  javaTools,
  jdkTools,
  namesBuilder,
  needsJdk,
} from '../../../knowledge/java-programs.ts';
import { packageOfProgram } from '../../../knowledge/slim-programs.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { rootImage, type Step } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { environment, variableValue } from '../../../model/state.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { compiledSources } from '../artefact/sources.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { workingFolder } from '../user/working-folder.ts';
import { listed } from '../wording.ts';
import { broughtApart } from './brought-apart.ts';
import { dataFiles } from './data-files.ts';
import { hasStrangers, whyUsers } from './image-users.ts';
import { compiledTo, type Origin, originOf, type Ran, ranIn } from './java-artefacts.ts';
import { type JavaBase, javaBase } from './java-base.ts';
import { librariesOf } from './java-libraries.ts';
import { javaStart } from './java-start.ts';
import type { Project } from './language.ts';
import { leftBehind } from './left-behind.ts';
import { outermost } from './outermost.ts';
import { copiedAround, projectIn } from './project-folder.ts';
import { removedAtLast } from './removed.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { packagesFor } from './runtime-base.ts';
import { spawnedBy } from './spawned.ts';
import type { Program, Started } from './started.ts';

/** Programs for the virtual machine of Java, which need no compiler where they run. */
export const java: Ecosystem = {
  builds: (command) => javaBuilders.has(toolOf(command)),
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
    whyElsewhere(place, started, base) ??
    (base.isPackage ? undefined : whyUsers(place, base.base, base.isOther));
  if (why !== undefined) return why;
  const artefacts = artefactsOf(place, ran, started);
  if (typeof artefacts === 'string') return artefacts;
  const project = projectOf(build, ran);
  if (typeof project === 'string') return project;
  const { sources, folder, files } = project;
  const tool = typeof sources === 'string' ? undefined : sources.find(({ text }) => needsJdk.test(text));
  if (tool !== undefined) return `${tool.path} works with tools that only a JDK has`;
  const spawned = spawnedBy(project, { name: 'Java' });
  if (typeof spawned === 'string') return spawned;
  const isBuilders = within(builderFolders);
  const apart = broughtApart(
    place,
    steps.filter((step) => !isCompiledIn(place, step, folder)),
    files,
    copiedAround(place, steps, folder),
  );
  if (typeof apart === 'string') return apart;
  const data = dataFiles({ ...project, sources: apart.mixed ?? sources }, started);
  const isGone = within(removedAtLast(steps));
  const own = [
    ...artefacts.taken.map(
      (one): Taken => (files.some(({ path }) => within([one.path])(path)) ? one : { ...one, isNobodys: true }),
    ),
    ...started.scripts.map(({ path }): Taken => ({ path, kind: 'file' })),
    ...apart.taken.filter(({ path }) => !isBuilders(path)),
    ...data.taken.filter(({ path }) => !isGone(path)),
  ];
  if (own.some(({ path, kind }) => path === '/' && kind === 'folder'))
    return `${data.because.replace(/^all of \/: /, '')}, and the project is not in a folder of its own`;
  const kept = within(own.map(({ path }) => path));
  const here = [folder, workingFolder(place.stage) ?? '/'];
  const left = leftBehind(place, steps, (command) => isOfBuild(command, artefacts.moves, here), kept);
  if (typeof left === 'string') return left;
  const taken = outermost([
    ...own,
    ...left.taken.filter(({ path }) => !isBuilders(path) && !ran.some((one) => compiledTo(one) === path)),
  ]);
  const agent = whyAgent(place, started, taken);
  if (agent !== undefined) return agent;
  const packages = packagesOf(place, base, [...artefacts.others, ...spawned], started);
  if (typeof packages === 'string') return packages;
  return {
    base: base.base,
    packages,
    // They are root's to read, as nobody else is known there.
    taken: hasStrangers(place) ? taken.map((one): Taken => ({ ...one, isNobodys: true })) : taken,
    repeated: left.repeated,
    builder: [],
    reason: `containers start ${listed(artefacts.paths)}, which the build makes; ${base.because}; it takes along ${data.because}`,
  };
}

/** What is started is a tool of the JDK or of a build. */
function whyJdk({ programs, scripts }: Started): string | undefined {
  const tool = programs.find(({ name }) => jdkTools.has(baseName(name)) || javaBuilders.has(baseName(name)));
  if (tool !== undefined)
    return jdkTools.has(baseName(tool.name))
      ? `${tool.by} starts ${tool.name}, which only a JDK has`
      : `${tool.by} starts ${[tool.name, ...tool.args.slice(0, 1).map(({ value }) => value)].join(' ')}, which builds when it runs`;
  const script = scripts.find(({ text }) => needsJdk.test(text));
  return script && `${baseName(script.path)} works with tools that only a JDK has`;
}

/** What is started goes by a variable that stays behind, as builds heed it. */
function whyVariable({ stage }: Place, { programs, scripts }: Started): string | undefined {
  const set = [...environment(stage.end)].filter((name) => isForBuild(name, ''));
  const texts = [
    ...programs.flatMap(({ args, by }) => args.map(({ text }) => ({ text, by }))),
    ...scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
  ];
  return firstReason(texts, ({ text, by }) => {
    const name = set.find((each) => new RegExp(`\\$\\{?${each}\\b`).test(text));
    return name && `${by} goes by ${name}, which is for builds`;
  });
}

const JAVA_FOLDER = /(?:\/usr\/(?:local|lib\/jvm)\/|\/opt\/)(?:[\w.+-]*(?:java|jdk)[\w.+-]*)(?:\/openjdk)?/;

/** Java is somewhere else in the image that runs. */
function whyElsewhere({ stage }: Place, { programs, scripts }: Started, base: JavaBase): string | undefined {
  if (base.isPackage) return undefined;
  const isHere = (path: string): boolean =>
    /^\/opt\/java\/openjdk$/.test(path) && base.base.includes('eclipse-temurin');
  const home = [...environment(stage.end)].includes('JAVA_HOME') ? variableValue(stage.end, 'JAVA_HOME') : undefined;
  const texts = [
    ...(home === undefined ? [] : [{ text: home, by: 'JAVA_HOME' }]),
    ...programs.flatMap(({ name, args, by }) =>
      [name, ...args.map(({ value }) => value)].map((text) => ({ text, by })),
    ),
    ...scripts.map(({ path, text }) => ({ text, by: baseName(path) })),
  ];
  return firstReason(texts, ({ text, by }) => {
    const [folder] = JAVA_FOLDER.exec(text) ?? [];
    return folder === undefined || isHere(folder)
      ? undefined
      : `${by} names ${folder}, and in ${base.base} Java is in another folder`;
  });
}

type Artefacts = {
  readonly taken: readonly Taken[];
  readonly paths: readonly string[];
  /** Commands that put them where they are. */
  readonly moves: readonly Command[];
  /** What else is started. */
  readonly others: readonly Program[];
};

function artefactsOf(place: Place, ran: readonly Ran[], { programs }: Started): Artefacts | string {
  const origins: Origin[] = [];
  const libraries: Taken[] = [];
  const others: Program[] = [];
  for (const program of programs) {
    const found = baseName(program.name) === 'java' ? runBy(place, ran, program) : otherBy(place, ran, program);
    if (typeof found === 'string') return found;
    origins.push(...found.origins);
    libraries.push(...found.libraries);
    if (found.origins.length === 0) others.push({ ...program, name: baseName(program.name) });
  }
  const [first] = programs;
  if (first === undefined) return 'what containers start is not known';
  const made = origins.filter(({ by }) => by !== 'context');
  if (made.length === 0) return `${first.by} starts ${first.name}, which is nothing that the build is known to make`;
  return {
    taken: [...origins.map(({ taken }) => taken), ...libraries],
    paths: [...new Set(made.map(({ taken }) => taken.path))],
    moves: origins.flatMap(({ moves }) => moves),
    others,
  };
}

type Run = { readonly origins: readonly Origin[]; readonly libraries: readonly Taken[] };

/** Jars and classes that java is told to run, and what they need beside. */
function runBy(place: Place, ran: readonly Ran[], program: Program): Run | string {
  const { end } = place.stage;
  const set = new Set(environment(end));
  const start = javaStart(program, (name) => (set.has(name) ? variableValue(end, name) : undefined));
  if (typeof start === 'string') return start;
  const origins: Origin[] = [];
  const libraries: Taken[] = [];
  for (const path of start.classPath) {
    const origin = originOf(place, ran, path);
    if (origin === undefined) return `where ${path}, which ${program.by} starts, comes from is not known`;
    const isAlone = start.isJar || start.classPath.length === 1;
    const needed = isAlone ? librariesOf(place, ran, origin) : [];
    if (typeof needed === 'string') return needed;
    origins.push(origin);
    libraries.push(...needed);
  }
  return { origins, libraries };
}

/** A script that Gradle or Maven makes to start a program; anything else is a program of the system. */
function otherBy(place: Place, ran: readonly Ran[], { path, name, by }: Program): Run | string {
  const origin = path === undefined ? undefined : originOf(place, ran, path);
  if (origin?.by === 'folder') return { origins: [origin], libraries: [] };
  return path === undefined || /^(?:\/usr(?:\/local)?)?\/s?bin\//.test(path)
    ? { origins: [], libraries: [] }
    : `where ${name}, which ${by} starts, comes from is not known`;
}

/** The folder that the build works in, and what of the context is there. */
function projectOf({ place, steps }: Build, ran: readonly Ran[]): Project | string {
  const files = imageFiles(place.file, place.context, place.stage);
  if (typeof files === 'string') return files;
  const worked = ran.find(({ tool }) => javaBuilders.has(tool))?.folder ?? '/';
  const { folder, root } = projectIn(files, worked);
  const sent = sentFrom(place.context, root ?? '');
  return { place, sent, folder, language: undefined, sources: sourcesIn(sent, root), steps, files };
}

/** What is not there can not be read, and may be fetched by the build. */
function sourcesIn(sent: BuildContext, root: string | undefined): Project['sources'] {
  if (root === undefined) return 'the files of the project come from several folders';
  const found = compiledSources(sent);
  if ('unknown' in found) return found.unknown;
  return found.some(({ language }) => language.name === 'Java') ? found : 'the build context holds none of its sources';
}

/** Java is started with an agent that is not known to be there. */
function whyAgent(place: Place, { programs, scripts }: Started, taken: readonly Taken[]): string | undefined {
  const settings = place.stage.steps.filter(({ instruction: { keyword } }) => keyword === 'ENV');
  const texts = [
    ...settings.map(({ instruction }) => instruction.args.text),
    ...programs.flatMap(({ args }) => args.map(({ value }) => value)),
    ...scripts.map(({ text }) => text),
  ];
  const agents = texts.flatMap((text) => [...text.matchAll(/-javaagent:([^\s"'=,\]]+)/g)].map(([, path = '']) => path));
  const isThere = within(taken.map(({ path }) => path));
  const stranger = agents.find((path) => !isThere(absolutePath(path, workingFolder(place.stage) ?? '/')));
  return stranger && `where the agent ${stranger} comes from is not known`;
}

/** What comes to the sources from elsewhere, as pages that another stage makes, is in the jar. */
function isCompiledIn({ file }: Place, step: Step, folder: string): boolean {
  const isOther = step.instruction.flags.some(({ name }) => name === 'from');
  const target = isOther ? copyTarget(step, file.source.escape) : undefined;
  return target !== undefined && within([absolutePath('src', folder)])(target);
}

/** What a command leaves is nothing that a program needs, or is taken anyway. */
function isOfBuild(command: Command, moves: readonly Command[], here: readonly string[]): boolean {
  const tool = toolOf(command);
  const words = command.words.slice(1).map(({ value }) => value);
  const paths = words.filter((word) => !word.startsWith('-'));
  if (javaTools.has(tool) || moves.includes(command)) return true;
  if (/^(?:chmod|sed)$/.test(tool)) return paths.slice(1).every((path) => /^(?:mvnw|gradlew)$/.test(baseName(path)));
  if (tool === 'mkdir') return paths.every((path) => here.some((folder) => within([absolutePath(path, '/')])(folder)));
  return bringers.has(tool) && words.some((word) => namesBuilder.test(word));
}

function packagesOf(
  { stage }: Place,
  base: JavaBase,
  programs: readonly Program[],
  { scripts }: Started,
): readonly string[] | string {
  const { family } = base;
  const tools = packagesFor(
    { family, release: undefined, slim: base.base },
    programs.filter(({ name }) => !base.brings.includes(name)),
  );
  if (typeof tools === 'string') return tools;
  const isBash = scripts.some(({ text }) => /^#!.*\bbash\b/.test(text));
  const bash = isBash ? [packageOfProgram(family, 'bash') ?? ''] : [];
  const needed = [...new Set([...base.packages, ...tools, ...bash])].filter(
    (name) => name !== '' && !base.brings.includes(name),
  );
  const [strange] = needed;
  const canInstall = [family, rootImage(stage)?.family].every((each) => /^(?:alpine|debian|ubuntu)$/.test(each ?? ''));
  return strange === undefined || canInstall ? needed : `how ${strange} gets into ${base.base} is not known`;
}
