import type { ServiceTarget } from '../../../context/service-targets.ts';
import type { Service } from '../../../context/services.ts';
import { fileWork } from '../../../knowledge/programs/file-work.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import type { Dockerfile, Stage, Step } from '../../../model/dockerfile.ts';
import type { Fix } from '../../../model/finding.ts';
import { once } from '../../../model/memo.ts';
import type { Run } from '../../../model/run.ts';
import type { Command } from '../../../shell/script.ts';
import { withEdits } from '../edits/edited.ts';
import { withScripts } from '../scripts/followed.ts';
import type { Place } from '../user/place.ts';
import { listed, placeOf } from '../wording.ts';
import { builtElsewhere } from './built-elsewhere.ts';
import { compiled } from './compiled/compiled.ts';
import { completed } from './completed.ts';
import { whyNotDeveloped } from './compose/developed.ts';
import { dotnet } from './dotnet/dotnet.ts';
import { whyMaybeRemoved, withoutRemoved } from './files/removed.ts';
import { idleJdk } from './java/idle.ts';
import { java } from './java/java.ts';
import { node } from './node/node.ts';
import { otherLanguage } from './other-language.ts';
import { pages } from './pages/pages.ts';
import { php } from './php/php.ts';
import { python } from './python/python.ts';
import { builderName, splitBehind } from './rewrite/rewrite-split.ts';
import { ruby } from './ruby/ruby.ts';
import type { Ecosystem, Runtime } from './runtime.ts';
import type { Started } from './starts/program.ts';
import { startedIn } from './starts/started.ts';
import { doneIn } from './steps/handed-scripts.ts';
import { lastOfBuild } from './steps/last-of-build.ts';
import { whyNotFollowed } from './system/runtime-base.ts';
import { whyNotAsked } from './why-one-stage.ts';

/** The first whose programs build something has the say, unless it finds nothing to say. */
const ECOSYSTEMS: readonly Ecosystem[] = [pages, node, python, ruby, java, dotnet, php, compiled];

/**
 * The split of a stage; or why it is left as it is; undefined where there is nothing to say. `developing`: services that are to start the
 * stage that builds.
 */
export function split(asItStands: Place, developing: readonly Service[]): Fix | string | undefined {
  const written = withScripts(asItStands, doneIn);
  const builds = ECOSYSTEMS.flatMap((ecosystem) => buildBy(written, ecosystem) ?? []);
  if (builds.length === 0)
    return (
      idleJdk(written) ?? otherLanguage(written) ?? builtElsewhere(written, (command) => isOfAny(command, written))
    );
  const [ownStart] = builds.flatMap(({ ecosystem }) => ecosystem.ownStart?.(written) ?? []);
  const why = whyNotAsked(written, ownStart);
  if (why !== undefined) return why;
  const place = withEdits(written, doneIn);
  if (typeof place === 'string') return place;
  const started = startedIn(place, ownStart);
  if (typeof started === 'string') return started;
  for (const build of builds) {
    const result = splitFor(place, started, build, developing);
    if (result !== undefined) return result;
  }
  return whyNotFollowed(place.stage);
}

/** The steps of a build as an ecosystem reads them. */
type Building = { readonly ecosystem: Ecosystem; readonly last: Step; readonly steps: readonly Step[] };

const isOfAny = (command: Command, place: Place): boolean => ECOSYSTEMS.some(({ builds }) => builds(command, place));

/** What an ecosystem builds; undefined where that is nothing. */
function buildBy(place: Place, ecosystem: Ecosystem): Building | undefined {
  const { stage } = place;
  const { lastStep = lastOfBuild, followsShells, builds } = ecosystem;
  const last = lastStep(stage);
  if (last === undefined) return undefined;
  const steps = (followsShells ? doneIn(stage) : stage.steps).slice(0, stage.steps.indexOf(last) + 1);
  const isBuilt = steps.some(({ run }) => run && mayBuild(run).some((command) => builds(command, place)));
  return isBuilt ? { ecosystem, last, steps } : undefined;
}

/** Commands that do more than to work on files. */
const mayBuild = once((run: Run): readonly Command[] =>
  scriptOf(run).commands.filter(({ name }) => !fileWork.has(name)),
);

function splitFor(
  place: Place,
  started: Started,
  building: Building,
  developing: readonly Service[],
): Fix | string | undefined {
  const { stage, file } = place;
  const { last, steps } = building;
  const behind = doneIn(stage).slice(steps.length);
  const build = { place, started, steps, behind, isDevelopedIn: developing.length > 0 };
  const found = building.ecosystem.runtime(build);
  if (found === undefined || typeof found === 'string') return found;
  const standing = { ...found, taken: withoutRemoved(build, found.taken) };
  const unsure = whyMaybeRemoved(build, standing.taken);
  if (unsure !== undefined) return unsure;
  const runtime = completed(build, building.ecosystem, standing);
  if (typeof runtime === 'string') return runtime;
  const whyScript = whyNotAgain(place, runtime);
  if (whyScript !== undefined) return whyScript;
  const target = builderName(file, stage);
  const targets = developing.map(({ file: by, name }): ServiceTarget => ({ file: by, service: name, target }));
  const left = { place, before: stage.steps.slice(0, steps.length), behind, runtime };
  return (
    whyNotDeveloped(developing, targets, left) ?? {
      ...splitBehind(file, stage, last, runtime),
      safety: 'review',
      reason: [runtime.reason, ...targets.map(developsIn)].join('; '),
      scope: [wholeOf(file, stage)],
      ...(targets.length > 0 && { targets }),
    }
  );
}

/** What the stage that runs does again, it has to find there. */
function whyNotAgain(place: Place, { repeated, sources = [] }: Runtime): string | undefined {
  const all = place.stage.steps.filter(
    (step) =>
      repeated.some(({ instruction }) => instruction === step.instruction) ||
      sources.some((said) => step.run?.script.text.includes(said)),
  );
  const heredoc = all.find(({ run }) => run?.isHeredoc === true);
  if (heredoc !== undefined)
    return `${placeOf(place, heredoc)} is a heredoc, and the stage that runs would have to do again what that does: joined by && it could be split`;
  const step = all.find(({ run }) => run?.scripts !== undefined);
  return (
    step &&
    `${placeOf(place, step)} calls ${listed((step.run?.scripts ?? []).map(({ source }) => source))}, and the stage that runs would have to do again what that does: said in a RUN it could be split`
  );
}

const developsIn = ({ file, service, target }: ServiceTarget): string =>
  `${file} develops in the stage that builds: its service \`${service}\` gets \`target: ${target}\``;

const wholeOf = ({ source }: Dockerfile, { from }: Stage): { start: number; end: number } => ({
  start: from.span.start,
  end: source.text.length,
});
