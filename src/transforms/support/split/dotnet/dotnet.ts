import {
  buildsOnly,
  developsWithNode,
  linkedAheadOfTime,
  needsSdk,
  packagesOfNode,
  recommendsNothing,
  startsNodeItself,
} from '../../../../knowledge/dotnet/images.ts';
import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { aptSettings, nodePackage } from '../../../../knowledge/node/images.ts';
import { rootImage } from '../../../../model/dockerfile.ts';
import { readPackageCall } from '../../../../model/package-calls.ts';
import { absolutePath, within } from '../../../../model/paths.ts';
import { invocationOf, toolOf } from '../../../../shell/invocation.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import { workingFolder } from '../../user/working-folder.ts';
import { listed } from '../../wording.ts';
import { broughtApart } from '../files/brought-apart.ts';
import { leftBehind } from '../files/left-behind.ts';
import { removedAtLast } from '../files/removed.ts';
import { outermost, takenScripts } from '../files/taken.ts';
import { nodesourceIn } from '../node/image.ts';
import { copiedAround } from '../project/copied-around.ts';
import type { Project } from '../project/project.ts';
import { readProject } from '../project/read-project.ts';
import { whyVariableRead } from '../rewrite/builder-variables.ts';
import type { Build, Ecosystem, Runtime, Taken } from '../runtime.ts';
import type { Program } from '../starts/program.ts';
import { spawnedBy } from '../starts/spawned.ts';
import { ranIn } from '../steps/calls.ts';
import { developmentPackages, keptPackages } from '../system/kept-packages.ts';
import { isFollowed, packagesFor, whyNoPackages } from '../system/runtime-base.ts';
import { recommendedBy, withoutVersion } from '../system/system-packages.ts';
import { type Published, publishedIn, runtimeFor } from './artefacts.ts';
import { type DotnetBase, dotnetBase } from './base.ts';
import { besideOf } from './beside.ts';

/** Programs of .NET, which need no SDK where they run. */
export const dotnet: Ecosystem = {
  builds: (command) => toolOf(command) === 'dotnet',
  followsShells: true,
  runtime: dotnetRuntime,
};

function dotnetRuntime(build: Build): Runtime | string {
  const { place, started, steps } = build;
  const ran = ranIn(place, steps);
  const published = publishedIn(place, ran, started);
  if (typeof published === 'string') return published;
  const worked = ran.find(({ tool }) => tool === 'dotnet')?.folder ?? '/';
  // It may be built in a folder of what is copied, and started in another one.
  const folder = copiedAround(place, steps, worked);
  const project = readProject(build, { languages: ['C#'], folder });
  if (typeof project === 'string') return project;
  const { sources, files } = project;
  const compiler = typeof sources === 'string' ? undefined : sources.find(({ text }) => needsSdk.test(text));
  if (compiler !== undefined) return `${compiler.path} works with what only the SDK has`;
  const read = whyVariableRead(place, sources);
  if (read !== undefined) return read;
  const spawned = spawnedBy(project, 'C#');
  if (typeof spawned === 'string') return spawned;
  const base = dotnetBase(project, started, runtimeFor(place, files, published));
  if (typeof base === 'string') return base;
  const apart = broughtApart(place, steps, files, folder);
  if (typeof apart === 'string') return apart;
  const data = besideOf(project, started, published, apart.mixed);
  if (typeof data === 'string') return data;
  const folders = [published.folder, ...published.beside];
  const own: Taken[] = [
    ...folders.map((path): Taken => ({ path, kind: 'folder' })),
    ...takenScripts(build, files),
    ...apart.taken,
    ...data.taken.filter(({ path }) => !within(removedAtLast(place, steps))(path)),
  ];
  const crowded = folders.find((path) => folderOfAnyImage.test(path));
  if (crowded !== undefined) return `what is published to ${crowded} can not be told from what is there anyway`;
  const here = [...folders, worked, workingFolder(place.stage) ?? '/'];
  const startsNode = mayStartNode(project, published);
  const sourced = nodesourceIn(steps);
  if (startsNode && sourced !== undefined)
    return 'a source or a package of the project may start Node.js, which comes from the repository of its makers: the stage that runs would have to bring it from there as well';
  const bringsNode = sourced?.commands;
  const left = leftBehind(
    place,
    steps,
    (command) => bringsNode?.has(command) === true || isOfBuild(command, here),
    within([...own.map(({ path }) => path), ...(bringsNode === undefined ? [] : aptSettings)]),
  );
  if (typeof left === 'string') return left;
  const taken = outermost([...own, ...left.taken]);
  const isThere = within(taken.map(({ path }) => path));
  const others = published.others.filter(({ path }) => !isThere(path ?? ''));
  const packages = packagesOf(project, base, { programs: [...others, ...spawned], startsNode });
  if (typeof packages === 'string') return packages;
  return {
    base: base.base,
    packages,
    taken,
    repeated: left.repeated,
    builder: [],
    reason: `containers start ${published.path}, which the build publishes${besides(published)}; ${base.base} is of the same version, without the SDK; it takes along ${data.because}`,
  };
}

const besides = ({ beside }: Published): string =>
  beside.length === 0 ? '' : `, and what it publishes to ${listed(beside)} comes along for whoever starts that`;

/** It builds, and what it leaves is published. */
function isOfBuild(command: Command, here: readonly string[]): boolean {
  const tool = toolOf(command);
  const args = invocationOf(command)?.args ?? [];
  if (tool === 'dotnet') return buildsOnly(args.map(({ value }) => value).join(' '));
  const folders = foldersMade(command)?.paths;
  if (folders !== undefined)
    return folders.every(({ value }) => here.some((folder) => within([absolutePath(value, '/')])(folder)));
  return /^(?:git|libman|node|npx|nuget)$/.test(tool) || readPackageCall(command)?.manager.scope === 'project';
}

/** Pages are built with Node.js; some packages start it to fill pages in, and for people who develop. */
function mayStartNode({ sources, files, place: { context, stage } }: Project, published: Published): boolean {
  const isOfPeople = workingFolder(stage) !== published.folder;
  return (
    typeof sources === 'string' ||
    sources.some(({ text }) => startsNodeItself.test(text) || (isOfPeople && developsWithNode.test(text))) ||
    files.some(({ source }) => /\.\w+proj$/i.test(source) && packagesOfNode.test(context.readText(source) ?? ''))
  );
}

type Calls = { readonly programs: readonly Program[]; readonly startsNode: boolean };

function packagesOf(
  { steps, sources, place }: Project,
  { base, family, release, packages, brings }: DotnetBase,
  { programs, startsNode }: Calls,
): readonly string[] | string {
  const tools = packagesFor({ family, release, slim: base }, place.stage, programs);
  if (typeof tools === 'string') return tools;
  const all = keptPackages(steps, typeof sources !== 'string');
  if (typeof all === 'string') return all;
  const isOfNode = (name: string): boolean => nodePackage.test(name) || name === 'npm';
  const kept = all.filter((name) => startsNode || !isOfNode(withoutVersion(name)));
  const recommended = recommendedBy(
    place,
    kept.filter((name) => !recommendsNothing.has(name)),
    brings,
  );
  if (typeof recommended === 'string') return recommended;
  const needed = [...new Set([...kept, ...recommended, ...loaded(steps), ...tools, ...packages])].filter(
    (name) => !brings.includes(name),
  );
  const [strange] = needed;
  if (strange === undefined) return [];
  const why = whyNoPackages({ slim: base, release }, steps);
  if (why !== undefined) return why;
  return isFollowed(rootImage(place.stage)?.family) ? needed : `how ${strange} gets into ${base} is not known`;
}

/** A program asks for a library by its bare name (`libdl.so`), which only the package with its headers has. */
const loaded = (steps: Project['steps']): string[] =>
  developmentPackages(steps).filter((name) => /-dev$/.test(name) && !linkedAheadOfTime.test(name));
