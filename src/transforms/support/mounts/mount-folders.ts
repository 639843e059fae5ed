import { type ImageUser, userOfImage } from '../../../knowledge/images/image-users.ts';
import { rootNames, runsAsRoot } from '../../../knowledge/images/root-images.ts';
import type { CacheFolder, CacheMount } from '../../../knowledge/package-managers.ts';
import { systemFolders } from '../../../knowledge/programs/file-work.ts';
import { type Dockerfile, rootBase, rootImage, type Stage } from '../../../model/dockerfile.ts';
import { concernsSystem, type PackageCall } from '../../../model/package-calls.ts';
import { environment, variableValue } from '../../../model/state.ts';
import { sudoOf } from '../lists/own-refresh.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** A RUN that calls a package manager. */
export type Place = { readonly stage: Stage; readonly step: RunStep; readonly calls: readonly PackageCall[] };

/** A folder of the image that a mount takes the place of. */
export type MountFolder = { readonly path: string; readonly flag: string };

/** The folders, and where the user of the step is at home. */
export type MountPlan = { readonly home: string; readonly folders: readonly MountFolder[] };

/** Who runs a step, and where that is at home. */
type User = Pick<ImageUser, 'gid' | 'home' | 'uid'>;

const ROOT: User = { uid: 0, gid: 0, home: '/root' };

/** What to mount for the calls of a RUN, or why that is not known. */
export function planMount(file: Dockerfile, place: Place, mount: CacheMount): MountPlan | string {
  const { step, calls } = place;
  const folders = foldersOf(place, mount);
  const family = rootImage(place.stage)?.family;
  if (family !== undefined && mount.notOn?.families.includes(family)) return mount.notOn.because;
  if (folders.length === 0) return 'where its downloads are in this image is not known';
  if (calls.some((call) => sudoOf(call) !== undefined)) return 'it runs as another user than the step';
  const user = userOf(place);
  if (typeof user === 'string') return user;
  const known = folders.map((folder) => pathOf(folder, file, step));
  const paths = known.flatMap((path) => path?.replace(/^~(?=\/)/, user.home) ?? []);
  if (paths.length < known.length) return 'its downloads are set up elsewhere';
  if (known.some((path) => path?.startsWith('~')) && setsHome(step)) return 'HOME is set to another folder';
  const foreign = paths.find((path) => user.uid !== ROOT.uid && !isDirectlyIn(path, user.home));
  if (foreign !== undefined) return `the mount would make folders above ${foreign}, and these would be root's`;
  return { home: user.home, folders: paths.map((path) => ({ path, flag: flagFor(path, mount, user) })) };
}

/** Where it is, unless a variable puts it where nobody can tell. */
function pathOf(
  { path, movedBy = [] }: CacheFolder,
  { source }: Dockerfile,
  { state, run }: RunStep,
): string | undefined {
  for (const { variable, below } of movedBy) {
    const isSet = new RegExp(`\\b${variable}(?:=|[ \\t]+["'/])`);
    if (!isSet.test(source.text)) continue;
    const value = [...environment(state)].includes(variable) ? variableValue(state, variable) : undefined;
    const isPlain = value !== undefined && /^\/[\w./-]*\w$/.test(value) && !isSet.test(run.script.text);
    return isPlain && !systemFolders.has(value + below) ? value + below : undefined;
  }
  return path;
}

const setsHome = ({ state, run }: RunStep): boolean =>
  variableValue(state, 'HOME') !== undefined || /(?:^|[\s;&|(])HOME=/.test(run.script.text);

function foldersOf({ stage, calls }: Place, { folders, on }: CacheMount): readonly CacheFolder[] {
  const base = rootBase(stage);
  const image = base.kind === 'image' ? base.image.name : '';
  // Images may put it where they like, but for what belongs to the system.
  if (!calls.every(concernsSystem) && (base.kind !== 'image' || base.known === undefined)) return [];
  const own = on !== undefined && Object.hasOwn(on, image) ? on[image] : undefined;
  return (own ?? folders).filter(
    ({ verbs }) => verbs === undefined || calls.some(({ verb }) => verbs.includes(verb.value)),
  );
}

function userOf({ stage, step, calls }: Place): User | string {
  const { user } = step.state;
  const base = rootBase(stage);
  if (user === undefined) {
    // Nobody but root could install packages of the system.
    const isRoot =
      calls.every(concernsSystem) || (base.kind === 'image' && runsAsRoot(base.image.name, base.image.tag));
    return isRoot ? ROOT : 'which user the base image runs as is not known';
  }
  const name = user.replace(/:.*$/, '');
  if (rootNames.includes(name)) return ROOT;
  const known = base.kind === 'image' ? userOfImage(base.image.name, base.image.tag) : undefined;
  const isKnown = known !== undefined && [known.name, `${known.uid}`].includes(name);
  return isKnown ? known : `where ${name} is at home is not known`;
}

const isDirectlyIn = (path: string, folder: string): boolean => path.slice(0, path.lastIndexOf('/')) === folder;

function flagFor(path: string, { locked }: CacheMount, { uid, gid }: User): string {
  const sharing = locked ? ',sharing=locked' : '';
  const owner = uid === ROOT.uid ? '' : `,uid=${uid},gid=${gid}`;
  return `--mount=type=cache,target=${path}${sharing}${owner}`;
}

/** How a folder is named in any spelling of its user's home: `/.npm`, which `/.npmrc` is not. */
export function spellingOf({ path }: MountFolder, home: string): RegExp {
  const inHome = path.startsWith(`${home}/`) ? path.slice(home.length) : path;
  return new RegExp(`${inHome.replace(/[.+]/g, '\\$&')}(?![\\w-])`);
}
