import { within } from '../../../../model/paths.ts';
import { listed } from '../../wording.ts';
import type { Taken } from '../runtime.ts';
import type { Chosen } from './choice.ts';
import { partsOf } from './parts.ts';
import { servedBy } from './served.ts';
import type { Standing } from './standing.ts';
import { hasPackages, isLinked, isPlugged, whyTouched, whyWhole } from './why-whole.ts';

export function chosenOf(project: Standing): Chosen {
  const served = servedBy(project);
  if (served === undefined || typeof served === 'string') return partsOrAll(project, served);
  const { folders, server } = served;
  const script: Taken[] =
    project.start.managers.size === 0 ? [] : [{ path: `${project.folder}/package.json`, kind: 'file' }];
  return {
    taken: [...script, ...folders.map((path): Taken => ({ path, kind: 'folder' }))],
    because: `${listed(folders)}, which is all that it serves${server === undefined ? '' : `; \`${server.command}\` brings the server without the project`}`,
    needsPackages: false,
    isServed: true,
    installed: server,
  };
}

function partsOrAll(project: Standing, whyMore: string | undefined): Chosen {
  const { folder } = project;
  const packages = packagesAlone(project);
  if (packages !== undefined) return packages;
  const whole = whyMore ?? whyWhole(project);
  const parts = whole === undefined ? partsOf(project) : whole;
  if (typeof parts !== 'string') return parts;
  return {
    taken: [{ path: folder, kind: 'folder' }],
    because: `all of ${folder}: ${parts}`,
    needsPackages: true,
    ...(whyMore !== undefined && { whyMore }),
  };
}

/** Where all files come again behind the installs, these leave nothing but node_modules. */
function packagesAlone(project: Standing): Chosen | undefined {
  const { files, steps, outputs, hasScripts, folder, textOf } = project;
  const own = files.filter(({ path }) => within([folder])(path));
  const isAgain = (path: string): boolean => own.some((file) => file.path === path && !steps.includes(file.step));
  const isPlain =
    !outputs.hasBuild &&
    !hasScripts &&
    hasPackages(project) &&
    whyTouched(project) === undefined &&
    textOf('binding.gyp') === undefined &&
    !isPlugged(textOf) &&
    !isLinked(project);
  if (!isPlain || !own.every(({ path }) => isAgain(path))) return undefined;
  return {
    taken: [{ path: `${folder}/node_modules`, kind: 'folder' }],
    because: 'node_modules, which is all that its build makes',
    needsPackages: true,
  };
}
