import type { BuildContext } from '../context/build-context.ts';
import { openFolders } from '../knowledge/programs/program-writes.ts';
import { foldersFor, givenTo } from '../knowledge/programs/user-tools.ts';
import { type Dockerfile, type Stage, shippedStages } from '../model/dockerfile.ts';
import { type Finding, type Fix, NEWS_OF_USERS, type Transform } from '../model/finding.ts';
import { hiddenTail } from '../model/joinable.ts';
import { within } from '../model/paths.ts';
import { standsInFile } from '../model/run.ts';
import type { Settings } from '../model/settings.ts';
import { isPlainChain } from '../shell/script.ts';
import { appendCommand, combine, idOf, isRun, type Rewrite } from './support/rewrite/rewrite.ts';
import { withPlainRuns } from './support/scripts/plain-runs.ts';
import { whyStartNeedsRoot } from './support/user/container-start.ts';
import { whyMountedThere } from './support/user/empty-folder.ts';
import { whyMakesFiles } from './support/user/makes-files.ts';
import { whyAnotherUser } from './support/user/other-users.ts';
import { type Gift, type Ownership, ownershipIn } from './support/user/ownership.ts';
import type { Place } from './support/user/place.ts';
import { createUserAbove, startsContainers, userAtTheEnd, withOwner } from './support/user/rewrite-user.ts';
import { whyRootMinds } from './support/user/root-in-folder.ts';
import { type RunsAs, runsAs } from './support/user/runs-as.ts';
import { whyStartedByHand } from './support/user/started-by-hand.ts';
import { type User, userOfStage } from './support/user/user-of-stage.ts';
import { whyImage, whyNeedsRoot, whyUsedAsRoot } from './support/user/why-root.ts';
import { workingFolder } from './support/user/working-folder.ts';
import { whyWritesElsewhere } from './support/user/writes-elsewhere.ts';
import { lineOf, listed } from './support/wording.ts';

const meta = {
  id: 'add-user',
  title: 'Containers do not run as root',
  why: 'Whoever breaks into a program that runs as root is root in its container, and closer to being root on the machine. Clusters often refuse images that run as root.',
  phase: 'users',
  maxSafety: 'review',
  covers: ['DS-0002', 'CKV_DOCKER_3', 'CIS-DI-0001'],
  references: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  for (const stage of shippedStages(file)) {
    const runs = runsAs(file, stage);
    // Who was somebody else before is for user-after-root to say.
    if (runs.who === 'another' || (runs.who === 'root by choice' && runs.earlier !== undefined)) continue;
    const start = stage.steps.findLast(({ instruction }) => startsContainers(instruction));
    const at = (start?.instruction ?? stage.from).span;
    const message = 'containers run as root';
    const result = whyImage(stage) ?? whySaid(file, runs) ?? asUser(withPlainRuns({ file, context, stage, settings }));
    yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
  }
}

function whySaid(file: Dockerfile, runs: RunsAs): string | undefined {
  if (runs.who === 'unknown') return runs.why;
  if (runs.who !== 'root by choice') return undefined;
  return `USER ${runs.step.instruction.args.text} of line ${lineOf(file, idOf(runs.step))} asks for it`;
}

/** The fix, or why there is none. */
function asUser(place: Place): Fix | string {
  const { stage } = place;
  if (!stage.steps.some(({ instruction }) => startsContainers(instruction)))
    return 'it says nothing of what containers start, so it may be there for others to build on';
  const user = userOfStage(stage);
  if (typeof user === 'string') return user;
  const why =
    whyNeedsRoot(place) ?? whyAnotherUser(place, user.named?.name) ?? whyUsedAsRoot(place) ?? whyMountedThere(place);
  if (why !== undefined) return why;
  const ownership = ownershipIn(place);
  if (typeof ownership === 'string') return ownership;
  return (
    whyStartNeedsRoot(place, user.hasShell ? ownership.mayWrite : within(openFolders)) ??
    whyNoFolderForFiles(place, user, ownership) ??
    whyWritesElsewhere(place, ownership.mayWrite) ??
    whyRootMinds(place, ownership) ??
    whyStartedByHand(place, ownership.folders) ??
    given(place, user, ownership)
  );
}

function whyNoFolderForFiles(place: Place, { hasShell }: User, { folders }: Ownership): string | undefined {
  if (!hasShell) return whyMakesFiles(place, 'in an image without a shell no step gives it a folder for them');
  const isGiven = within(folders)(workingFolder(place.stage) ?? '');
  return isGiven ? undefined : whyMakesFiles(place, "the folder that it starts in is root's");
}

function given({ file, stage }: Place, user: User, ownership: Ownership): Fix | string {
  const { named, owner, hasShell } = user;
  if (!hasShell && ownership.volumes.length > 0)
    return `without a shell, nothing gives ${listed(ownership.volumes)} to a user`;
  const gifts = ownership.gifts.map((gift) => giveAway(file, gift, owner));
  const failed = gifts.find((gift) => typeof gift === 'string');
  if (failed !== undefined) return failed;
  const note = named && `# ${named.name}`;
  const last = userAtTheEnd(file, stage, { user: owner, ...(note !== undefined && { note }) });
  if (typeof last === 'string') return last;
  return {
    ...combine(
      creation(file, user, ownership),
      ...ownership.copies.map((step) => withOwner(step, owner)),
      ...gifts.filter((gift) => typeof gift !== 'string'),
      last,
    ),
    safety: 'review',
    reason: reasonOf(stage, user, ownership),
    scope: [],
  };
}

/** The RUN that makes the user and its folders; where there is no shell, a builder makes the folders, and they are root's. */
function creation(
  file: Dockerfile,
  { named, commands, home, hasShell }: User,
  { first, folders, there }: Ownership,
): Rewrite {
  const paths = [...home, ...folders];
  const isThere = commands.length === 0 && paths.every((path) => there.includes(path));
  const give = isThere ? givenTo : foldersFor;
  const owned = hasShell && named !== undefined && paths.length > 0 ? [give(named, paths)] : [];
  const all = [...commands, ...owned];
  return all.length === 0 ? combine() : createUserAbove(file, first, all);
}

/** What a RUN has made as root is given away in the same layer: in another one it would be there twice. */
function giveAway(file: Dockerfile, { step, paths, recursive }: Gift, owner: string): Rewrite | string {
  const { script, isHeredoc } = step.run;
  if (isHeredoc || !standsInFile(step.run) || !isPlainChain(script) || hiddenTail(script) !== undefined)
    return `what line ${lineOf(file, idOf(step))} makes can not be given away behind it`;
  return appendCommand(file, step, `chown ${recursive ? '-R ' : ''}${owner} ${paths.join(' ')}`, '&&');
}

function reasonOf({ steps }: Stage, user: User, { first, folders, copies, volumes }: Ownership): string {
  const what = [...(user.hasShell ? folders : []), ...(copies.length > 0 ? ['what is copied there'] : [])];
  const owns = what.length === 0 ? '' : `, and owns ${listed(what)}`;
  const volume = volumes.length === 0 ? '' : '; volumes that exist already keep the owner that they have';
  const folder =
    user.hasShell && folders.length > 0
      ? ''
      : "; the folder that it starts in is root's, so it can make no files there";
  const isBuilt = copies.length > 0 && steps.some((step) => isRun(step) && idOf(step) > idOf(first));
  const built = isBuilt ? "; what RUNs install or build there stays root's, to be read" : '';
  return `nothing that it starts is known to need root; ${whoIs(user)}${owns}${folder}${built}${volume}`;
}

function whoIs({ named, owner, commands }: User): string {
  if (named === undefined) return `${owner} needs no entry in an image without /etc/passwd`;
  const user = `the user ${named.name} (${named.uid})`;
  return commands.length === 0 ? `the base image brings ${user}` : `${user} is made first`;
}

export const addUser: Transform = { meta, newsFor: NEWS_OF_USERS, find };
