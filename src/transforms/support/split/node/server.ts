import { sentFrom } from '../../../../context/sent.ts';
import {
  argumentsOfNpm,
  keptOptions,
  registryFiles,
  savingOptions,
  setsRegistry,
  settingsFiles,
  variablesOfNpm,
} from '../../../../knowledge/node/installs.ts';
import { dependencyLists, registryPackage } from '../../../../knowledge/node/package-json.ts';
import { type StaticServer, staticServers } from '../../../../knowledge/programs/static-servers.ts';
import { part } from '../../../../model/formats/json.ts';
import { hasRole, installs, type PackageCall, packageCalls, readPackageCall } from '../../../../model/package-calls.ts';
import { saidBy } from '../../../../model/run.ts';
import { assignments } from '../../../../model/state.ts';
import { isPlainChain } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { buildText } from '../../scripts/build-text.ts';
import { foldersIn } from '../../user/folders-in.ts';
import { startingFolder } from '../../user/working-folder.ts';
import { lineOf } from '../../wording.ts';
import type { PackageProgram } from './found.ts';
import { lockedIn, lockedVersion } from './locked.ts';
import { isGlobal } from './outputs.ts';
import { lockfilesOf } from './project.ts';
import type { Standing } from './standing.ts';

/** An install of a server alone, in the folder that its project is built in. */
export type Installed = { readonly folder: string; readonly command: string };

/** What the stage that runs has to do for a server; or why it would not have the same. */
type Way = { readonly command: string | undefined } | { readonly why: string };

const AS_IT_WAS: Way = { command: undefined };

/** How the stage that runs comes to the servers that containers start: by an install of its own, where the image does not bring them. */
export function providedBy(project: Standing): { readonly installed: Installed | undefined } | string {
  const commands = new Set<string>();
  for (const program of project.start.programs) {
    const way = wayTo(project, program);
    if ('why' in way) return way.why;
    if (way.command !== undefined) commands.add(way.command);
  }
  const [command, another] = commands;
  if (another !== undefined) return 'containers start several servers';
  return { installed: command === undefined ? undefined : { folder: project.folder, command } };
}

function wayTo(project: Standing, { name, modules, sought }: PackageProgram): Way {
  const { folder, globals, manifest } = project;
  const server = staticServers.get(name) as StaticServer;
  const isOfImage = globals.some(({ programs }) => programs.has(name));
  if (modules !== undefined && modules !== folder)
    return { why: `${name}, which containers start, is in ${modules}/node_modules` };
  if (sought !== 'image' || modules !== undefined) {
    const own = addedIn(project, server);
    if (own !== undefined) return again(project, own);
    if (dependencyLists.some((field) => part(manifest, field)[server.package] !== undefined))
      return again(project, lockedAs(project, server));
    if (lockfilesOf(project).some((file) => lockedIn(file.name, file.text)?.some((one) => one.name === server.package)))
      return { why: `${name}, which containers start, comes with another package of the project` };
  }
  if (isOfImage && modules === undefined) return AS_IT_WAS;
  if (sought !== 'registry' || modules !== undefined)
    return { why: `what brings ${name}, which containers start, is not known` };
  // It is fetched whenever a container starts, as it was.
  const file = settingsOf(project);
  if (file !== undefined) return { why: `${file} says where ${name} is fetched from when containers start` };
  return AS_IT_WAS;
}

/** The same install, where nothing has a say in it that is not in the stage that runs. */
function again(project: Standing, way: Way): Way {
  if ('why' in way) return way;
  const why = whyOfPlace(project) ?? whyOfPackage(project);
  return why === undefined ? way : { why };
}

/** Why an install there would be another one. */
function whyOfPlace(project: Standing): string | undefined {
  const { isBrought, manifest, textOf, place, folder } = project;
  if (isBrought) return 'npm, which would install the server again, is not in the stage that runs';
  const file = settingsOf(project);
  if (file !== undefined)
    return `${file} says where packages come from: with the server installed for the whole image, it could be split`;
  const isBerry =
    /^yarn@(?!1\.)/.test(String(manifest['packageManager'])) ||
    /^__metadata:/m.test(textOf('yarn.lock') ?? '') ||
    /\byarn set version\b|\byarn@(?:[2-9]|berry|stable)/.test(buildText(place.file));
  if (isBerry) return 'another yarn than that of the project would install the server';
  if (/^\/(?:usr|opt)\/(?:local\/)?lib(?:\/|$)/.test(folder))
    return 'npm finds other packages above the folder of the project';
  const set = place.stage.steps.find(
    ({ instruction: { keyword, args } }) =>
      (keyword === 'ARG' && argumentsOfNpm.test(args.text)) ||
      (keyword === 'ENV' && assignments(args.text, place.file.source.escape).some(isOfNpm)),
  );
  return set && `line ${lineOf(place.file, set.instruction.span.start)} has a say in what npm installs`;
}

/** Why it would not bring what is in the packages of the project. */
function whyOfPackage({ manifest, textOf, steps }: Standing): string | undefined {
  const twist = ['overrides', 'resolutions', 'workspaces', 'pnpm'].find((field) => manifest[field] !== undefined);
  if (twist !== undefined) return `package.json has ${twist}, which may be about the server`;
  if (/\bpatch-package\b/.test(textOf('package.json') ?? '')) return 'patches may be about the server';
  const isChanged = steps
    .filter(isRun)
    .some(({ run }) => run.script.commands.some(({ name, words }) => name !== 'rm' && words.some(isModules)));
  return isChanged ? 'a RUN works on files of node_modules' : undefined;
}

const isOfNpm = ([name, value]: readonly [string, string]): boolean => variablesOfNpm.test(`${name}=${value}`);

const isModules = ({ value }: { readonly value: string }): boolean =>
  /(?:^|\/)node_modules(?:\/(?!\.bin\/)|$)/.test(value);

/** What says where packages come from: a file of the project, or a step. */
function settingsOf({ place, root = '', steps }: Standing): string | undefined {
  const sent = sentFrom(place.context, root);
  const file = registryFiles.find((name) => sent.kindOf(name) !== undefined);
  if (file !== undefined) return file;
  const step = steps.find(
    (step) =>
      (step.instruction.keyword !== 'ENV' && (setsRegistry.test(saidBy(step)) || settingsFiles.test(saidBy(step)))) ||
      step.instruction.flags.some(({ value }) => /\btype=secret\b/.test(value)),
  );
  return step && `line ${lineOf(place.file, step.instruction.span.start)}`;
}

/** An install that names the server, in the folder of the project. */
function addedIn(project: Standing, server: StaticServer): Way | undefined {
  const { steps, folder, place, manifest } = project;
  const found = steps.filter(isRun).flatMap((step) => {
    const folders = foldersIn(step.run.script, step.state.workdir ?? startingFolder(place.stage));
    return step.run.script.commands.flatMap((command) => {
      const call = readPackageCall(command);
      return call !== undefined && isAdding(call, server) ? [{ step, call, at: folders.get(command) }] : [];
    });
  });
  const last = found.at(-1);
  if (last === undefined) return undefined;
  const { call, step, at } = last;
  if (at !== folder) return { why: `${server.package} is installed in another folder than the project` };
  if (dependencyLists.some((field) => part(manifest, field)[server.package] !== undefined))
    return { why: `${server.package} is installed by its name, and package.json lists it as well` };
  return (
    commandOf(step, call) ?? {
      why: `${server.package} is installed along with other things, or by a variable: installed by itself, it could be split`,
    }
  );
}

const isAdding = (call: PackageCall, server: StaticServer): boolean =>
  /^(?:npm|pnpm|yarn)$/.test(call.manager.title) &&
  (installs(call) || hasRole(call, 'install')) &&
  !isGlobal(call) &&
  call.operands.some(({ value }) => value === server.package || value.startsWith(`${server.package}@`));

function commandOf(
  step: RunStep,
  { tool, verb, operands: [own, ...others], options, manager }: PackageCall,
): Way | undefined {
  const kept = options.filter(({ value }) => !savingOptions.test(value));
  const isKept = (at: number): boolean => {
    const value = kept[at]?.value ?? '';
    return keptOptions.test(value) || (manager.valueOptions.includes(kept[at - 1]?.value ?? '') && isKept(at - 1));
  };
  const words = [tool, verb, ...(own ? [own] : []), ...kept];
  const isPlain =
    /^(?:npm|yarn)$/.test(tool.value) &&
    own !== undefined &&
    others.length === 0 &&
    registryPackage.test(own.value) &&
    kept.every((_, at) => isKept(at)) &&
    words.every(({ literal, value }) => literal && /^[\w@^~.=:/-]+$/.test(value)) &&
    step.instruction.flags.length === 0 &&
    isPlainChain(step.run.script);
  return isPlain ? { command: words.map(({ value }) => value).join(' ') } : undefined;
}

/** One that package.json lists, in the version of the lockfile. */
function lockedAs({ manifest, steps, textOf }: Standing, { package: name }: StaticServer): Way {
  const [lockfile, another] = lockfilesOf({ textOf });
  const calls = steps.filter(isRun).flatMap(({ run }) => packageCalls(run.script));
  const install = calls.findLast((call) => installs(call) && call.manager.scope === 'project' && !isGlobal(call));
  const isOmitted =
    part(manifest, 'devDependencies')[name] !== undefined &&
    steps.some((step) => /NODE_ENV[= ]["']?prod|--(?:omit|only|prod)|\bprune\b/.test(saidBy(step)));
  if (isOmitted) return { why: `${name} is for development alone, and that may be left out` };
  const range = ['dependencies', 'devDependencies'].map((field) => part(manifest, field)[name]).find(Boolean);
  const version =
    lockfile && another === undefined && typeof range === 'string'
      ? lockedVersion(lockfile, { name, range })
      : undefined;
  if (version === undefined || install === undefined) return { why: `no single lockfile says the version of ${name}` };
  const verb = install.manager.title === 'yarn' ? 'yarn add' : 'npm install';
  return { command: `${verb} ${name}@${version}` };
}
