import { extensionFolders, WEB_FOLDER } from '../../../../knowledge/php/images.ts';
import type { Step } from '../../../../model/dockerfile.ts';
import type { ImageFile } from '../../../../model/image-files.ts';
import { within } from '../../../../model/paths.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { whyOwners } from '../files/brought-before.ts';
import { leftBehind } from '../files/left-behind.ts';
import { outermost } from '../files/taken.ts';
import type { Build, Taken } from '../runtime.ts';
import { apacheIn } from './apache.ts';
import { whyBehind } from './behind.ts';
import { broughtIn } from './brought.ts';
import { isDoneAgain, isOfComposer, isProjectFolder, type Known } from './known.ts';
import { ownLeavings } from './leavings.ts';
import { ownerOf } from './owner.ts';
import { valueOf } from './paths.ts';

/** What of the files that are there at the end of the build has to come along. */
export type PhpFiles = {
  readonly taken: readonly Taken[];
  readonly repeated: readonly Step[];
  /** Who owns them is said in their copies. */
  readonly keepsOwners: boolean;
};

type Project = Build & { readonly files: readonly ImageFile[] };
type Composer = { readonly folders: readonly string[] };

/** Or why that is not known. */
export function phpFiles(project: Project, composer: Composer): PhpFiles | string {
  const { place, steps } = project;
  const brought = broughtIn(project);
  if (typeof brought === 'string') return brought;
  const folders = outermost([...brought.folders, ...composer.folders].map((path) => ({ path, kind: 'folder' })));
  const odd = folders.find(({ path }) => !isProjectFolder(path));
  if (odd !== undefined)
    return `it is built in ${odd.path}, so what of that belongs to it is not known: in a folder of its own, it could be split`;
  const known: Known = { ...project, folders: folders.map(({ path }) => path), brought: brought.files };
  const owner = ownerOf(known);
  if (owner !== undefined && 'why' in owner) return owner.why;
  const own = ownLeavings(known);
  if (typeof own === 'string') return own;
  const apache = apacheIn(known, own.taken);
  if (typeof apache === 'string') return apache;
  const again = [...apache.repeated, ...steps.filter((step) => isRun(step) && isDoneAgain(known, step))];
  const others = steps.filter((step) => !again.includes(step));
  const extensions = own.extends ? extensionFolders.map((path): Taken => ({ path, kind: 'folder' })) : [];
  const all = [...folders, ...brought.files, ...own.taken, ...apache.taken, ...extensions];
  const isKept = within(all.map(({ path }) => path));
  const left = leftBehind(place, others, (command) => own.commands.has(command), isKept, valueOf);
  if (typeof left === 'string') return left;
  const taken = outermost([...all, ...left.taken.filter(({ path }) => !isOfComposer(path))]);
  const owned = taken.map((one) => (owner?.name && one.path === WEB_FOLDER ? { ...one, owner: owner.name } : one));
  return (
    whyBehind(project, taken, again) ??
    whyOwners(place, steps, folders) ?? {
      taken: owned,
      repeated: steps.filter((step) => again.includes(step)),
      keepsOwners: owner !== undefined,
    }
  );
}
