import { isBare } from '../../../knowledge/images/runtime-images.ts';
import { schedulers } from '../../../knowledge/programs/schedulers.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { fromParts, type Step } from '../../../model/dockerfile.ts';
import { within } from '../../../model/paths.ts';
import { baseName } from '../../../shell/invocation.ts';
import { isRun } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import { runsAs } from '../user/runs-as.ts';
import { inCompany } from './files/company.ts';
import { removedSettings } from './files/removed.ts';
import { whyNotThere } from './owners/behind.ts';
import { givenAlong } from './owners/given.ts';
import { modesOf } from './owners/modes.ts';
import { whyVariable } from './rewrite/builder-variables.ts';
import type { Build, Ecosystem, Runtime } from './runtime.ts';
import type { Started } from './starts/program.ts';
import { packageSources } from './system/other-sources.ts';
import { upgradeIn } from './system/upgrade.ts';
import { userPackages } from './system/user-packages.ts';
import { whyOneStage } from './why-one-stage.ts';

/** With what is the same for all ecosystems: users, owners, rights and upgrades; or why a stage stays one, whatever it builds. */
export function completed(build: Build, ecosystem: Ecosystem, found: Runtime): Runtime | string {
  const { place, started, steps, behind } = build;
  const modes = modesOf(
    place,
    steps.filter((step) => !found.repeated.includes(step)),
    found,
  );
  if (typeof modes === 'string') return modes;
  const users = userPackages(place, found.base, [...found.repeated, ...behind]);
  const packages = [...new Set([...found.packages, ...users])];
  const taken = inCompany(build, found.taken);
  if (typeof taken === 'string') return taken;
  const sources = packageSources(build, { base: found.base, packages });
  const said = typeof sources === 'string' ? {} : { sources };
  const made = [...(found.made ?? []), ...removedAgain(build, { ...found, packages })];
  const runtime = { ...found, ...said, taken, packages, modes, made, upgrade: upgradeIn(steps, found.base) };
  // Who says where a build ends says whose that is which it leaves.
  const owned = ecosystem.lastStep === undefined ? ownedAlong(place, behind, runtime) : runtime;
  return (
    whyNoPath(runtime) ??
    whyOtherUser(place, runtime) ??
    (typeof sources === 'string' ? sources : undefined) ??
    (ecosystem.readsTables || runtime.keepsPrograms ? undefined : whyScheduled(started)) ??
    whyOneStage(place, [...found.repeated, ...behind]) ??
    whyVariable(build, found.repeated) ??
    (typeof owned === 'string' ? owned : whyNoShell(owned)) ??
    owned
  );
}

/** Packages bring the settings again that steps took away: a default site, say. */
function removedAgain({ place, steps }: Build, { packages, taken, made = [] }: Runtime): string[] {
  const { file, context, stage } = place;
  const isTaken = within(taken.map(({ path }) => path));
  const isOfPackages = (path: string): boolean =>
    !isTaken(path) && broughtTo(file, context, stage, undefined, path) === undefined;
  const removed = packages.length === 0 ? [] : removedSettings(place, steps).filter(isOfPackages);
  return removed.map((path) => `rm -rf ${path}`).filter((command) => !made.includes(command));
}

/** Where nothing says who runs, the image does, and the one that takes its place is root's. */
function whyOtherUser({ file, stage }: Place, { base }: Runtime): string | undefined {
  const isSaid = stage.steps.some(({ instruction: { keyword } }) => keyword === 'USER');
  const own = fromParts(stage.from).base;
  if (isSaid || base === own || runsAs(file, stage).who !== 'another') return undefined;
  return `${own} does not run containers as root, and ${base} does: a USER can say who runs`;
}

function whyNoPath({ taken }: Runtime): string | undefined {
  if (taken.some(({ path }) => path === '/')) return 'the project is in the root folder of the image, with all else';
  const odd = taken.find(({ path }) => !PLAIN_PATH.test(path));
  return odd && `${JSON.stringify(odd.path)} is no name that a COPY could go by`;
}

/** A step of the stage that runs needs a shell there. */
function whyNoShell({
  base,
  made = [],
  modes = [],
  folders = [],
  last = [],
  packages,
  repeated,
}: Runtime): string | undefined {
  const isDoing = [made, modes, folders, last, packages, repeated.filter(isRun)].some((all) => all.length > 0);
  return isDoing && isBare(base) ? `${base} has no shell, and the stage that runs would need one` : undefined;
}

/** What stands behind the build is done in the stage that runs, as it was; what comes along has its owners. */
function ownedAlong(place: Place, behind: readonly Step[], runtime: Runtime): Runtime | string {
  const why = runtime.givesFiles ? undefined : whyNotThere(place, behind, runtime);
  const given = why ?? givenAlong(place, place.stage.steps.slice(0, -behind.length || undefined), runtime);
  return typeof given === 'string' ? given : { ...runtime, ...given };
}

/** Names that mean themselves in a COPY, where one that ends in .git is that of a repository; files of a folder may be told by a pattern. */
const PLAIN_PATH = /^(?!.*\.git$)(?:\/[\w@+.,-]+)*\/[\w@+.,*-]+$/;

/** What a smaller image lacks, jobs may call. */
function whyScheduled({ programs }: Started): string | undefined {
  const scheduler = programs.find(({ name }) => schedulers.has(baseName(name)));
  return scheduler && `${scheduler.by} starts ${scheduler.name}, and which programs its jobs call is not known`;
}
