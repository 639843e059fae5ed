import { distrolessWithLibc, STATIC_IMAGE } from '../../../../knowledge/images/runtime-images.ts';
import { isOfAnyRelease } from '../../../../knowledge/packages/program-packages.ts';
import { rootBase, rootImage, rootReference, type Stage } from '../../../../model/dockerfile.ts';
import { within } from '../../../../model/paths.ts';
import { invocationOf, toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import { isConfigure } from '../../artefact/configured.ts';
import { languageOf } from '../../artefact/sources.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { listed } from '../../wording.ts';
import { broughtApart } from '../files/brought-apart.ts';
import { type DataFiles, dataFiles } from '../files/data-files.ts';
import { leftBehind } from '../files/left-behind.ts';
import { isGoneAtLast, removedAtLast } from '../files/removed.ts';
import { outermost, takenFile, takenScripts } from '../files/taken.ts';
import type { Project } from '../project/project.ts';
import { whyVariableRead } from '../rewrite/builder-variables.ts';
import type { Build, Ecosystem, Runtime, Taken } from '../runtime.ts';
import type { Program } from '../starts/program.ts';
import { spawnedBy } from '../starts/spawned.ts';
import { developmentPackages, keptPackages } from '../system/kept-packages.ts';
import { bringsLibraries, distributionOf, librariesFor, packagesFor, whyNoPackages } from '../system/runtime-base.ts';
import { recommendedBy } from '../system/system-packages.ts';
import { isOfDockerHub } from '../system/written-image.ts';
import { type Artefacts, artefactsOf } from './artefacts.ts';
import { asksForShell } from './asks-for-shell.ts';
import { packagesBesideLibc } from './beside-libc.ts';
import { withPartsOfBoost } from './boost.ts';
import { c } from './c.ts';
import { whyOfToolchain, whyUnread } from './doubts.ts';
import { go } from './go.ts';
import { dataInstalled, fetchesSources, installedBy, isForSources, whyLinkLost } from './installed-below.ts';
import { whyInstalled } from './installed-elsewhere.ts';
import type { Language, Linked } from './language.ts';
import { cacheOf, cachesLibraries } from './library-cache.ts';
import { whyLoaded } from './loaded.ts';
import { whyNoPrefix } from './local-prefix.ts';
import { whyMusl } from './musl.ts';
import { withOwn } from './own-programs.ts';
import { programPlaces, whyAlone } from './places.ts';
import { projectIn, type ReadProject } from './project.ts';
import { whyNoSmaller } from './removes-its-tools.ts';
import { rust } from './rust.ts';
import { asksForFiles, packagesOfFiles } from './system-files.ts';

const LANGUAGES: readonly Language[] = [go, rust, c];

/** Programs that run without the compiler that made them. */
export const compiled: Ecosystem = {
  builds: (command) => LANGUAGES.some(({ isCompile }) => isCompile(command)),
  runtime: compiledRuntime,
};

function compiledRuntime(build: Build): Runtime | string {
  const { place, started, steps, behind } = build;
  const commands = steps.flatMap(({ run }) => run?.script.commands ?? []);
  const compiling = LANGUAGES.filter(({ isCompile }) => commands.some(isCompile));
  const made = artefactsOf(place, started);
  if (typeof made === 'string') return made;
  // A Makefile builds programs in any language.
  const language = LANGUAGES.find(({ name }) => name === made.language) ?? (compiling[0] as Language);
  const project = projectIn(build, made);
  if (typeof project === 'string') return project;
  const linked = language.link(project, made);
  if (typeof linked === 'string') return linked;
  const installed = installedBy(project, made);
  const why =
    whyMusl(project, linked) ??
    whyNoSmaller(project, language) ??
    whyUnread(project) ??
    whyLoaded(project) ??
    whyOfToolchain(project) ??
    whyVariableRead(place, project.read) ??
    whyNoPrefix(build, project, made) ??
    whyInstalled(project, made, installed.holds);
  if (why !== undefined) return why;
  // Parts of a program may be written in another language than the rest.
  const called = spawnedIn(project, language);
  if (typeof called === 'string') return called;
  const { artefacts, spawned } = withOwn(made, called, project, started);
  const brought = broughtApart(place, steps, project.files, project.folder);
  if (typeof brought === 'string') return brought;
  const apart = { ...brought, taken: brought.taken.filter((one) => !installed.isMadeOf(one)) };
  const isGone = within(removedAtLast(place, steps));
  const data =
    dataInstalled(project, started, installed) ??
    // What a build makes on its way to what it installs, nobody reads.
    dataFiles({ ...project, sources: apart.mixed ?? (installed.isAll ? project.read : project.sources) }, started);
  if (typeof data === 'string') return data;
  const files = without(isGone, data);
  const programs = programPlaces(place, artefacts, started, installed);
  const own: Taken[] = [
    ...programs,
    ...installed.taken,
    ...takenScripts(build, project.files),
    ...project.lone.filter(({ step }) => steps.includes(step)).map(takenFile),
  ];
  const kept = within([...own, ...files.taken, ...apart.taken].map(({ path, from = path }) => from));
  const leavings =
    whyLinkLost(place, steps, installed, kept) ??
    leftBehind(
      place,
      steps,
      (command) =>
        (language.tools.has(toolOf(command)) && !runsElsewhere(command, project)) ||
        (installed.taken.length > 0 && buildsInstalled(command)),
      kept,
    );
  if (typeof leavings === 'string') return leavings;
  const isUseless = ({ path }: Taken): boolean =>
    isGoneAtLast(place, steps, path) ||
    isOfSources(project, path) ||
    (installed.taken.length > 0 && isForSources(path));
  const left = { ...leavings, taken: leavings.taken.filter((one) => !isUseless(one)) };
  const alone = whyAlone(programs, [...files.taken, ...apart.taken, ...left.taken], project.read);
  if (alone !== undefined) return alone;
  const foreign = started.programs.filter((program) => !isArtefact(program, artefacts));
  const others = foreign.filter(({ path }) => !kept(path ?? ''));
  const last = cacheOf(project, artefacts.built, installed);
  // What is fetched rather than built may need a libc or a shell, and what is installed beside the program may be scripts.
  const comesAlong = foreign.length > 0 || [...apart.taken, ...left.taken].some(({ path }) => isProgram(path));
  const isDoing = last.length > 0 || [...behind, ...left.repeated].some(isRun);
  const taken = [...own, ...files.taken, ...apart.taken, ...left.taken];
  const hasShell = comesAlong || installed.isAll || isDoing || asksForShell(build, project, language, taken);
  const base = baseFor(project, linked, { programs: [...others, ...started.shells, ...spawned], hasShell });
  if (typeof base === 'string') return base;
  return {
    ...base,
    taken: outermost(taken),
    repeated: left.repeated,
    last,
    builder: linked.kind === 'static' ? linked.builder : [],
    buildsAlike: true,
    reason: reasonOf(artefacts, linked, files, {
      more: [
        ...installed.taken.filter((one) => !files.taken.includes(one)),
        ...project.lone,
        ...apart.taken,
        ...left.taken,
      ],
      last,
    }),
  };
}

/** Programs that its sources start, and the libraries that it requires. */
function spawnedIn(project: ReadProject, { spawns }: Language): Program[] | string {
  const spawned = spawnedBy({ sources: project.read }, ...LANGUAGES.map(({ name }) => name));
  if (typeof spawned === 'string') return spawned;
  const called = (spawns?.(project) ?? []).map((name): Program => {
    return { name, path: undefined, args: [], folder: '/', by: 'a library' };
  });
  return [...spawned, ...called];
}

/** A source, or a folder of the project with nothing else in it. */
function isOfSources({ files, folder }: Project, path: string): boolean {
  const inside = files.filter((file) => within([path])(file.path));
  const isSource = (one: string): boolean => languageOf(one) !== undefined && within([folder])(one);
  return isSource(path) || (inside.length > 0 && inside.every((file) => isSource(file.path)));
}

/** `cargo run -- --into /data`: what a build starts is told to work outside of the project. */
function runsElsewhere(command: Command, { folder }: Project): boolean {
  const [verb, ...args] = invocationOf(command)?.args ?? [];
  return (
    verb?.value === 'run' &&
    args.some(({ value }) => {
      const [, path] = /(?:^|[=:])(\/[\w.][\w./-]*)/.exec(value) ?? [];
      return path !== undefined && !within([folder, '/tmp'])(path);
    })
  );
}

/** Sources in C, which are fetched and built before the program. */
const buildsInstalled = (command: Command): boolean =>
  c.tools.has(toolOf(command)) || isConfigure(toolOf(command)) || cachesLibraries(command) || fetchesSources(command);

const isProgram = (path: string): boolean => /\/s?bin(?:\/[^/]+)?$/.test(path);

function without(isGone: (path: string) => boolean, { taken, because }: DataFiles): DataFiles {
  const rest = taken.filter(({ path }) => !isGone(path));
  const isLeft = rest.length > 0 || taken.length === 0;
  return { taken: rest, because: isLeft ? because : 'no other file, as the build takes away what it was built from' };
}

const isArtefact = ({ path, name }: Program, { paths }: Artefacts): boolean =>
  paths.some((own) => (path === undefined ? own.endsWith(`/${name}`) : own === path));

type Needs = { readonly programs: readonly Program[]; readonly hasShell: boolean };

function baseFor(
  project: ReadProject,
  linked: Linked,
  { programs, hasShell }: Needs,
): Pick<Runtime, 'base' | 'packages'> | string {
  const { stage } = project.place;
  const isRead = typeof project.sources !== 'string';
  const installed = keptPackages(project.steps, typeof project.read !== 'string');
  if (typeof installed === 'string') return installed;
  const recommended = recommendedBy(project.place, installed, []);
  if (typeof recommended === 'string') return recommended;
  const kept = [...installed, ...recommended];
  const root = rootBase(stage);
  const isInReach = root.kind === 'image' && isOfDockerHub(stage, root.image.name);
  const isPlain = isRead && !hasShell && !asksForFiles(project);
  const isAlone = isInReach && isPlain && programs.length === 0 && kept.length === 0;
  if (linked.kind === 'static' && isAlone) return { base: STATIC_IMAGE, packages: [] };
  const family = rootImage(stage)?.family ?? 'debian';
  const development = developmentFor(project, linked);
  const isFree =
    (linked.kind === 'static' || needsMuslAlone(stage, development)) &&
    kept.every((name) => isOfAnyRelease(family, name));
  const distribution = distributionOf(stage, isFree);
  if (typeof distribution === 'string') return distribution;
  const tools = packagesFor(distribution, stage, programs);
  if (typeof tools === 'string') return tools;
  const libraries = librariesFor(distribution, development);
  if (typeof libraries === 'string') return libraries;
  const besides = linked.kind === 'dynamic' ? packagesBesideLibc(project, distribution) : [];
  const distroless = linked.kind === 'dynamic' ? distrolessWithLibc(distribution.release ?? '') : undefined;
  if (distroless !== undefined && isAlone && besides.length === 0 && development.every(isOfLibc))
    return { base: distroless, packages: [] };
  const why = whyNoPackages(distribution, project.steps);
  if (why !== undefined) return why;
  // Whether a program calls others with TLS, or asks for a time zone, its own sources do not always tell.
  return {
    base: distribution.slim,
    packages: [
      ...new Set([
        ...tools.filter((name) => !kept.some((one) => one.startsWith(`${name}=`))),
        ...kept,
        ...libraries,
        ...besides,
        'ca-certificates',
        ...(project.language === 'Go' ? ['tzdata'] : []),
        ...packagesOfFiles(project, distribution),
      ]),
    ],
  };
}

/** Packages that a program was built with, and may be linked with. */
const developmentFor = (project: ReadProject, linked: Linked): readonly string[] =>
  linked.kind === 'static'
    ? []
    : [
        ...linked.libraries,
        ...withPartsOfBoost(
          project,
          developmentPackages(project.steps).filter((name) => !linked.forBuilds?.test(name)),
        ),
      ];

/** A later musl runs what was linked with an earlier one (openwall.com/lists/musl/2019/02/26/7), and so do libraries of compilers. */
const needsMuslAlone = (stage: Stage, development: readonly string[]): boolean =>
  rootImage(stage)?.family === 'alpine' &&
  WITHOUT_LIBRARIES.test(rootReference(stage)?.name ?? '') &&
  !development.some(bringsLibraries);

/** Their images on Alpine have nothing else to link with (github.com/docker-library/golang, github.com/rust-lang/docker-rust). */
const WITHOUT_LIBRARIES = /^(?:golang|rust)$/;

/** Distroless images have not even the libraries that slim ones have. */
const isOfLibc = (name: string): boolean =>
  !/-dev(?:el)?$/.test(name) || /^(?:libc6|linux-libc|libstdc\+\+-\d+|libgcc-\d+)-dev$/.test(name);

function reasonOf(
  { paths, beside }: Artefacts,
  linked: Linked,
  { because }: DataFiles,
  { more, last }: { readonly more: readonly { readonly path: string }[]; readonly last: readonly string[] },
): string {
  const others = [...new Set(more.map(({ path }) => path))];
  const brought = others.length === 0 ? '' : `; what other steps bring comes along as well: ${listed(others)}`;
  const built = beside.length === 0 ? '' : `, and ${listed(beside)}, which it makes as well, for whoever starts that`;
  const cached = last.length === 0 ? '' : '; ldconfig makes its libraries known there as well';
  return `containers start ${listed(paths)}, which the build makes${built}; ${linked.because}; it takes along ${because}${brought}${cached}`;
}
