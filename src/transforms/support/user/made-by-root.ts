import { buildTools } from '../../../knowledge/programs/container-programs.ts';
import { packageRunners, scriptRunners } from '../../../knowledge/programs/package-runners.ts';
import { dependencyFolder, madeFolder } from '../../../knowledge/projects/project-files.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { concernsSystem, readPackageCall } from '../../../model/package-calls.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { doneBy } from './done-by-run.ts';
import type { Place } from './place.ts';
import { runsOfRoot } from './runs-of-root.ts';

/**
 * Whether a path lies in a folder that steps of root make, as far as its name tells: where packages are installed, and where builds put
 * what they make, unless the build context brings that.
 */
export function isMadeByRoot(place: Place): (path: string) => boolean {
  const { file, context, stage } = place;
  let folders: readonly RegExp[] | undefined;
  return (path) => {
    if (!dependencyFolder.test(path) && !madeFolder.test(path)) return false;
    folders ??= foldersOfRoot(place);
    return folders.some((named) => {
      const [folder] = named.exec(path) ?? [];
      return folder !== undefined && broughtTo(file, context, stage, undefined, folder, 'folder')?.from !== 'context';
    });
  };
}

/** The kinds of folders that steps of root fill. */
function foldersOfRoot(place: Place): RegExp[] {
  const done = runsOfRoot(place).filter(({ deferred }) => !deferred);
  const commands = done.flatMap((step) => doneBy(place, step).map(({ command }) => command));
  return [
    ...(commands.some(installsForProject) ? [dependencyFolder] : []),
    ...(commands.some(buildsProject) ? [madeFolder] : []),
  ];
}

function installsForProject(command: Command): boolean {
  const call = readPackageCall(command);
  return call !== undefined && !concernsSystem(call);
}

const buildsProject = (command: Command): boolean => {
  const tool = toolOf(command);
  return buildTools.has(tool) || scriptRunners.has(tool) || packageRunners.has(tool);
};
