import type { BuildContext } from '../context/build-context.ts';
import { type ImageUser, userOfImage, userToolsOf, whyImageNeedsRoot } from '../knowledge/image-users.ts';
import { creationOf, foldersFor, newUser } from '../knowledge/user-tools.ts';
import { type Dockerfile, rootBase, type Stage, type Step, shippedStages } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { hiddenTail } from '../model/joinable.ts';
import type { Settings } from '../model/settings.ts';
import { isPlainChain } from '../shell/script.ts';
import { ABOUT_CONTAINERS, type Keyword } from '../syntax/instruction.ts';
import { appendCommand, combine, idOf, type Rewrite } from './support/rewrite/rewrite.ts';
import { whyStartNeedsRoot } from './support/user/container-start.ts';
import { whyBuiltForRoot } from './support/user/left-to-root.ts';
import { lowPort } from './support/user/low-ports.ts';
import { type Gift, type Ownership, ownershipIn } from './support/user/ownership.ts';
import type { Place } from './support/user/place.ts';
import { createUserAbove, startsContainers, userAtTheEnd, withOwner } from './support/user/rewrite-user.ts';
import { runsAs } from './support/user/runs-as.ts';
import { lineOf, listed } from './support/wording.ts';

const meta = {
  id: 'add-user',
  title: 'Containers do not run as root',
  why: 'Whoever breaks into a program that runs as root is root in its container, and closer to being root on the machine. Clusters often refuse images that run as root.',
  phase: 'layers',
  maxSafety: 'review',
  covers: ['DL3002', 'DS-0002', 'CKV_DOCKER_3', 'CKV_DOCKER_8', 'CIS-DI-0001'],
  references: [
    'https://docs.docker.com/build/building/best-practices/#user',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  for (const stage of shippedStages(file)) {
    const runs = runsAs(file, stage);
    if (runs.who === 'another') continue;
    const start = stage.steps.findLast(({ instruction }) => startsContainers(instruction));
    const at = (start?.instruction ?? stage.from).span;
    const message = 'containers run as root';
    const result =
      runs.who === 'unknown'
        ? runs.why
        : runs.step === undefined
          ? withUser({ file, context, stage }, settings)
          : saidSo(file, runs.step);
    yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
  }
}

const saidSo = (file: Dockerfile, { instruction }: Step): string =>
  `USER ${instruction.args.text} of line ${lineOf(file, instruction.span.start)} asks for it`;

/** The fix, or why there is none. */
function withUser(place: Place, settings: Settings): Fix | string {
  const { file, stage } = place;
  const user = userFor(stage);
  if (typeof user === 'string') return user;
  const port = settings.lowPorts ? undefined : lowPort(file, stage);
  if (port !== undefined)
    return `${port} is below 1024, where older engines let only root listen (--low-ports allows it)`;
  const why = whyBuiltForRoot(place);
  if (why !== undefined) return why;
  const ownership = ownershipIn(place, []);
  if (typeof ownership === 'string') return ownership;
  return whyStartNeedsRoot(place, ownership.mayWrite) ?? given(place, user, ownership);
}

/** A user, and the commands that make it where the image has none. */
type User = {
  /** Nothing but a number, where there is no /etc/passwd. */
  readonly named: ImageUser | undefined;
  readonly owner: string;
  readonly commands: readonly string[];
  readonly hasShell: boolean;
};

function userFor(stage: Stage): User | string {
  const base = rootBase(stage);
  if (!stage.steps.some(({ instruction }) => startsContainers(instruction)))
    return 'it says nothing of what containers start, so it may be there for others to build on';
  if (base.kind !== 'image') return 'its base image is known only when it is built';
  const { name, tag } = base.image;
  const why = whyImageNeedsRoot(name, tag);
  if (why !== undefined) return why;
  const tools = userToolsOf(name, tag);
  if (tools === undefined) return `how users are made in ${name}:${tag} is not known`;
  const own = userOfImage(name, tag);
  const named = own ?? (tools === 'none' ? undefined : newUser);
  const { uid, gid } = named ?? newUser;
  const commands = own === undefined && tools !== 'none' ? creationOf[tools](newUser) : [];
  return { named, owner: `${uid}:${gid}`, commands, hasShell: tools !== 'none' };
}

function given(place: Place, user: User, ownership: Ownership): Fix | string {
  const { file, stage } = place;
  const { named, owner } = user;
  const gifts = ownership.gifts.map((gift) => giveAway(file, gift, owner));
  const failed = gifts.find((gift) => typeof gift === 'string');
  if (failed !== undefined) return failed as string;
  const note =
    user.name === undefined ? {} : { note: `# ${user.name}, by the number that runAsNonRoot of Kubernetes asks for` };
  const last = userAtTheEnd(file, stage, { user: owner, ...note });
  if (last === undefined) return 'CMD and ENTRYPOINT stand before settings of the stage';
  const created = creation(place, user, ownership);
  if (typeof created === 'string') return created;
  return {
    ...combine(created, ...ownership.copies.map((step) => withOwner(step, owner)), ...(gifts as Rewrite[]), last),
    safety: 'review',
    reason: reasonOf(user, ownership),
    scope: [],
  };
}

/** The RUN that makes the user and its folders, above whatever is put there first; undefined where there is nothing to make. */
function creation({ file, stage }: Place, user: User, { folders, volumes }: Ownership): Rewrite | string {
  if (!user.hasShell)
    return volumes.length === 0 ? combine() : `${listed(volumes)} can not be given to a user without a shell`;
  const owned = user.named === undefined || folders.length === 0 ? [] : [foldersFor(user.named, folders)];
  const commands = [...user.commands, ...owned];
  if (commands.length === 0) return combine();
  const steps = stage.steps.filter(({ instruction }) => !ABOUT_CONTAINERS.includes(instruction.keyword));
  const first =
    steps.find(({ instruction, deferred }) => !deferred && BRINGS_FOLDERS.includes(instruction.keyword)) ?? steps[0];
  return first === undefined ? 'the stage does nothing itself' : createUserAbove(file, first, commands);
}

const BRINGS_FOLDERS: readonly Keyword[] = ['ADD', 'COPY', 'VOLUME', 'WORKDIR'];

/** What a RUN has made as root is given away in the same layer: in another one it would be there twice. */
function giveAway(file: Dockerfile, { step, paths, recursive }: Gift, owner: string): Rewrite | string {
  const { script, isHeredoc } = step.run;
  if (isHeredoc || !isPlainChain(script) || hiddenTail(script) !== undefined)
    return `what line ${lineOf(file, idOf(step))} makes can not be given away behind it`;
  return appendCommand(file, step, `chown ${recursive ? '-R ' : ''}${owner} ${paths.join(' ')}`, '&&');
}

function reasonOf(user: User, { folders, copies, volumes }: Ownership): string {
  const who = whoIs(user);
  const what = [...(user.hasShell ? folders : []), ...(copies.length > 0 ? ['what is copied there'] : [])];
  const owns = what.length === 0 ? '' : `, and owns ${listed(what)}`;
  const volume = volumes.length === 0 ? '' : '; volumes that exist already keep the owner that they have';
  return `nothing that it starts is known to need root; ${who}${owns}${volume}`;
}

function whoIs({ named, owner, commands }: User): string {
  if (named === undefined) return `${owner} needs no entry in an image without /etc/passwd`;
  const user = `the user ${named.name} (${named.uid})`;
  return commands.length === 0 ? `the base image brings ${user}` : `${user} is made first`;
}

export const addUser: Transform = { meta, find };
