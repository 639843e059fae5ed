import { schedulers } from '../../../knowledge/programs/schedulers.ts';
import type { Dockerfile, Stage, Step } from '../../../model/dockerfile.ts';
import type { Fix } from '../../../model/finding.ts';
import { once } from '../../../model/memo.ts';
import { baseName } from '../../../shell/invocation.ts';
import type { Place } from '../user/place.ts';
import { compiled } from './compiled.ts';
import { dotnet } from './dotnet.ts';
import { givenAlong } from './given.ts';
import { whyNotThere } from './given-behind.ts';
import { asDone } from './handed-scripts.ts';
import { idleJdk } from './java/idle.ts';
import { java } from './java.ts';
import { lastOfBuild } from './last-of-build.ts';
import { modesOf } from './modes.ts';
import { node } from './node.ts';
import { whyOtherSources } from './other-sources.ts';
import { pages } from './pages.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { splitBehind } from './rewrite-split.ts';
import { ruby } from './ruby.ts';
import type { Ecosystem, Runtime } from './runtime.ts';
import { type Started, startedIn } from './started.ts';
import { upgradeIn } from './upgrade.ts';
import { userPackages } from './user-packages.ts';
import { whyNotAsked, whyOneStage, whyUser } from './why-one-stage.ts';

/** The first whose programs build something has the say, unless it finds nothing to say. */
const ECOSYSTEMS: readonly Ecosystem[] = [pages, node, python, ruby, java, dotnet, php, compiled];

/** The split of a stage; or why it is left as it is; undefined where there is nothing to say. */
export function split(place: Place): Fix | string | undefined {
  const builds = ECOSYSTEMS.flatMap((ecosystem) => buildBy(place, ecosystem) ?? []);
  if (builds.length === 0) return idleJdk(place);
  const [ownStart] = builds.flatMap(({ ecosystem }) => ecosystem.ownStart?.(place) ?? []);
  const why = whyNotAsked(place, ownStart);
  if (why !== undefined) return why;
  const started = startedIn(place, ownStart);
  if (typeof started === 'string') return started;
  for (const build of builds) {
    const result = splitFor(place, started, build);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The steps of a build as an ecosystem reads them. */
type Building = { readonly ecosystem: Ecosystem; readonly last: Step; readonly steps: readonly Step[] };

/** What an ecosystem builds; undefined where that is nothing. */
function buildBy(place: Place, ecosystem: Ecosystem): Building | undefined {
  const { stage } = place;
  const { lastStep = lastOfBuild, followsShells, builds } = ecosystem;
  const last = lastStep(stage);
  if (last === undefined) return undefined;
  const steps = (followsShells ? doneIn(stage) : stage.steps).slice(0, stage.steps.indexOf(last) + 1);
  const isBuilt = steps.some(({ run }) => run?.script.commands.some((command) => builds(command, place)));
  return isBuilt ? { ecosystem, last, steps } : undefined;
}

const doneIn = once((stage: Stage): Step[] => stage.steps.map((step) => asDone(stage, step)));

/** Names that mean themselves in a COPY, where one that ends in .git is that of a repository; files of a folder may be told by a pattern. */
const PLAIN_PATH = /^(?!.*\.git$)(?:\/[\w@+.,-]+)*\/[\w@+.,*-]+$/;

function splitFor(place: Place, started: Started, { ecosystem, last, steps }: Building): Fix | string | undefined {
  const { stage, file } = place;
  const behind = stage.steps.slice(steps.length);
  const found = ecosystem.runtime({ place, started, steps, behind });
  if (found === undefined || typeof found === 'string') return found;
  const users = userPackages(place, found.base, [...found.repeated, ...behind]);
  const apart = steps.filter((step) => !found.repeated.includes(step));
  const modes = modesOf(place, apart, found);
  if (typeof modes === 'string') return modes;
  const packages = [...new Set([...found.packages, ...users])];
  const runtime = { ...found, packages, modes, upgrade: upgradeIn(steps, found.base) };
  if (runtime.taken.some(({ path }) => path === '/'))
    return 'the project is in the root folder of the image, with all else';
  const odd = runtime.taken.find(({ path }) => !PLAIN_PATH.test(path));
  if (odd !== undefined) return `${JSON.stringify(odd.path)} is no name that a COPY could go by`;
  const owned = ecosystem.lastStep === undefined ? ownedAlong(place, behind, runtime) : runtime;
  const whyNot =
    whyOtherSources(place, runtime.packages) ??
    (ecosystem.readsTables || runtime.keepsPrograms ? undefined : whyScheduled(started)) ??
    whyOneStage(place) ??
    (ecosystem.lastStep === undefined ? undefined : whyUser(place, steps, runtime));
  if (whyNot !== undefined) return whyNot;
  if (typeof owned === 'string') return owned;
  return {
    ...splitBehind(file, stage, last, owned),
    safety: 'review',
    reason: runtime.reason,
    scope: [wholeOf(file, stage)],
  };
}

/** What stands behind the build is done in the stage that runs, as it was; what comes along has its owners. */
function ownedAlong(place: Place, behind: readonly Step[], runtime: Runtime): Runtime | string {
  const why = runtime.givesFiles ? undefined : whyNotThere(place, behind, runtime);
  const given = why ?? givenAlong(place, place.stage.steps.slice(0, -behind.length || undefined), runtime);
  return typeof given === 'string' ? given : { ...runtime, ...given };
}

/** What a smaller image lacks, jobs may call. */
function whyScheduled({ programs }: Started): string | undefined {
  const scheduler = programs.find(({ name }) => schedulers.has(baseName(name)));
  return scheduler && `${scheduler.by} starts ${scheduler.name}, and which programs its jobs call is not known`;
}

const wholeOf = ({ source }: Dockerfile, { from }: Stage): { start: number; end: number } => ({
  start: from.span.start,
  end: source.text.length,
});
