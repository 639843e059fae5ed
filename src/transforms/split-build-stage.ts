import type { BuildContext } from '../context/build-context.ts';
import type { ServiceTarget } from '../context/service-targets.ts';
import type { Service } from '../context/services.ts';
import { schedulers } from '../knowledge/programs/schedulers.ts';
import { type Dockerfile, type Stage, type Step, shippedStages } from '../model/dockerfile.ts';
import type { Finding, Fix, Transform } from '../model/finding.ts';
import { once } from '../model/memo.ts';
import type { Settings } from '../model/settings.ts';
import { baseName } from '../shell/invocation.ts';
import { compiled } from './support/split/compiled.ts';
import { buildingServices, whyNotDeveloped, without } from './support/split/developed.ts';
import { dotnet } from './support/split/dotnet.ts';
import { asDone } from './support/split/handed-scripts.ts';
import { java } from './support/split/java.ts';
import { lastOfBuild } from './support/split/last-of-build.ts';
import { whyModes } from './support/split/modes.ts';
import { node } from './support/split/node.ts';
import { whyOtherSources } from './support/split/other-sources.ts';
import { pages } from './support/split/pages.ts';
import { php } from './support/split/php.ts';
import { python } from './support/split/python.ts';
import { builderName, splitBehind } from './support/split/rewrite-split.ts';
import { ruby } from './support/split/ruby.ts';
import type { Ecosystem } from './support/split/runtime.ts';
import { type Started, startedIn } from './support/split/started.ts';
import { userPackages } from './support/split/user-packages.ts';
import { whyNotAsked, whyOneStage } from './support/split/why-one-stage.ts';
import { firstReason } from './support/user/first-reason.ts';
import type { Place } from './support/user/place.ts';

const meta = {
  id: 'split-build-stage',
  title: 'What builds a program stays out of the image that runs it',
  why: 'Compilers, headers and sources are most of the size of an image that is built in one stage, and of what there is to attack in it. None of them is needed to run the program.',
  phase: 'stages',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.docker.com/build/building/multi-stage/',
    'https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  const stage = file.stages.at(-1);
  if (stage === undefined || stage.base.kind !== 'image' || !shippedStages(file).includes(stage)) return;
  const place = { file, context, stage, settings };
  const whole = split(place, []);
  const result = typeof whole === 'string' ? splitAside(place, whole) : whole;
  if (result === undefined) return;
  const at = stage.from.span;
  const message = 'what builds the program is in the image that runs it';
  yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
}

/** The first whose programs build something has the say, unless it finds nothing to say. */
const ECOSYSTEMS: readonly Ecosystem[] = [pages, node, python, ruby, java, dotnet, php, compiled];

/** Where services start what only the stage that builds has, they are told to start that; or why it stays one for them. */
function splitAside(place: Place, why: string): Fix | string {
  const services = buildingServices(place);
  const bare = services.length === 0 ? why : split(without(place, services), []);
  if (!isFix(bare)) return bare === undefined || bare === why ? why : `${why}; and beside that, ${bare}`;
  const developing = services.filter((one) => {
    const others = services.filter((other) => other !== one);
    return !isFix(split(without(place, others), []));
  });
  const result = split(without(place, developing), developing);
  return typeof result === 'string' ? `${why}; ${result}` : (result ?? why);
}

const isFix = (result: Fix | string | undefined): result is Fix => typeof result === 'object';

/** `developing`: services that are to start the stage that builds. */
function split(place: Place, developing: readonly Service[]): Fix | string | undefined {
  const builds = ECOSYSTEMS.flatMap((ecosystem) => buildBy(place, ecosystem) ?? []);
  if (builds.length === 0) return firstReason(ECOSYSTEMS, ({ idle }) => idle?.(place));
  const [ownStart] = builds.flatMap(({ ecosystem }) => ecosystem.ownStart?.(place) ?? []);
  const why = whyNotAsked(place, ownStart);
  if (why !== undefined) return why;
  const started = startedIn(place, ownStart);
  if (typeof started === 'string') return started;
  for (const build of builds) {
    const result = splitFor(place, started, build, developing);
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

function splitFor(
  place: Place,
  started: Started,
  { ecosystem, last, steps }: Building,
  developing: readonly Service[],
): Fix | string | undefined {
  const { stage, file } = place;
  const behind = stage.steps.slice(steps.length);
  const found = ecosystem.runtime({ place, started, steps, behind, isDevelopedIn: developing.length > 0 });
  if (found === undefined || typeof found === 'string') return found;
  const users = userPackages(place, found.base, [...found.repeated, ...behind]);
  const runtime = { ...found, packages: [...new Set([...found.packages, ...users])] };
  if (runtime.taken.some(({ path }) => path === '/'))
    return 'the project is in the root folder of the image, with all else';
  const odd = runtime.taken.find(({ path }) => !PLAIN_PATH.test(path));
  if (odd !== undefined) return `${JSON.stringify(odd.path)} is no name that a COPY could go by`;
  const target = builderName(file, stage);
  const targets = developing.map(({ file: by, name }): ServiceTarget => ({ file: by, service: name, target }));
  // What stands behind the build is then done in the stage that runs, as it was.
  const isBehindTheSame = ecosystem.lastStep !== undefined || runtime.givesFiles === true;
  return (
    whyOtherSources(place, runtime.packages) ??
    whyModes(
      place,
      steps.filter((step) => !runtime.repeated.includes(step)),
      runtime.taken,
    ) ??
    (ecosystem.readsTables ? undefined : whyScheduled(started)) ??
    whyOneStage(place, isBehindTheSame ? steps : stage.steps, runtime) ??
    whyNotDeveloped(developing, targets, { place, before: stage.steps.slice(0, steps.length), behind, runtime }) ?? {
      ...splitBehind(file, stage, last, runtime),
      safety: 'review',
      reason: [runtime.reason, ...targets.map(developsIn)].join('; '),
      scope: [wholeOf(file, stage)],
      ...(targets.length > 0 && { targets }),
    }
  );
}

const developsIn = ({ file, service, target }: ServiceTarget): string =>
  `${file} develops in the stage that builds: its service \`${service}\` gets \`target: ${target}\``;

/** What a smaller image lacks, jobs may call. */
function whyScheduled({ programs }: Started): string | undefined {
  const scheduler = programs.find(({ name }) => schedulers.has(baseName(name)));
  return scheduler && `${scheduler.by} starts ${scheduler.name}, and which programs its jobs call is not known`;
}

const wholeOf = ({ source }: Dockerfile, { from }: Stage): { start: number; end: number } => ({
  start: from.span.start,
  end: source.text.length,
});

export const splitBuildStage: Transform = { meta, find };
