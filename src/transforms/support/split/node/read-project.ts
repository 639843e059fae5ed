import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { localVersion } from '../../../../knowledge/node/package-json.ts';
import { type Json, parsedJson, part } from '../../../../model/formats/json.ts';
import { installs, readPackageCall } from '../../../../model/package-calls.ts';
import { leadsOut, within } from '../../../../model/paths.ts';
import { variableValue } from '../../../../model/state.ts';
import type { Command } from '../../../../shell/script.ts';
import { isRun, type RunStep } from '../../rewrite/rewrite.ts';
import { textAt } from '../../user/place.ts';
import { startingFolder, workingFolder } from '../../user/working-folder.ts';
import { IN_THE_ROOT, projectFolder } from '../project/project-folder.ts';
import type { Build } from '../runtime.ts';
import { globalsIn } from './globals.ts';
import { bringing, type NodeImage } from './image.ts';
import { isGlobal, outputsOf } from './outputs.ts';
import type { Project } from './project.ts';
import { type Sources, sourcesIn } from './sources.ts';
import { nodeStart } from './start.ts';

/** It installs the packages of a project, or runs one of its scripts. */
export function builds(command: Command): boolean {
  const call = readPackageCall(command);
  if (call === undefined || !/^(?:npm|yarn|pnpm)$/.test(call.manager.title) || isGlobal(call)) return false;
  return installs(call) ? call.operands.length === 0 : /^(?:run|build)\b/.test(call.verb.value);
}

export function projectOf(build: Build, image: NodeImage): Project | string {
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

export const isThere = ({ files }: Sources, entry: string): boolean =>
  files.some(({ path }) => path === entry || path.startsWith(`${entry}.`) || path.startsWith(`${entry}/`));

/** A dependency from a folder that is not one of the project's own. */
const localPackage = (manifest: Json): string | undefined =>
  ['dependencies', 'devDependencies', 'optionalDependencies']
    .flatMap((field) => Object.values(part(manifest, field)))
    .find(
      (range): range is string =>
        typeof range === 'string' && localVersion.test(range) && leadsOut(range.replace(/^\w+:/, '')),
    );
