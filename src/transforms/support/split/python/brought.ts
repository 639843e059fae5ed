import type { ImageFile } from '../../../../model/image-files.ts';
import { PYPROJECT } from '../../../../model/manifests/pyproject.ts';
import { within } from '../../../../model/paths.ts';
import { djangoFolders } from '../../user/django-folders.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { lineOf } from '../../wording.ts';
import { broughtBefore, isNamed, whyOwners } from '../files/brought-before.ts';
import { leftBehind } from '../files/left-behind.ts';
import { removedSettings, whyRemoved, withoutRemoved } from '../files/removed.ts';
import { outermost } from '../files/taken.ts';
import type { Runtime, Taken } from '../runtime.ts';
import { textOf } from '../steps/calls.ts';
import { callsIn } from './calls.ts';
import { isKnown } from './commands.ts';
import { namesAgain, otherNames } from './other-names.ts';
import type { PythonBuild } from './python-build.ts';

type Files = Pick<Runtime, 'repeated' | 'taken'> & { readonly made: readonly string[] };

/** What of the files that are there at the end of the build has to come along. */
export function broughtAlong(project: PythonBuild): Files | string {
  const { place, steps, started, files, installs, environment, sources } = project;
  const ran = started.programs.map(({ name }) => (name === 'poetry' ? PYPROJECT : ''));
  const texts = [...[...started.scripts, ...sources].map(({ text }) => text), ...ran];
  const isList = (path: string): boolean => installs.lists.includes(path) && !isNamed(texts, path);
  const isDone = ({ path }: ImageFile): boolean => isList(path) || (path.endsWith('.whl') && !isNamed(texts, path));
  const brought = broughtBefore(place, steps, files, isDone);
  if (typeof brought === 'string') return brought;
  const made = madeBy(project);
  if (typeof made === 'string') return made;
  const linked = installs.linked.map((path): Taken => ({ path, kind: 'folder' }));
  const folder = lastFolder(place.stage);
  // A package that is linked to, or built where it is, may stand in the folder of the project.
  const own = [...brought, ...made, ...linked].map((one) =>
    folder !== '/' && within([folder])(one.path) && one.kind === 'folder' ? { ...one, path: folder } : one,
  );
  const taken = outermost([{ path: environment.path, kind: 'folder' }, ...own]);
  const isTaken = within(taken.map(({ path }) => path));
  const names = otherNames(place, steps);
  const removed = removedSettings(place, steps).filter((path) => !isTaken(path));
  const isKept = (path: string): boolean => isTaken(path) || names.includes(path) || keepsPipOut.test(path);
  const left = leftBehind(place, steps, isKnown, isKept);
  if (typeof left === 'string') return left;
  const others = left.taken.filter(({ path }) => path !== folder && !isList(path));
  const all = withoutRemoved(project, [...own, ...others]);
  return (
    whyOwners(place, steps, all) ??
    whyRemoved(steps, all) ?? {
      taken: all,
      repeated: left.repeated,
      made: [...removed.map((path) => `rm -rf ${path}`), ...namesAgain(names)],
    }
  );
}

/** It keeps pip from installing where the packages of a distribution are (peps.python.org/pep-0668). */
const keepsPipOut = /^\/usr\/lib\/python3[\d.]*\/EXTERNALLY-MANAGED\b/;

/** What commands of frameworks make. */
function madeBy({ place, steps }: PythonBuild): Taken[] | string {
  const taken: Taken[] = [];
  for (const call of callsIn(place, steps)) {
    const { folder, step } = call;
    const verb = /manage\.py\s+(collectstatic|compilemessages)\b/.exec(textOf(call))?.[1];
    if (verb === undefined) continue;
    const collected = verb === 'collectstatic' ? folder && djangoFolders(place, folder)?.[0] : folder;
    if (collected === undefined)
      return `line ${lineOf(place.file, step.instruction.span.start)}: where collectstatic puts files is not known`;
    taken.push({ path: collected, kind: 'folder' });
  }
  return taken;
}
