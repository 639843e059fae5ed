import { whyUnknown } from '../../../context/build-context.ts';
import { fromParts, rootImage, rootReference, type Stage, type Step } from '../../../model/dockerfile.ts';
import { within } from '../../../model/paths.ts';
import { mirrorHint } from '../mirrored.ts';
import { whyOpenEnd } from '../rewrite/move.ts';
import { whoBuildsOn, whoCopiesFrom } from '../user/dependents.ts';
import { firstReason } from '../user/first-reason.ts';
import type { Place } from '../user/place.ts';
import { startsContainers } from '../user/rewrite-user.ts';
import { servicesOf } from '../user/services.ts';
import { whyWorkedIn } from '../user/worked-in.ts';
import { workingFolder } from '../user/working-folder.ts';
import { isSaidByServices } from './starts/said-by-services.ts';
import { isShellForm } from './starts/started.ts';

/** Why nothing is asked of a stage: what it is built with, or what starts it, is not known. */
export function whyNotAsked(place: Place, ownStart: string | undefined): string | undefined {
  const { stage, context } = place;
  if (rootImage(stage) === undefined) return whyUnknownImage(stage);
  const isSaid = ownStart !== undefined || stage.steps.some(({ instruction }) => startsContainers(instruction));
  if (!isSaid && !isSaidByServices(place))
    return 'it says nothing of what containers start, so it may be there for others to build on';
  return whyUnknown(context);
}

function whyUnknownImage(stage: Stage): string {
  const image = rootReference(stage);
  return `what ${fromParts(stage.from).base} brings is not known${image === undefined ? '' : mirrorHint(image)}`;
}

/** Why a stage stays one, whatever it builds. `again`: steps that the stage that runs does. */
export function whyOneStage(place: Place, again: readonly Step[]): string | undefined {
  if (place.file.source.escape !== '\\') return 'its escape character is not the usual one';
  return (
    whyOpenEnd(place.file) ??
    whyTrigger(place) ??
    whyFolder(place) ??
    whyForOthers(place) ??
    whyForDevelopment(place) ??
    whyWork(place) ??
    whyShell(place, again)
  );
}

const whyTrigger = ({ stage }: Place): string | undefined =>
  stage.steps.some(({ deferred }) => deferred)
    ? 'ONBUILD makes it a base for others, which may build with its tools'
    : undefined;

const whyFolder = ({ stage }: Place): string | undefined =>
  stage.end.workdir !== undefined && stage.end.fixedWorkdir === undefined
    ? 'the folder that containers start in goes by a variable'
    : workingFolder(stage) === undefined
      ? 'the folder that containers start in is not known'
      : undefined;

function whyForOthers({ file, context }: Place): string | undefined {
  const dependent = whoBuildsOn(file, context);
  if (dependent !== undefined) return `${dependent} is built on it, and may use what it builds with`;
  const copying = whoCopiesFrom(file, context);
  return copying && `${copying} copies from it, and may need what would stay behind`;
}

function whyWork({ context }: Place): string | undefined {
  const why = whyWorkedIn(context);
  return why && `${why}, with what it compiles with: where that has a Dockerfile of its own, this one could be split`;
}

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

/** It stays where it is asked for. */
const whyShell = (place: Place, again: readonly Step[]): string | undefined =>
  place.stage.end.shell !== undefined && (isShellForm(place) || again.some(({ run }) => run !== undefined))
    ? 'SHELL names a shell that a smaller image may not have, and what it runs or starts there goes by that: in exec form it would not'
    : undefined;
