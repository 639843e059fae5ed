import type { Family } from '../../../../knowledge/images/base-images.ts';
import { hasNodePackages, nodePackage, releaseOfNode } from '../../../../knowledge/node/images.ts';
import { argumentsOfNpm, setsRegistry, settingsOfUser } from '../../../../knowledge/node/installs.ts';
import { programOfBuild, systemNeeds } from '../../../../knowledge/node/packages.ts';
import { managers as managing, passers, plainGlobals, programsOf } from '../../../../knowledge/node/programs.ts';
import { packageLost, packageOfProgram } from '../../../../knowledge/packages/program-packages.ts';
import { startCommand } from '../../../../model/container-commands.ts';
import { rootBase, type Step } from '../../../../model/dockerfile.ts';
import { parsedJson, part } from '../../../../model/formats/json.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command, Script } from '../../../../shell/script.ts';
import { buildText } from '../../scripts/build-text.ts';
import { lineOf, listed } from '../../wording.ts';
import type { Build } from '../runtime.ts';
import type { Program } from '../starts/program.ts';
import { neededPackages } from '../steps/installed-packages.ts';
import { systemInstalls } from '../steps/system-calls.ts';
import { librariesFor } from '../system/runtime-base.ts';
import { isLean, recommendedOf } from '../system/system-packages.ts';
import { type Along, broughtAlong } from './brought-along.ts';
import type { Chosen } from './choice.ts';
import type { NodeImage } from './image.ts';
import { type Locked, lockedIn } from './locked.ts';
import { packagesNamed } from './module-names.ts';
import { drawsLetters, packagesOfNamed } from './named-files.ts';
import type { Project } from './project.ts';
import { lockfilesOf } from './project.ts';
import type { Pruned } from './prune.ts';
import { spawnedIn } from './spawned.ts';
import { type SystemPackages, systemPackages } from './system.ts';

export type Choice = {
  readonly image: NodeImage;
  readonly chosen: Chosen;
  readonly prune: Pruned | undefined;
};

/** Packages of the system, steps that bring programs for the whole image, and what brings Node.js itself. */
export type Needs = { readonly packages: readonly string[]; readonly repeated: readonly Step[] } & Along;

/** What the stage that runs needs beside what it takes along; or why that is not known. */
export function needsOf(project: Project, choice: Choice): Needs | string {
  const { build, sources, start } = project;
  const { image, chosen } = choice;
  const root = rootBase(build.place.stage);
  if (root.kind !== 'image' || root.known === undefined) return 'what it is built on is not known';
  const { family, release = releaseOfNode(root.image.tag) } = root.known;
  const isServed = chosen.isServed === true;
  const spawned = isServed ? [] : spawnedIn(sources.scripts);
  if (typeof spawned === 'string') return spawned;
  const wanted = [...start.others, ...wrappersOf(build), ...build.started.shells, ...spawned];
  const repeated = repeatedFor(project, wanted);
  if (typeof repeated === 'string') return repeated;
  const system = systemPackages(build.steps);
  if (typeof system === 'string') return system;
  const libraries = librariesIn({ family, release }, system.development);
  if (typeof libraries === 'string') return libraries;
  const added = programPackages(project, family, { wanted, system, image });
  if (typeof added === 'string') return added;
  const own = isServed ? [] : ofPackages(project, choice, { family, release });
  if (typeof own === 'string') return own;
  const along = broughtAlong(project, { image, family, wanted, repeated });
  if (typeof along === 'string') return along;
  const others = image.brought === undefined ? system.others : neededPackages(system.others, isNode);
  const recommended = isLean(build.place.file, build.steps) ? [] : recommendedOf(others, [], release);
  if (typeof recommended === 'string') return recommended;
  const all = [...others, ...recommended, ...libraries, ...added, ...(isAsItWas(image) ? [] : own), ...along.packages];
  const packages = withRoots(project, choice, [...new Set(all)], family);
  const isReached = family === 'alpine' || hasNodePackages(root.image.tag, release) || installsPackages(build.steps);
  return packages.length === 0 || isReached
    ? { ...along, packages, repeated }
    : `${image.base} would need ${listed(packages)}, and whether packages of its release are still where it looks for them is not known`;
}

/** Libraries of a release; or why they are not known. */
function librariesIn(
  { family, release }: { readonly family: Family; readonly release: string | undefined },
  names: readonly string[],
): readonly string[] | string {
  const libraries = librariesFor({ family, release: release ?? 'unknown' }, names);
  return typeof libraries === 'string' && release === undefined
    ? `${libraries}: it goes by the release of the image, which a tag can say`
    : libraries;
}

/** What finds packages in the one stage finds them in the other. */
const installsPackages = (steps: readonly Step[]): boolean => systemInstalls(steps).length > 0;

const isNode = (name: string): boolean => nodePackage.test(name);

/** The image that runs has all that the one that builds has, but for what steps install. */
const isAsItWas = ({ base, written, brought }: NodeImage): boolean => brought === undefined && base === written;

/** Node.js has certificates of its own; other programs go by those of the system, which a slim image has not. */
function withRoots(
  { build }: Project,
  { image }: Choice,
  packages: readonly string[],
  family: Family,
): readonly string[] {
  const isAsked =
    /\/etc\/ssl|update-ca-certificates|use-(?:openssl|system)-ca/.test(buildText(build.place.file)) ||
    ['curl', 'git', 'wget'].some((name) => packages.includes(name));
  return isAsked && family !== 'alpine' && !isAsItWas(image)
    ? [...new Set([...packages, 'ca-certificates'])]
    : packages;
}

type Wanted = {
  readonly wanted: readonly Program[];
  readonly system: SystemPackages;
  readonly image: NodeImage;
};

const OF_NODE = /^(?:node|npm|npx|corepack|docker-entrypoint\.sh)$/;

/** What brings programs of the system to the image that runs. */
function programPackages(project: Project, family: Family, { wanted, system, image }: Wanted): string[] | string {
  const { globals } = project;
  const packages: string[] = [];
  for (const { name: written, path, by } of wanted) {
    const name = baseName(written);
    const isOwn = path !== undefined && !/^\/(?:usr\/)?s?bin\//.test(path);
    if (isOwn || OF_NODE.test(name) || globals.some(({ programs }) => programs.has(name))) continue;
    if (isAsItWas(image)) {
      if (system.forBuild.length > 0 && programOfBuild.test(name))
        return `${by} starts ${written}, which packages bring that are there to build with`;
      continue;
    }
    const brings = isOfPackage(project, name) ? '' : packageOf(image, family, name);
    if (brings === undefined && !system.others.includes(name))
      return `${by} starts ${written}, and what brings that to a smaller image is not known`;
    packages.push(brings ?? '');
  }
  return packages.filter((name) => name !== '');
}

const packageOf = ({ brought }: NodeImage, family: Family, name: string): string | undefined =>
  brought === undefined ? packageLost(family, name) : packageOfProgram(family, name);

/** A package of the project brings it, and it is looked for among those first. */
function isOfPackage({ start, manifest, textOf }: Project, name: string): boolean {
  const isSought = start.others.some((one) => one.sought !== 'image' && one.name === name);
  const names = ['dependencies', 'optionalDependencies'].flatMap((field) => Object.keys(part(manifest, field)));
  const isNamed = names.some((one) => one === name || one.endsWith(`/${name}`) || programsOf[one]?.includes(name));
  return (
    isSought &&
    (isNamed ||
      lockfilesOf({ textOf }).some((lockfile) =>
        lockedIn(lockfile.name, lockfile.text)?.some((one) => names.includes(one.name) && one.programs.includes(name)),
      ))
  );
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
function repeatedFor(
  { build, globals, start, textOf, manifest }: Project,
  wanted: readonly Program[],
): Step[] | string {
  const own = new Set([
    ...Object.keys(part(manifest, 'dependencies')),
    ...Object.keys(part(manifest, 'devDependencies')),
  ]);
  const isBerry = /^__metadata:/m.test(textOf('yarn.lock') ?? '') && !/^yarnPath:/m.test(textOf('.yarnrc.yml') ?? '');
  const managers = [...start.managers].filter((name) => name === 'pnpm' || (name === 'yarn' && isBerry));
  const passing = [...start.called].filter((name) => passers.has(name) || managing.has(name));
  const programs = start.programs.map(({ name }) => name);
  const names = [...managers, ...passing, ...programs, ...wanted.map(({ name }) => baseName(name))];
  if (globals.some(({ packages }) => packages.some((name) => name === 'node' || name === 'n')))
    return 'npm installs another Node.js for the whole image';
  const steps: Step[] = [];
  for (const name of new Set(names)) {
    const found = globals.findLast(({ programs }) => programs.has(name));
    if (found === undefined) {
      if (managers.includes(name))
        return `containers start ${name}, which a smaller image would have to fetch at every start: started with node itself, or with ${name} installed by npm in a RUN of its own, it could be split`;
      continue;
    }
    const isOfProject = !start.programs.some((one) => one.name === name && one.sought === 'image');
    if (own.has(name) && isOfProject && !managers.includes(name)) continue;
    const odd = found.packages.find((one) => !plainGlobals.has(one));
    if (odd !== undefined)
      return `containers start ${name}, and what ${odd}, which is installed with it for the whole image, needs is not known${found.packages.some((one) => plainGlobals.has(one)) ? ': in a RUN of its own it could be split' : ''}`;
    if (!found.isPure)
      return `containers start ${name}, which a RUN installs along with other things: in a RUN of its own it could be split`;
    steps.push(found.step);
  }
  return withSettings(build, [...new Set(steps)]);
}

/** What npm is told of where packages come from, before it installs some for the whole image. */
function withSettings({ place: { file }, steps }: Build, globals: readonly Step[]): Step[] | string {
  const before = steps.slice(0, Math.max(0, ...globals.map((step) => steps.indexOf(step))));
  const settings = before.filter(({ instruction: { keyword, args }, run }) =>
    run === undefined
      ? (keyword === 'ARG' && argumentsOfNpm.test(args.text)) || (keyword === 'COPY' && settingsOfUser.test(args.text))
      : setsRegistry.test(run.script.text) || settingsOfUser.test(run.script.text),
  );
  const odd = settings.find(({ instruction: { keyword }, run }) =>
    run === undefined ? keyword !== 'ARG' : !run.script.commands.every(isSetting),
  );
  if (odd !== undefined)
    return `line ${lineOf(file, odd.instruction.span.start)} has a say in where npm finds what containers start: by ENV, or by \`npm config set\` in a RUN of its own, it could be split`;
  const all = new Set([...settings, ...globals]);
  return steps.filter((step) => all.has(step));
}

const isSetting = ({ words }: Command): boolean =>
  /^(?:npm|yarn) (?:config )?set (?!.*prefix)/.test(words.map(({ value }) => value).join(' '));

/** What is compiled or fetched for the one image runs on the other: those of a distribution differ in what is documentation. */
const hasSameLibraries = ({ base, written, brought }: NodeImage): boolean => base === written || brought !== undefined;

/** Ubuntu has these packages of Debian by the same names. */
const archiveOf = (family: Family): Family => (family === 'ubuntu' ? 'debian' : family);

type System = { readonly family: Family; readonly release: string | undefined };

/** Packages of the system that those of the project need; or of which of them that is not known. */
function ofPackages(project: Project, choice: Choice, { family, release }: System): readonly string[] | string {
  const { textOf } = project;
  const isSame = hasSameLibraries(choice.image);
  const staying = stayingIn(project, choice);
  if (staying.isUnknown && !isSame)
    return 'no lockfile says which packages it installs, some of which may need libraries that a smaller image has not';
  const addon = textOf('binding.gyp');
  if (addon !== undefined && !isSame && /-l\w|pkg-config|\blibraries\b/.test(addon))
    return 'binding.gyp links a library of the system, which a smaller image may not have';
  const archive = archiveOf(family);
  const needs = new Set<string>();
  for (const one of staying.packages) {
    const own = systemNeeds(archive, one.name);
    if (own === undefined && one.isNative && !isSame)
      return `${one.name} compiles or fetches something when it is installed, and whether that runs on a smaller image is not known`;
    if (own !== undefined && 'why' in own) return `${one.name} ${own.why}`;
    for (const name of own ?? []) needs.add(name);
  }
  const isDrawing = staying.packages.some(({ name }) => name === 'sharp') && drawsLetters(project);
  const fonts = isDrawing ? systemNeeds(archive, 'canvas') : [];
  const files = isSame ? [] : packagesOfNamed(project, release);
  return typeof files === 'string' ? files : [...needs, ...(Array.isArray(fonts) ? fonts : []), ...files];
}

/** The packages that stay, of the project and of others in folders of it. */
function stayingIn(project: Project, choice: Choice): { packages: Installed[]; isUnknown: boolean } {
  const isLeftOut = leftOut(project, choice);
  const all = [undefined, ...project.outputs.inside].map((folder) =>
    installedIn(project, folder)?.filter((one) =>
      folder === undefined ? !isLeftOut(one) : one.isDevelopment !== true,
    ),
  );
  return { packages: all.flatMap((packages) => packages ?? []), isUnknown: all.includes(undefined) };
}

/** What is for development alone stays out where it is taken away, or where a build gathers what sources name. */
function leftOut({ sources, manifest }: Project, { chosen, prune }: Choice): (one: Installed) => boolean {
  if (chosen.needsPackages)
    return ({ isDevelopment }) => prune !== undefined && 'said' in prune && isDevelopment === true;
  const named = new Set(sources.scripts.flatMap(({ text }) => packagesNamed(text)));
  const direct = part(manifest, 'devDependencies');
  return ({ name, isDevelopment = direct[name] !== undefined }) => isDevelopment && !named.has(name);
}

type Installed = Pick<Locked, 'name' | 'isNative' | 'isDevelopment'>;

/** The packages of a project, or of another one in a folder of it; undefined where nothing says which there are. */
function installedIn({ manifest, textOf }: Project, folder: string | undefined): Installed[] | undefined {
  const [lockfile] = lockfilesOf({ textOf }, folder);
  const locked = lockfile === undefined ? undefined : lockedIn(lockfile.name, lockfile.text);
  const own = folder === undefined ? manifest : parsedJson(textOf(`${folder}/package.json`) ?? '');
  const direct = ['dependencies', 'optionalDependencies'].flatMap((field) => Object.keys(part(own ?? {}, field)));
  // The lockfile around the packages of a workspace is that of all.
  const isOfAll = folder !== undefined && manifest['workspaces'] !== undefined;
  if (locked === undefined && !isOfAll && (direct.length > 0 || own === undefined)) return undefined;
  return [...direct.map((name) => ({ name, isNative: false, isDevelopment: false })), ...(locked ?? [])];
}
