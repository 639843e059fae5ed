import { folderOfAnyImage } from '../../../knowledge/images/image-folders.ts';
import { aptSettings } from '../../../knowledge/node/images.ts';
import { nodeSettings } from '../../../knowledge/node/node.ts';
import { dependencyLists, installScripts, localVersion } from '../../../knowledge/node/package-json.ts';
import { buildsInFolder, fetchesBrowsers, settingsOfPrograms } from '../../../knowledge/node/programs.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { type Json, parsedJson, part } from '../../../model/formats/json.ts';
import { installs, readPackageCall } from '../../../model/package-calls.ts';
import { leadsOut, within } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { escaped } from '../../../syntax/text.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import { textAt } from '../user/place.ts';
import { servicesOf } from '../user/services.ts';
import { startingFolder, workingFolder } from '../user/working-folder.ts';
import { lineOf, listed } from '../wording.ts';
import { givenValues, type Said } from './given-values.ts';
import { leftBehind } from './left-behind.ts';
import { type Chosen, chosenOf } from './node/chosen.ts';
import { copiedElsewhere } from './node/copied-elsewhere.ts';
import { globalsIn } from './node/globals.ts';
import { bringing, type NodeImage, nodeImageOf } from './node/image.ts';
import { lockedIn } from './node/locked.ts';
import { type Needs, needsOf } from './node/needs.ts';
import { isGlobal, outputsOf } from './node/outputs.ts';
import { whyElsewhere } from './node/own-scripts.ts';
import { lockfilesOf, type Project } from './node/project.ts';
import { type Pruned, pruned } from './node/prune.ts';
import { type Sources, sourcesIn } from './node/sources.ts';
import { nodeStart } from './node/start.ts';
import { systemPackages } from './node/system.ts';
import { IN_THE_ROOT, projectFolder } from './project-folder.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { staysInside } from './stays-inside.ts';
import { outermost } from './taken.ts';

/** Services and pages of Node.js, on its official image. */
export const node: Ecosystem = { builds, followsShells: true, runtime };

/** It installs the packages of a project, or runs one of its scripts. */
function builds(command: Command): boolean {
  const call = readPackageCall(command);
  if (call === undefined || !/^(?:npm|yarn|pnpm)$/.test(call.manager.title) || isGlobal(call)) return false;
  return installs(call) ? call.operands.length === 0 : /^(?:run|build)\b/.test(call.verb.value);
}

function runtime(build: Build): Runtime | string | undefined {
  const { place, steps } = build;
  const image = nodeImageOf(build);
  if (image === undefined || typeof image === 'string') return image;
  const project = projectOf(build, image);
  if (typeof project === 'string') return project;
  const chosen = chosenOf({
    ...project,
    startsIn: workingFolder(place.stage),
    ...{
      place,
      steps,
      scripts: project.sources.scripts,
      files: project.sources.files,
      texts: [...textsOf(build), ...aliasesIn(project.manifest)],
    },
    isBrought: image.brought !== undefined,
    hasScripts: installScripts.some((name) => part(project.manifest, 'scripts')[name] !== undefined),
  });
  const { unread } = project.sources;
  if (unread !== undefined && !chosen.isServed) return `${unread} can not be read`;
  const prune = chosen.needsPackages && project.outputs.hasBuild ? pruneOf(project) : undefined;
  const needs = needsOf(project, { image, chosen, prune });
  if (typeof needs === 'string') return needs;
  const gains =
    image.base !== image.written ||
    image.brought?.by === 'nodesource' ||
    leavesPackages(steps, needs) ||
    leavesGlobals(project, needs);
  const isPruned = prune !== undefined && 'said' in prune;
  if (!gains && !isPruned && chosen.needsPackages)
    return prune === undefined || 'said' in prune
      ? chosen.whyMore
      : `nothing would stay out but sources: ${chosen.whyMore ?? whyStaying(prune)}`;
  const rest = othersOf(project, chosen, image);
  if (typeof rest === 'string') return rest;
  return {
    base: image.base,
    packages: needs.packages,
    taken: outermost([...needs.taken, ...chosen.taken, ...rest.taken]),
    made: needs.made,
    repeated: [...rest.repeated, ...needs.repeated],
    ...(chosen.installed !== undefined && { installed: chosen.installed }),
    ...prunedWhere(build, prune),
    reason: `${reasonOf(project, chosen, prune)}${broughtBy(image)}`,
  };
}

const whyStaying = (prune: Extract<Pruned, { but: string }>): string =>
  prune.isDone ? prune.but : `packages for development stay, as ${prune.but}`;

/** Who develops in the stage that builds keeps all packages there. */
function prunedWhere(
  { isDevelopedIn }: Build,
  prune: Pruned | undefined,
): Pick<Runtime, 'apart' | 'builder' | 'command'> {
  if (prune === undefined || 'but' in prune) return { builder: [] };
  if (isDevelopedIn) return { builder: [], apart: prune.said };
  return prune.rewrite === undefined ? { builder: [], command: prune.said } : { builder: [prune.rewrite] };
}

/** In a stage of its own it has neither the arguments of the one that builds nor the mounts of its last RUN. */
function prunedApart({ isDevelopedIn, place: { stage }, steps }: Build, prune: Pruned): Pruned {
  const hasArguments = stage.steps.some(({ instruction: { keyword } }) => keyword === 'ARG');
  const hasFlags = (steps.at(-1)?.instruction.flags.length ?? 0) > 0;
  return isDevelopedIn && 'said' in prune && (hasArguments || hasFlags)
    ? { but: 'a stage of its own that leaves them out would have other arguments and mounts' }
    : prune;
}

/** Some of what is installed to build with is not there to run. */
function leavesPackages(steps: readonly Step[], { packages }: Needs): boolean {
  const system = systemPackages(steps);
  return (
    typeof system === 'object' && [...system.forBuild, ...system.development].some((name) => !packages.includes(name))
  );
}

/** Some of what is installed for the whole image is for builds alone. */
const leavesGlobals = ({ globals }: Project, { repeated }: Needs): boolean =>
  globals.some(({ step, packages }) => !repeated.includes(step) && packages.some((name) => !isManager.test(name)));

const isManager = /^(?:corepack|npm|pnpm|yarn)$/;

function projectOf(build: Build, image: NodeImage): Project | string {
  const { place, steps, started } = build;
  const installs = steps.filter(isRun).filter(({ run }) => run.script.commands.some(builds));
  const install = aroundAll(installs);
  const folder = install?.state.workdir ?? startingFolder(place.stage);
  const start = workingFolder(place.stage);
  if (folder === '/' || install === undefined) return IN_THE_ROOT;
  if (start === undefined || !within([folder])(start))
    return `containers start in ${start ?? 'a folder that is not known'}, and what they start is built in ${folder}`;
  const manifestText = textAt(place, `${folder}/package.json`);
  const manifest = manifestText === undefined ? undefined : parsedJson(manifestText);
  if (manifest === undefined)
    return `${folder}/package.json can not be read, so what runs and what it needs is not known`;
  const path = variableValue(place.stage.end, 'NODE_PATH');
  const elsewhere = path?.split(':').find((each) => each !== '' && !within([folder])(each));
  if (elsewhere !== undefined) return `NODE_PATH makes node look for packages in ${elsewhere}, outside of its folder`;
  const outside = localPackage(manifest);
  if (outside !== undefined) return `package.json takes ${outside}, which is outside of its folder`;
  const found = nodeStart(place, started);
  if (typeof found === 'string') return found;
  const sources = sourcesIn(place, folder);
  if (typeof sources === 'string') return sources;
  const textOf = (path: string): string | undefined => textAt(place, `${folder}/${path}`);
  const outputs = outputsOf({ place, folder, manifest, textOf }, steps, bringing(image));
  const unmade = found.entries.find(
    (entry) => !outputs.hasBuild && !isThere(sources, entry) && within([folder])(entry),
  );
  if (unmade !== undefined)
    return `${unmade}, which containers start, is neither in the build context nor made by a step that is known to build`;
  // What is copied among the outcome of a build comes along with that.
  const isMade = within([...(outputs.folders ?? [])].map((top) => `${folder}/${top}`));
  const { root } = projectFolder(
    sources.files.filter(({ path }) => !isMade(path)),
    [install],
  );
  return { build, folder, root, manifest, textOf, sources, start: found, globals: globalsIn(steps), outputs };
}

/** The last of steps; or that in a folder around it, where node looks for packages as well, and which may hold several of the project. */
function aroundAll(steps: readonly RunStep[]): RunStep | undefined {
  const last = steps.at(-1);
  const folders = steps.filter(
    ({ state: { workdir = '/' } }) =>
      within([workdir])(last?.state.workdir ?? '/') &&
      (!folderOfAnyImage.test(workdir) || /^\/(?:opt|srv)$/.test(workdir)),
  );
  return folders.sort((a, b) => (a.state.workdir ?? '').length - (b.state.workdir ?? '').length)[0] ?? last;
}

const isThere = ({ files }: Sources, entry: string): boolean =>
  files.some(({ path }) => path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}/`));

/** A dependency from a folder that is not one of the project's own. */
const localPackage = (manifest: Json): string | undefined =>
  ['dependencies', 'devDependencies', 'optionalDependencies']
    .flatMap((field) => Object.values(part(manifest, field)))
    .find(
      (range): range is string =>
        typeof range === 'string' && localVersion.test(range) && leadsOut(range.replace(/^\w+:/, '')),
    );

/** What starts it: scripts, and variables that options of node are in. */
const startingTexts = ({ place: { file, context }, started }: Build): Said[] => [
  ...started.scripts.map(({ path, text }) => ({ text, where: path })),
  ...servicesOf(file, context)
    .filter(({ variables }) => variables.some((name) => nodeSettings.test(name)))
    .map(({ name, variables, values }) => ({ text: [...variables, ...values].join(' '), where: name })),
];

const textsOf = (build: Build): Said[] => [
  ...build.place.stage.steps
    .filter(({ instruction: { keyword } }) => keyword === 'ENV')
    .map(({ instruction }) => ({ text: instruction.args.text.replace(/^|\s\w+=/g, ' '), where: 'ENV' })),
  ...startingTexts(build),
  ...givenValues(build.place),
];

/** Names that stand for files, of node itself (nodejs.org/api/packages.html#subpath-imports) and of module-alias. */
const aliasesIn = (manifest: Json): { text: string; where: string }[] =>
  ['imports', '_moduleAliases', '_moduleDirectories'].flatMap((field) =>
    manifest[field] === undefined ? [] : [{ text: JSON.stringify(manifest[field]), where: 'package.json' }],
  );

function pruneOf(project: Project): Pruned {
  const { build, folder, manifest, sources, start, textOf } = project;
  const [lockfile, another] = lockfilesOf(project);
  const locked = lockfile === undefined ? undefined : lockedIn(lockfile.name, lockfile.text);
  if (lockfile === undefined || another !== undefined || locked === undefined)
    return { but: 'no single lockfile says which of them only development needs' };
  if (textOf('pnpm-workspace.yaml') !== undefined) return { but: 'it is one of several packages' };
  const settings = start.programs
    .flatMap(({ name }) => settingsOfPrograms.get(name) ?? [])
    .flatMap((name) => ['js', 'mjs', 'cjs', 'ts', 'mts'].map((ending) => `${name}.${ending}`))
    .flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [{ path, text }];
    });
  const all = pruned({
    ...{ place: build.place, steps: build.steps, folder, manifest, locked, start, settings },
    ...{ scripts: sources.scripts, lockfile: lockfile.name, lockText: lockfile.text },
    texts: startingTexts(build).map(({ text }) => text),
  });
  return prunedApart(build, all);
}

/** What comes along beside the project: what other steps leave, and what a COPY puts elsewhere. */
function othersOf(
  project: Project,
  chosen: Chosen,
  image: NodeImage,
): { taken: Taken[]; repeated: readonly Step[] } | string {
  const { build, folder, sources } = project;
  const { place, steps, started } = build;
  const outside = whyOutside(project);
  if (outside !== undefined) return outside;
  const browser = steps.filter(isRun).find(({ run }) => fetchesBrowsers.test(run.script.text));
  if (browser !== undefined)
    return `line ${lineOf(place.file, browser.instruction.span.start)} fetches a browser into the home of its user`;
  const fetched = fetchedByNpx(project);
  if (fetched !== undefined) return fetched;
  const settings = image.brought?.by === 'nodesource' ? aptSettings : [];
  const kept = within([...chosen.taken.map(({ path }) => path), `${folder}/node_modules`, ...settings]);
  const aside = bringing(image);
  const staying = new Set(
    steps
      .filter(isRun)
      .filter(({ state }) => state.workdir === folder)
      .flatMap(({ run }) => run.script.commands),
  );
  const left = leftBehind(
    place,
    steps,
    (command) =>
      aside.has(command) || buildsInFolder.has(toolOf(command)) || (staying.has(command) && staysInside(command)),
    kept,
  );
  if (typeof left === 'string') return left;
  const strays = whyElsewhere(project, within([...chosen.taken, ...left.taken].map(({ path }) => path)));
  if (strays !== undefined) return strays;
  const elsewhere = copiedElsewhere(place, steps, { folder, files: sources.files });
  if (typeof elsewhere === 'string') return elsewhere;
  const scripts = started.scripts
    .map(({ path }) => path)
    .filter((path) => sources.files.some((file) => file.path === path && steps.includes(file.step)))
    .map((path): Taken => ({ path, kind: 'file' }));
  const taken = [...scripts, ...left.taken, ...elsewhere].filter(({ path }) => !kept(path));
  return { taken, repeated: left.repeated };
}

/** Only the folder of the project comes along. */
function whyOutside({ folder, outputs, start, sources }: Project): string | undefined {
  if (outputs.outside !== undefined)
    return `its build puts files into ${outputs.outside}, outside of ${folder}, where the project is: below that, it could be split`;
  const entry = start.entries.find((path) => !within([folder])(path) && !isThere(sources, path));
  return entry && `${entry}, which containers start, is outside of ${folder}, where the project is built`;
}

/** What npx fetches stays in the home of its user, where it finds it when containers start. */
function fetchedByNpx({ build: { place, steps }, start, globals, manifest }: Project): string | undefined {
  const names = start.programs
    .filter(({ name, sought }) => sought === 'registry' && !globals.some(({ programs }) => programs.has(name)))
    .map(({ name }) => name)
    .filter((name) => dependencyLists.every((field) => part(manifest, field)[name] === undefined));
  const step = steps
    .filter(isRun)
    .find(({ run }) => names.some((name) => new RegExp(`\\bnpx\\b.*\\b${escaped(name)}\\b`).test(run.script.text)));
  return (
    step &&
    `line ${lineOf(place.file, step.instruction.span.start)} may fetch what containers start by npx into the home of its user`
  );
}

const broughtBy = ({ brought }: NodeImage): string =>
  brought === undefined
    ? ''
    : brought.by === 'distribution'
      ? '; both stages are of one release, and so is the Node.js that they install'
      : '; node is one file, and what it is linked with is in the image as apt needs it too, or installed';

function reasonOf({ start }: Project, chosen: Chosen, prune: Pruned | undefined): string {
  const shown = start.entries.length + start.programs.length === 0 ? start.others : start.programs;
  const runs = [
    ...start.entries,
    ...shown.map(({ name, args }) => [name, ...args.map(({ value }) => value)].join(' ')),
  ];
  const what = `containers start ${listed([...new Set(runs)])}`;
  const left =
    prune === undefined || 'isDone' in prune
      ? ''
      : 'said' in prune
        ? `; ${prune.said} leaves out what only development needs`
        : `; packages for development stay, as ${prune.but}`;
  return `${what}; it takes along ${chosen.because}${left}`;
}
