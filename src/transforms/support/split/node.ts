import { sentFrom } from '../../../context/sent.ts';
import { releaseOfNode, slimNode } from '../../../knowledge/node-images.ts';
import { systemNeeds } from '../../../knowledge/node-packages.ts';
import { buildsInFolder, fetchesBrowsers, plainGlobals, worksOnFiles } from '../../../knowledge/node-programs.ts';
import { installScripts, localVersion } from '../../../knowledge/package-json.ts';
import { packageOfProgram } from '../../../knowledge/slim-programs.ts';
import { startCommand } from '../../../model/container-commands.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import { type Base, fromParts, rootBase, type Step } from '../../../model/dockerfile.ts';
import { type Json, parsedJson, part } from '../../../model/formats/json.ts';
import { installs, readPackageCall } from '../../../model/package-calls.ts';
import { leadsOut, within } from '../../../model/paths.ts';
import { baseName, invocationOf, toolOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { type Place, textAt } from '../user/place.ts';
import { startingFolder, workingFolder } from '../user/working-folder.ts';
import { lineOf, listed } from '../wording.ts';
import { leftBehind } from './left-behind.ts';
import { type Chosen, chosenOf } from './node/chosen.ts';
import { type Global, globalsIn } from './node/globals.ts';
import { type Locked, lockedIn } from './node/locked.ts';
import { isGlobal, type Outputs, outputsOf } from './node/outputs.ts';
import { type Pruned, pruned } from './node/prune.ts';
import { type Sources, sourcesIn, spawnedIn } from './node/sources.ts';
import { type NodeStart, nodeStart } from './node/start.ts';
import { systemPackages } from './node/system.ts';
import { projectFolder } from './project-folder.ts';
import type { Build, Ecosystem, Runtime, Taken } from './runtime.ts';
import { librariesFor } from './runtime-base.ts';
import type { Program } from './started.ts';

/** Services and pages of Node.js, on its official image. */
export const node: Ecosystem = { builds, runtime };

/** It installs the packages of a project, or runs one of its scripts. */
function builds(command: Command): boolean {
  const call = readPackageCall(command);
  if (call === undefined || !/^(?:npm|yarn|pnpm)$/.test(call.manager.title) || isGlobal(call)) return false;
  return installs(call) ? call.operands.length === 0 : /^(?:run|build)\b/.test(call.verb.value);
}

/** All that is known of the project, in its file. */
type Project = {
  readonly build: Build;
  readonly folder: string;
  readonly root: string | undefined;
  readonly manifest: Json;
  readonly textOf: (path: string) => string | undefined;
  readonly sources: Sources;
  readonly start: NodeStart;
  readonly globals: readonly Global[];
  readonly outputs: Outputs;
};

function runtime(build: Build): Runtime | string | undefined {
  const { place, steps } = build;
  const root = rootBase(place.stage);
  if (root.kind !== 'image' || root.image.name !== 'node') return whyNoNode(root);
  if (place.stage.from.flags.length > 0 || root.image.digest !== undefined)
    return 'FROM names a platform or the digest of one image, so the smaller one of the same kind is not known';
  const written = fromParts(place.stage.from).base;
  const base = slimNode(written, root.image.tag);
  if (base === undefined) return `no smaller image for the tag of ${written} is known`;
  const project = projectOf(build);
  if (typeof project === 'string') return project;
  const chosen = chosenOf({
    ...project,
    ...{ place, steps, scripts: project.sources.scripts, files: project.sources.files, texts: textsOf(build) },
    hasScripts: installScripts.some((name) => part(project.manifest, 'scripts')[name] !== undefined),
  });
  const prune = chosen.needsPackages && project.outputs.hasBuild ? pruneOf(project) : undefined;
  const packages = packagesFor(project, { isSame: base === written, chosen, prune });
  if (typeof packages === 'string') return packages;
  const system = systemPackages(steps);
  const gains =
    base !== written || (typeof system === 'object' && system.forBuild.length + system.development.length > 0);
  const isPruned = prune !== undefined && 'said' in prune;
  if (!gains && !isPruned && chosen.needsPackages)
    return prune === undefined || 'said' in prune
      ? undefined
      : `nothing would stay out but sources: of the packages, ${prune.but}`;
  const rest = othersOf(project, chosen);
  if (typeof rest === 'string') return rest;
  return {
    base,
    packages: packages.packages,
    taken: [...chosen.taken, ...rest.taken].filter(isOutermost),
    repeated: [...rest.repeated, ...packages.repeated],
    builder: isPruned ? [prune.rewrite] : [],
    reason: reasonOf(project, chosen, prune),
  };
}

const isOutermost = ({ path }: Taken, at: number, all: readonly Taken[]): boolean =>
  all.every((other, index) => index === at || (other.path === path ? index > at : !within([other.path])(path)));

/** Of a plain distribution, people may think that it will do; images of other languages build pages with Node.js on the side. */
const whyNoNode = (root: Base): string | undefined =>
  root.kind === 'image' && /^(?:alpine|debian|ubuntu)$/.test(root.image.name)
    ? 'it is built on no official image of Node.js, so what a smaller one lacks is not known'
    : undefined;

function projectOf(build: Build): Project | string {
  const { place, steps, started } = build;
  const install = steps.filter(isRun).findLast(({ run }) => run.script.commands.some(builds));
  const folder = install?.state.workdir ?? startingFolder(place.stage);
  const start = workingFolder(place.stage);
  if (folder === '/' || install === undefined)
    return 'it is built in the root folder, so what of that belongs to it is not known';
  if (start !== folder)
    return `containers start in ${start ?? 'a folder that is not known'}, and what they start is built in ${folder}`;
  const manifestText = textAt(place, `${folder}/package.json`);
  const manifest = manifestText === undefined ? undefined : parsedJson(manifestText);
  if (manifest === undefined) return 'package.json can not be read, so what runs and what it needs is not known';
  const outside = localPackage(manifest);
  if (outside !== undefined) return `package.json takes ${outside}, which is outside of its folder`;
  const sources = sourcesIn(place, folder);
  if (typeof sources === 'string') return sources;
  const { root } = projectFolder(sources.files, [install]);
  const sent = root === undefined ? undefined : sentFrom(place.context, root);
  const textOf = (path: string): string | undefined => sent?.readText(path) ?? textAt(place, `${folder}/${path}`);
  const found = nodeStart(place, started);
  if (typeof found === 'string') return found;
  const outputs = outputsOf({ manifest, textOf }, steps);
  const unmade = found.entries.find(
    (entry) => !outputs.hasBuild && !isThere(sources, entry) && within([folder])(entry),
  );
  if (unmade !== undefined)
    return `${unmade}, which containers start, is neither in the build context nor made by a step that is known to build`;
  return { build, folder, root, manifest, textOf, sources, start: found, globals: globalsIn(steps), outputs };
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

const textsOf = ({ place: { stage }, started }: Build): { text: string; where: string }[] => [
  ...stage.steps
    .filter(({ instruction: { keyword } }) => keyword === 'ENV')
    .map(({ instruction }) => ({ text: instruction.args.text.replace(/^|\s\w+=/g, ' '), where: 'ENV' })),
  ...started.scripts.map(({ path, text }) => ({ text, where: path })),
];

const LOCKFILES: readonly string[] = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'];

const lockfilesOf = ({ textOf }: Project): { name: string; text: string }[] =>
  LOCKFILES.flatMap((name) => {
    const text = textOf(name);
    return text === undefined ? [] : [{ name, text }];
  });

function pruneOf(project: Project): Pruned {
  const { build, folder, manifest, sources, start, textOf } = project;
  const [lockfile, another] = lockfilesOf(project);
  const locked = lockfile === undefined ? undefined : lockedIn(lockfile.name, lockfile.text);
  if (lockfile === undefined || another !== undefined || locked === undefined)
    return { but: 'no single lockfile says which of them only development needs' };
  if (textOf('pnpm-workspace.yaml') !== undefined) return { but: 'it is one of several packages' };
  const frameworks = ['next', 'nuxt', 'remix', 'astro', 'vite'].filter((name) =>
    start.programs.some((one) => one.name === name),
  );
  const settings = frameworks
    .flatMap((name) => ['js', 'mjs', 'cjs', 'ts', 'mts'].map((ending) => `${name}.config.${ending}`))
    .flatMap((path) => {
      const text = textOf(path);
      return text === undefined ? [] : [{ path, text }];
    });
  return pruned({
    ...{ place: build.place, steps: build.steps, folder, manifest, locked, start, settings },
    ...{ scripts: sources.scripts, lockfile: lockfile.name, lockText: lockfile.text },
  });
}

type Choice = { readonly isSame: boolean; readonly chosen: Chosen; readonly prune: Pruned | undefined };
type Packages = { readonly packages: readonly string[]; readonly repeated: readonly Step[] };

/** What the stage that runs needs of the system, and of packages that are there for the whole image. */
function packagesFor(project: Project, choice: Choice): Packages | string {
  const { build, globals, sources } = project;
  const { place, steps } = build;
  const root = rootBase(place.stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what it is built on is not known';
  const { family } = root.known;
  const spawned = choice.chosen.needsPackages ? spawnedIn(sources.scripts) : [];
  if (typeof spawned === 'string') return spawned;
  const wanted = [...project.start.others, ...wrappersOf(build), ...spawned];
  const isOfNode = ({ name }: Program): boolean => /^(?:node|npm|corepack|docker-entrypoint\.sh)$/.test(baseName(name));
  const repeated = repeatedFor(project, wanted);
  if (typeof repeated === 'string') return repeated;
  const system = systemPackages(steps);
  if (typeof system === 'string') return system;
  const libraries = librariesFor(
    {
      family,
      release: family === 'alpine' ? family : (root.known.release ?? releaseOfNode(root.image.tag) ?? 'unknown'),
    },
    system.development,
  );
  if (typeof libraries === 'string') return libraries;
  const packages = new Set([...system.others, ...libraries]);
  const isGlobalProgram = ({ name }: Program): boolean => globals.some(({ programs }) => programs.has(name));
  for (const program of choice.isSame ? [] : wanted.filter((one) => !isOfNode(one) && !isGlobalProgram(one))) {
    const isOwn = program.path !== undefined && !/^\/(?:usr\/)?s?bin\//.test(program.path);
    const brings = isOwn ? '' : packageOfProgram(family, baseName(program.name));
    if (brings === undefined && !system.others.includes(baseName(program.name)))
      return `${program.by} starts ${program.name}, and what brings that to a smaller image is not known`;
    if (brings !== undefined && brings !== '') packages.add(brings);
  }
  if (choice.chosen.needsPackages) {
    const own = needsOf(project, choice, family);
    if (typeof own === 'string') return own;
    for (const name of choice.isSame ? [] : own) packages.add(name);
  }
  const needsRoots =
    /\/etc\/ssl|use-(?:openssl|system)-ca/.test(place.file.source.text) ||
    ['curl', 'git', 'wget'].some((name) => packages.has(name));
  if (needsRoots && family !== 'alpine' && !choice.isSame) packages.add('ca-certificates');
  return { packages: [...packages], repeated };
}

/** `tini`, `dumb-init` and their like, which start what follows. */
function wrappersOf({ place, started }: Build): Program[] {
  const scripts: (Script | undefined)[] = [
    startCommand(place.stage),
    ...started.scripts.map(({ text }) => parseShell(text)),
  ];
  return scripts.flatMap((script) =>
    (script?.commands ?? []).flatMap((command) => {
      const words = invocationOf(command)?.wrapper ?? [];
      return words
        .filter(({ value }) => /^(?:.*\/)?(?:tini|dumb-init|gosu|su-exec|catatonit)$/.test(value))
        .map(({ value }) => ({
          name: value,
          path: value.includes('/') ? value : undefined,
          ...{ args: [], folder: '/', by: 'ENTRYPOINT or CMD' },
        }));
    }),
  );
}

/** Steps that bring programs which containers start, for the whole image. */
function repeatedFor({ globals, start, textOf, manifest }: Project, wanted: readonly Program[]): Step[] | string {
  const own = new Set([
    ...Object.keys(part(manifest, 'dependencies')),
    ...Object.keys(part(manifest, 'devDependencies')),
  ]);
  const isBerry = /^__metadata:/m.test(textOf('yarn.lock') ?? '') && !/^yarnPath:/m.test(textOf('.yarnrc.yml') ?? '');
  const managers = [...start.managers].filter((name) => name === 'pnpm' || (name === 'yarn' && isBerry));
  const names = [...managers, ...start.programs.map(({ name }) => name), ...wanted.map(({ name }) => baseName(name))];
  const steps: Step[] = [];
  for (const name of new Set(names)) {
    const found = globals.findLast(({ programs }) => programs.has(name));
    if (found === undefined) {
      if (managers.includes(name)) return `containers start ${name}, and no RUN of its own sets that up`;
      continue;
    }
    if (own.has(name) && !managers.includes(name)) continue;
    const odd = found.packages.find((one) => !plainGlobals.has(one));
    if (odd !== undefined)
      return `containers start ${name}, and what ${odd}, which is installed with it for the whole image, needs is not known`;
    if (!found.isPure)
      return `containers start ${name}, which a RUN installs along with other things: in a RUN of its own it could be split`;
    steps.push(found.step);
  }
  return [...new Set(steps)];
}

/** Packages of the system that those of the project need; or of which of them that is not known. */
function needsOf(
  project: Project,
  { prune, isSame }: Choice,
  family: Parameters<typeof systemNeeds>[0],
): readonly string[] | string {
  const { manifest, textOf, sources } = project;
  const dependencies = [
    ...Object.keys(part(manifest, 'dependencies')),
    ...Object.keys(part(manifest, 'optionalDependencies')),
  ];
  const [lockfile] = lockfilesOf(project);
  const locked = lockfile === undefined ? undefined : lockedIn(lockfile.name, lockfile.text);
  if (locked === undefined && dependencies.length > 0 && !isSame)
    return 'no lockfile says which packages it installs, some of which may need libraries that a smaller image has not';
  const addon = textOf('binding.gyp');
  if (addon !== undefined && !isSame && /-l\w|pkg-config|\blibraries\b/.test(addon))
    return 'binding.gyp links a library of the system, which a smaller image may not have';
  const isGone = ({ isDevelopment }: Locked): boolean =>
    isDevelopment === true && prune !== undefined && 'said' in prune;
  const needs = new Set<string>();
  const all = [...dependencies.map((name) => ({ name, isDevelopment: undefined, isNative: false })), ...(locked ?? [])];
  for (const one of all as readonly Locked[]) {
    if (isGone(one)) continue;
    const own = systemNeeds(family, one.name);
    if (own === undefined && one.isNative && !isSame)
      return `${one.name} compiles or fetches something when it is installed, and whether that runs on a smaller image is not known`;
    if (own === undefined) continue;
    if ('why' in own) return `${one.name} ${own.why}`;
    for (const name of own) needs.add(name);
  }
  if (all.some(({ name }) => name === 'sharp') && sources.scripts.some(({ text }) => /<text\b/.test(text)))
    for (const name of ['fontconfig', 'fonts-dejavu-core']) needs.add(name);
  return [...needs];
}

/** What comes along beside the project: what other steps leave, and what a COPY puts elsewhere. */
function othersOf(project: Project, chosen: Chosen): { taken: Taken[]; repeated: readonly Step[] } | string {
  const { build, folder, sources } = project;
  const { place, steps, started } = build;
  const browser = steps.filter(isRun).find(({ run }) => fetchesBrowsers.test(run.script.text));
  if (browser !== undefined)
    return `line ${lineOf(place.file, browser.instruction.span.start)} fetches a browser into the home of its user`;
  const kept = within([...chosen.taken.map(({ path }) => path), `${folder}/node_modules`]);
  const staying = steps
    .filter(isRun)
    .filter(({ state }) => state.workdir === folder)
    .flatMap(({ run }) => run.script.commands);
  const left = leftBehind(
    place,
    steps,
    (command) => buildsInFolder.has(toolOf(command)) || (staying.includes(command) && staysInside(command)),
    kept,
  );
  if (typeof left === 'string') return left;
  const elsewhere = copiedElsewhere(place, steps, folder);
  if (typeof elsewhere === 'string') return elsewhere;
  const scripts = started.scripts
    .map(({ path }) => path)
    .filter((path) => sources.files.some((file) => file.path === path && steps.includes(file.step)))
    .map((path): Taken => ({ path, kind: 'file' }));
  const taken = [...scripts, ...left.taken, ...elsewhere].filter(({ path }) => !kept(path));
  return { taken, repeated: left.repeated };
}

const staysInside = (command: Command): boolean =>
  worksOnFiles.has(toolOf(command)) &&
  command.words.slice(1).every(({ value, literal }) => literal && !/^[~/]|(?:^|\/)\.\.(?:\/|$)/.test(value));

/** Files that a COPY puts outside of the folder of the project. */
function copiedElsewhere({ file }: Place, steps: readonly Step[], folder: string): Taken[] | string {
  const taken: Taken[] = [];
  for (const step of steps.filter(({ instruction }) => isCopy(instruction))) {
    const { instruction } = step;
    const target = copyTarget(step, file.source.escape);
    if (target === undefined) return `where line ${lineOf(file, instruction.span.start)} copies to is not known`;
    if (within([folder])(target) || within(['/tmp'])(target)) continue;
    if (/\/\s*$/.test(instruction.args.text) || within([target])(folder) || /[*?[\\$]/.test(target) || target === '/')
      return `line ${lineOf(file, instruction.span.start)} copies files to ${target}, outside of the project, and what the program needs of them is not known`;
    taken.push({ path: target, kind: 'folder' });
  }
  return taken;
}

function reasonOf({ start }: Project, chosen: Chosen, prune: Pruned | undefined): string {
  const runs = [
    ...start.entries,
    ...start.programs.map(({ name, args }) => [name, ...args.map(({ value }) => value)].join(' ')),
  ];
  const what = `containers start ${listed([...new Set(runs)])}`;
  const left =
    prune === undefined
      ? ''
      : 'said' in prune
        ? `; ${prune.said} leaves out what only development needs`
        : `; packages for development stay, as ${prune.but}`;
  return `${what}; it takes along ${chosen.because}${left}`;
}
