import { sentFrom } from '../../../context/sent.ts';
import { distrolessWithLibc, STATIC_IMAGE } from '../../../knowledge/runtime-images.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { within } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { compiledSources } from '../artefact/sources.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { listed } from '../wording.ts';
import { type Artefacts, artefactsOf } from './artefacts.ts';
import { c } from './c.ts';
import { type DataFiles, dataFiles } from './data-files.ts';
import { go } from './go.ts';
import type { Language, Linked, Project } from './language.ts';
import { leftBehind } from './left-behind.ts';
import { projectFolder } from './project-folder.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { developmentPackages, distributionOf, librariesFor, packagesFor, slimOf } from './runtime-base.ts';
import { rust } from './rust.ts';
import { spawnedBy } from './spawned.ts';
import type { Program } from './started.ts';
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
  const language = compiling.find(({ name }) => name === artefacts.language) ?? (compiling[0] as Language);
  const project = projectOf(build, artefacts);
  if (typeof project === 'string') return project;
  const linked = language.link(project);
  if (typeof linked === 'string') return linked;
  const spawned = spawnedBy(project, language);
  if (typeof spawned === 'string') return spawned;
  const files = dataFiles(project, started);
  const own = [...artefacts.paths, ...started.scripts.map(({ path }) => path)].map(
    (path): Taken => ({ path, kind: 'file' }),
  );
  const kept = within([...own, ...files.taken].map(({ path }) => path));
  const left = leftBehind(place, steps, (command) => language.tools.has(toolOf(command)), kept);
  if (typeof left === 'string') return left;
  const others = started.programs.filter((program) => !isArtefact(program, artefacts));
  const hasShell = started.needsShell || [...behind, ...left.repeated].some(isRun);
  const base = baseFor(project, linked, { programs: [...others, ...spawned], hasShell });
  if (typeof base === 'string') return base;
  return {
    ...base,
    taken: outermost([...own, ...files.taken, ...left.taken]),
    repeated: left.repeated,
    builder: linked.kind === 'static' ? linked.builder : [],
    reason: reasonOf(artefacts, linked, files),
  };
}

const isArtefact = ({ path, name }: Program, { paths }: Artefacts): boolean =>
  paths.some((own) => (path === undefined ? own.endsWith(`/${name}`) : own === path));

function projectOf({ place, steps }: Build, { language }: Artefacts): Project | string {
  const { file, context, stage } = place;
  const files = imageFiles(file, context, stage);
  if (typeof files === 'string') return files;
  const { folder, root } = projectFolder(files, steps);
  const sent = sentFrom(context, root ?? '');
  const found =
    root === undefined ? { unknown: 'the files of the project come from several folders' } : compiledSources(sent);
  return { place, sent, folder, language, sources: 'unknown' in found ? found.unknown : found, steps };
}

type Needs = { readonly programs: readonly Program[]; readonly hasShell: boolean };

function baseFor(
  project: Project,
  linked: Linked,
  { programs, hasShell }: Needs,
): Pick<Runtime, 'base' | 'packages'> | string {
  const isAlone = !hasShell && programs.length === 0;
  if (linked.kind === 'static' && isAlone) return { base: STATIC_IMAGE, packages: [] };
  const distribution = distributionOf(project.place.stage);
  if (typeof distribution === 'string') return distribution;
  const base = slimOf(distribution);
  if (typeof base === 'string') return base;
  const tools = packagesFor(distribution, programs);
  if (typeof tools === 'string') return tools;
  const development = linked.kind === 'static' ? [] : [...linked.libraries, ...developmentPackages(project.steps)];
  const libraries = librariesFor(distribution, development);
  if (typeof libraries === 'string') return libraries;
  const distroless = linked.kind === 'dynamic' ? distrolessWithLibc(distribution.release) : undefined;
  if (distroless !== undefined && isAlone && libraries.length === 0) return { base: distroless, packages: [] };
  // Whether a program calls others with TLS, or asks for a time zone, its own sources do not always tell.
  return {
    ...base,
    packages: [
      ...new Set([...tools, ...libraries, 'ca-certificates', ...(project.language === 'Go' ? ['tzdata'] : [])]),
    ],
  };
}

function reasonOf({ paths }: Artefacts, linked: Linked, { because }: DataFiles): string {
  return `containers start ${listed(paths)}, which the build makes; ${linked.because}; it takes along ${because}`;
}
