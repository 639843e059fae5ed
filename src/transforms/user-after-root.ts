import type { BuildContext } from '../context/build-context.ts';
import { openFolders } from '../knowledge/programs/program-writes.ts';
import { copyTarget } from '../model/copied-files.ts';
import { type Dockerfile, fromTheBaseUp, type Step, shippedStages } from '../model/dockerfile.ts';
import { type Finding, type Fix, NEWS_OF_USERS, type Transform } from '../model/finding.ts';
import { within } from '../model/paths.ts';
import type { Settings } from '../model/settings.ts';
import { baseName, invocationOf } from '../shell/invocation.ts';
import { ABOUT_CONTAINERS, isCopy } from '../syntax/instruction.ts';
import { idOf, isRun } from './support/rewrite/rewrite.ts';
import { whyStartNeedsRoot } from './support/user/container-start.ts';
import { isMadeByRoot } from './support/user/made-by-root.ts';
import type { Place } from './support/user/place.ts';
import { whyProjectWrites } from './support/user/project-runs.ts';
import { startsContainers, userAtTheEnd } from './support/user/rewrite-user.ts';
import { runsAs } from './support/user/runs-as.ts';
import { whyImage, whyNeedsRoot, whyUsedAsRoot } from './support/user/why-root.ts';
import { workingFolder } from './support/user/working-folder.ts';
import { whyWritesElsewhere } from './support/user/writes-elsewhere.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'user-after-root',
  title: 'Who became root for some steps becomes the user again',
  why: 'A build that goes back to root to install something has to leave root again, or else containers run as root, although the file has a user for them.',
  phase: 'users',
  maxSafety: 'review',
  covers: ['DL3002', 'CKV_DOCKER_8'],
  references: ['https://docs.docker.com/build/building/best-practices/#user'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  for (const stage of shippedStages(file)) {
    const runs = runsAs(file, stage);
    if (runs.who !== 'root by choice' || runs.earlier === undefined) continue;
    const at = runs.step.instruction.span;
    const message = `root, who takes over from ${runs.earlier.instruction.args.text} here, runs containers as well`;
    const result = backTo(runs.earlier, runs.step, { file, context, stage, settings });
    yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
  }
}

/** The fix, or why there is none. `root`: the USER from which on everything is done by root. */
function backTo(earlier: Step, root: Step, place: Place): Fix | string {
  const { file, stage } = place;
  const user = earlier.instruction.args.text;
  if (!/^[\w.-]+(?::[\w.-]+)?$/.test(user)) return `who ${user} is, only the build knows`;
  if (!stage.steps.includes(root))
    return `the stage of line ${lineOf(file, idOf(root))}, which others are built on, asks for root`;
  if (!stage.steps.some(({ instruction }) => startsContainers(instruction)))
    return 'it says nothing of what containers start, so it may be there for others to build on';
  const asRoot = stage.steps.slice(stage.steps.indexOf(root) + 1);
  if (asRoot.every(({ instruction }) => ABOUT_CONTAINERS.includes(instruction.keyword)))
    return 'nothing but what containers start follows it, so it is there for them';
  const folder = workingFolder(stage);
  if (folder === undefined) return 'its working directory is known only when it is built';
  const isMade = isMadeByRoot(place);
  const isTheirs = within([folder, ...openFolders]);
  const mayWrite = (path: string): boolean => isTheirs(path) && !isMade(path);
  const why =
    whyImage(stage) ??
    whyNeedsRoot(place) ??
    whyNotTheirs(place, folder, user) ??
    whyLeftByRoot(place, asRoot, folder) ??
    whyUsedAsRoot(place) ??
    whyStartNeedsRoot(place, mayWrite) ??
    whyWritesElsewhere(place, mayWrite);
  if (why !== undefined) return why;
  const last = userAtTheEnd(file, stage, { user });
  if (typeof last === 'string') return last;
  return {
    ...last,
    safety: 'review',
    reason: `line ${lineOf(file, idOf(earlier))} names ${user}, to whom ${folder} belongs; nothing that it starts is known to need root`,
    scope: [],
  };
}

/** The folder that containers start in was made by the user, or given to them. */
function whyNotTheirs({ stage }: Place, folder: string, user: string): string | undefined {
  const name = user.replace(/:.*/, '');
  const isTheirs = fromTheBaseUp(stage)
    .flatMap(({ steps }) => steps)
    .some((step) => makes(step, folder, name) || gives(step, folder, name));
  return isTheirs ? undefined : `whether ${user} may write to ${folder} is not known`;
}

const isFor = (owner: string | undefined, name: string): boolean => owner?.replace(/[:.].*/, '') === name;

const makes = ({ instruction, state }: Step, folder: string, name: string): boolean =>
  instruction.keyword === 'WORKDIR' && isFor(state.user, name) && instruction.args.text === folder;

/** `chown app /app`, `install -d -o app /app`, `useradd --home-dir /app app`. */
function gives(step: Step, folder: string, name: string): boolean {
  const commands = isRun(step) ? step.run.script.commands : [];
  return commands.some((command) => {
    const { tool, args = [] } = invocationOf(command) ?? {};
    const words = args.map(({ value }) => value);
    return (
      /^(?:chown|install|useradd|adduser)$/.test(baseName(tool?.value ?? '')) &&
      words.includes(folder) &&
      words.some((word) => isFor(word, name))
    );
  });
}

/** What root brings or makes where the user works. */
function whyLeftByRoot(place: Place, steps: readonly Step[], folder: string): string | undefined {
  const { file, stage } = place;
  const isOwn = within([folder]);
  for (const step of steps) {
    const target = isCopy(step.instruction) ? copyTarget(step, file.source.escape) : undefined;
    const isOwned = step.instruction.flags.some(({ name }) => name === 'chown');
    if (target !== undefined && isOwn(target) && !isOwned)
      return `what line ${lineOf(file, idOf(step))} brings to ${folder} is root's`;
    const why = isRun(step) ? whyProjectWrites(place, step, { roots: [folder], isOwn }) : undefined;
    if (why !== undefined) return why;
  }
  return stage.steps.some(({ deferred }) => deferred) ? 'its triggers run in builds on top of this image' : undefined;
}

export const userAfterRoot: Transform = { meta, newsFor: NEWS_OF_USERS, find };
