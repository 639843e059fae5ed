import { whyUnknown } from '../../../context/build-context.ts';
import { rootImage, type Step } from '../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import type { Script } from '../../../shell/script.ts';
import { whyOpenEnd } from '../rewrite/move.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { startsContainers } from '../user/rewrite-user.ts';
import { isRoot } from '../user/runs-as.ts';
import { servicesOf } from '../user/services.ts';
import { workingFolder } from '../user/working-folder.ts';
import { lineOf } from '../wording.ts';
import { callsIn } from './calls.ts';
import { becomes } from './handed-scripts.ts';
import type { Runtime } from './runtime.ts';
import { isSaidByServices } from './started.ts';

/** Why nothing is asked of a stage: what it is built with, or what starts it, is not known. */
export function whyNotAsked(place: Place, ownStart: string | undefined): string | undefined {
  const { stage, context } = place;
  if (rootImage(stage) === undefined) return `what ${stage.from.args.text} brings is not known`;
  const isSaid = ownStart !== undefined || stage.steps.some(({ instruction }) => startsContainers(instruction));
  if (!isSaid && !isSaidByServices(place))
    return 'it says nothing of what containers start, so it may be there for others to build on';
  return whyUnknown(context);
}

/** Why a stage stays one, whatever it builds. */
export function whyOneStage(place: Place): string | undefined {
  if (place.file.source.escape !== '\\') return 'its escape character is not the usual one';
  return whyOpenEnd(place.file) ?? whyTrigger(place) ?? whyFolder(place) ?? whyForDevelopment(place) ?? whyShell(place);
}

const whyTrigger = ({ stage }: Place): string | undefined =>
  stage.steps.some(({ deferred }) => deferred)
    ? 'ONBUILD makes it a base for others, which may build with its tools'
    : undefined;

/** What a RUN makes or gives to a user may lose its owner in a COPY from another stage; `steps` are those whose outcome would be copied. */
export function whyUser(
  place: Place,
  steps: readonly Step[],
  { keepsOwners, repeated, taken }: Runtime,
): string | undefined {
  if (keepsOwners) return undefined;
  const { stage, file } = place;
  const runs = steps.flatMap((step, at) => (step.run === undefined ? [] : [at]));
  const step = steps.find((each, at) => {
    const { instruction, run } = each;
    if (instruction.keyword === 'USER') return !isRoot(instruction.args.text) && at < (runs.at(-1) ?? 0);
    if (run === undefined || (repeated.includes(each) && givesElsewhere(place, each, taken))) return false;
    return run.script.commands.some(({ name }) => name === 'chown') || isForOther(stage, run.script);
  });
  return (
    step &&
    `line ${lineOf(file, step.instruction.span.start)} gives what is built to a user, which a copy from another stage would not keep`
  );
}

/** Done again in the stage that runs, where it has nothing to do with what comes along. */
const givesElsewhere = (place: Place, step: Step, taken: Runtime['taken']): boolean =>
  callsIn(place, [step])
    .filter(({ command }) => command.name === 'chown')
    .every(({ command, folder }) => {
      const [, ...paths] = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
      return paths.every(({ value, literal }) => {
        const path =
          literal && (value.startsWith('/') || folder !== undefined) ? absolutePath(value, folder ?? '/') : '/';
        return taken.every((one) => !within([path])(one.path) && !within([one.path])(path));
      });
    });

/** What a COPY gave to the same user is given to them by the copy as well. */
function isForOther({ steps }: Place['stage'], script: Script): boolean {
  const user = becomes(script);
  const owners = steps.flatMap(({ instruction: { flags } }) => flags.filter(({ name }) => name === 'chown'));
  return user !== undefined && !owners.some(({ value }) => value.split(':')[0] === user);
}

const whyFolder = ({ stage }: Place): string | undefined =>
  stage.end.workdir !== undefined && stage.end.fixedWorkdir === undefined
    ? 'the folder that containers start in goes by a variable'
    : workingFolder(stage) === undefined
      ? 'the folder that containers start in is not known'
      : undefined;

/** Where the sources are mounted over what is built, it is built and run again by hand. */
function whyForDevelopment({ file, context, stage }: Place): string | undefined {
  const folder = workingFolder(stage);
  return firstReason(servicesOf(file, context), ({ file: by, name, mounts, rest }) => {
    if (rest !== undefined) return `${by} takes the rest of ${name} from ${rest}, which is not read`;
    const mount = mounts.find(
      ({ kind, target }) => kind === 'bind' && folder !== undefined && folder !== '/' && within([target])(folder),
    );
    return (
      mount &&
      `${by} mounts ${mount.source ?? 'a folder'} over ${mount.target}, so that people may build in the container`
    );
  });
}

const whyShell = ({ stage }: Place): string | undefined =>
  stage.end.shell === undefined ? undefined : 'SHELL names a shell that a smaller image may not have';
