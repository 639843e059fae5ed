import { unknownContext } from '../../../context/build-context.ts';
import { programFolders } from '../../../knowledge/compiled/build-commands.ts';
import { distrolessWithLibc, STATIC_IMAGE } from '../../../knowledge/images/runtime-images.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { within } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { whyOtherFiles } from '../artefact/other-outcome.ts';
import { projectOf } from '../artefact/project-of-folder.ts';
import { compiledSources, languageOf, type SourceText } from '../artefact/sources.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { startingFolder } from '../user/working-folder.ts';
import { listed } from '../wording.ts';
import { type Artefacts, artefactsOf } from './artefacts.ts';
import { broughtApart } from './brought-apart.ts';
import { c } from './compiled/c.ts';
import { go } from './compiled/go.ts';
import type { Language, Linked, Project } from './compiled/language.ts';
import { rust } from './compiled/rust.ts';
import { type DataFiles, dataFiles } from './data-files.ts';
import { developmentPackages, keptPackages } from './kept-packages.ts';
import { leftBehind } from './left-behind.ts';
import { whyMusl } from './musl.ts';
import { removedAtLast } from './removed.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { distributionOf, librariesFor, packagesFor, whyNoPackages } from './runtime-base.ts';
import { spawnedBy } from './spawned.ts';
import type { Program, Started } from './started.ts';
import { outermost } from './taken.ts';

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
  const artefacts = artefactsOf(place, started);
  if (typeof artefacts === 'string') return artefacts;
  // A Makefile builds programs in any language.
  const language = LANGUAGES.find(({ name }) => name === artefacts.language) ?? (compiling[0] as Language);
  const project = projectIn(build, artefacts);
  if (typeof project === 'string') return project;
  const linked = language.link(project, artefacts);
  if (typeof linked === 'string') return linked;
  const musl = whyMusl(project, linked);
  if (musl !== undefined) return musl;
  // Parts of a program may be written in another language than the rest.
  const spawned = spawnedBy(project, ...LANGUAGES.map(({ name }) => name));
  if (typeof spawned === 'string') return spawned;
  const apart = broughtApart(place, steps, project.files, project.folder);
  if (typeof apart === 'string') return apart;
  const isGone = within(removedAtLast(place, steps));
  const data = dataFiles({ ...project, sources: apart.mixed ?? project.sources }, started);
  if (typeof data === 'string') return data;
  const files = without(isGone, data);
  const own: Taken[] = [
    ...artefacts.paths.flatMap((path) => placesOf(path, started)),
    ...started.scripts.map(({ path }): Taken => ({ path, kind: 'file' })),
  ];
  const kept = within([...own, ...files.taken, ...apart.taken].map(({ path, from = path }) => from));
  const left = leftBehind(place, steps, (command) => language.tools.has(toolOf(command)), kept);
  if (typeof left === 'string') return left;
  const foreign = started.programs.filter((program) => !isArtefact(program, artefacts));
  const others = foreign.filter(({ path }) => !kept(path ?? ''));
  // What is fetched rather than built may need a libc or a shell.
  const asks =
    typeof project.sources !== 'string' && project.sources.some(({ text }) => language.asksSystem?.test(text));
  const comesAlong = foreign.length > 0 || [...apart.taken, ...left.taken].some(({ path }) => isProgram(path));
  const hasShell = asks || started.needsShell || comesAlong || [...behind, ...left.repeated].some(isRun);
  const base = baseFor(project, linked, { programs: [...others, ...started.shells, ...spawned], hasShell });
  if (typeof base === 'string') return base;
  return {
    ...base,
    taken: outermost([...own, ...files.taken, ...apart.taken, ...left.taken]),
    repeated: left.repeated,
    builder: linked.kind === 'static' ? linked.builder : [],
    buildsAlike: true,
    reason: reasonOf(artefacts, linked, files),
  };
}

const isProgram = (path: string): boolean => /\/s?bin(?:\/[^/]+)?$/.test(path);

/** A program stays where it is. One that is called by its bare name is looked for, and not where toolchains have theirs. */
function placesOf(path: string, { programs }: Started): Taken[] {
  const found = path.slice(path.lastIndexOf('/') + 1);
  const isSearched = programFolders.includes(path.slice(0, -found.length - 1));
  const isLookedFor = programs.some((program) => program.path === undefined && program.name === found);
  const isCalledThere = programs.some((program) => program.path === path);
  const moved: Taken = { path: `/usr/local/bin/${found}`, from: path, kind: 'file' };
  return [
    ...(isSearched || !isLookedFor || isCalledThere ? [{ path, kind: 'file' } as const] : []),
    ...(isLookedFor && !isSearched ? [moved] : []),
  ];
}

function without(isGone: (path: string) => boolean, { taken, because }: DataFiles): DataFiles {
  const rest = taken.filter(({ path }) => !isGone(path));
  const isLeft = rest.length > 0 || taken.length === 0;
  return { taken: rest, because: isLeft ? because : 'no other file, as the build takes away what it was built from' };
}

const isArtefact = ({ path, name }: Program, { paths }: Artefacts): boolean =>
  paths.some((own) => (path === undefined ? own.endsWith(`/${name}`) : own === path));

/** The folder that the build works in at last, and what of the context is in it. */
function projectIn({ place, steps }: Build, { language, built }: Artefacts): Project | string {
  const { file, context, stage } = place;
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const folder = steps.findLast(({ run }) => run !== undefined)?.state.workdir ?? startingFolder(stage);
  const sent = projectOf(place, { builder: stage, source: folder });
  const stray = files.find(({ path }) => languageOf(path) !== undefined && !within([folder])(path));
  const own = { place, files, folder, language, steps };
  if ('unknown' in sent) return { ...own, sent: unknownContext, sources: sent.unknown };
  if (stray !== undefined) return { ...own, sent, sources: `${stray.source} is copied outside of ${folder}` };
  const others = whyOtherFiles({ file, folder, sent, programs: built.programs }, built.commands);
  return { ...own, sent, sources: others ?? knownSources(compiledSources(sent), language) };
}

/** What is not there can not be read, and may be fetched by the build. */
function knownSources(
  found: ReturnType<typeof compiledSources>,
  name: Artefacts['language'],
): readonly SourceText[] | string {
  if ('unknown' in found) return found.unknown;
  const isThere = found.some(({ language }) => name === undefined || language.name === name);
  return isThere ? found : 'the build context holds none of its sources';
}

type Needs = { readonly programs: readonly Program[]; readonly hasShell: boolean };

function baseFor(
  project: Project,
  linked: Linked,
  { programs, hasShell }: Needs,
): Pick<Runtime, 'base' | 'packages'> | string {
  const { stage } = project.place;
  const isRead = typeof project.sources !== 'string';
  const kept = keptPackages(project.steps, isRead);
  const isAlone = isRead && !hasShell && programs.length === 0 && kept.length === 0;
  if (linked.kind === 'static' && isAlone) return { base: STATIC_IMAGE, packages: [] };
  const isFree = linked.kind === 'static' && kept.length === 0;
  const distribution = distributionOf(stage, isFree);
  if (typeof distribution === 'string') return distribution;
  const tools = packagesFor(distribution, stage, programs);
  if (typeof tools === 'string') return tools;
  const development = linked.kind === 'static' ? [] : [...linked.libraries, ...developmentPackages(project.steps)];
  const libraries = librariesFor(distribution, development);
  if (typeof libraries === 'string') return libraries;
  const distroless = linked.kind === 'dynamic' ? distrolessWithLibc(distribution.release ?? '') : undefined;
  if (distroless !== undefined && isAlone && development.every(isOfLibc)) return { base: distroless, packages: [] };
  const why = whyNoPackages(distribution, project.steps);
  if (why !== undefined) return why;
  // Whether a program calls others with TLS, or asks for a time zone, its own sources do not always tell.
  return {
    base: distribution.slim,
    packages: [
      ...new Set([
        ...tools,
        ...kept,
        ...libraries,
        'ca-certificates',
        ...(project.language === 'Go' ? ['tzdata'] : []),
      ]),
    ],
  };
}

/** Distroless images have not even the libraries that slim ones have. */
const isOfLibc = (name: string): boolean =>
  !/-dev(?:el)?$/.test(name) || /^(?:libc6|linux-libc|libstdc\+\+-\d+|libgcc-\d+)-dev$/.test(name);

function reasonOf({ paths }: Artefacts, linked: Linked, { because }: DataFiles): string {
  return `containers start ${listed(paths)}, which the build makes; ${linked.because}; it takes along ${because}`;
}
