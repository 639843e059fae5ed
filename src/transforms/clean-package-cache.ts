import type { BuildContext } from '../context/build-context.ts';
import type { PackageManager } from '../knowledge/package-managers.ts';
import type { Separator } from '../model/change.ts';
import {
  type Dockerfile,
  lineage,
  rootImage,
  type Stage,
  shippedLineage,
  shippedStages,
  stagesOn,
} from '../model/dockerfile.ts';
import { type Finding, type Fix, NEWS_OF_MOVES, type Transform } from '../model/finding.ts';
import { hiddenTail, strictCompound } from '../model/joinable.ts';
import { hasListCache } from '../model/lists/caches.ts';
import { listEvents } from '../model/lists/events.ts';
import { type Need, neededAfter } from '../model/lists/needs.ts';
import { managersIn } from '../model/managers.ts';
import { hasRole } from '../model/package-calls.ts';
import { spanIn } from '../model/run.ts';
import { type Command, stopsOnError } from '../shell/script.ts';
import { changedSources } from './support/lists/changed-sources.ts';
import { keepNoLists } from './support/lists/keep-no-lists.ts';
import { laterCleanup } from './support/lists/later-cleanup.ts';
import { earlyCleanup, whySpared } from './support/lists/own-cleanup.ts';
import { cleanupText, type Fetch, ownRefresh } from './support/lists/own-refresh.ts';
import { refusedCleanups } from './support/lists/refused-cleanup.ts';
import { moveToEnd } from './support/rewrite/move.ts';
import { appendCommand, combine, isRun, type Rewrite, type RunStep } from './support/rewrite/rewrite.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'clean-package-cache',
  title: 'Package lists and downloads leave the layer that fetched them',
  why: 'Package lists and caches are of no use in an image that is not built on, weigh tens of megabytes, and a later layer can hide them but not take them out.',
  phase: 'cleanup',
  maxSafety: 'review',
  covers: [
    'DL3009',
    'DL3019',
    'DL3032',
    'DL3036',
    'DL3040',
    'DL3042',
    'DL3060',
    'DS-0015',
    'DS-0019',
    'DS-0020',
    'DS-0025',
    'DS-0027',
    'DKL-DI-0004',
    'DKL-DI-0005',
  ],
  references: [
    'https://docs.docker.com/build/building/best-practices/#apt-get',
    'https://wiki.alpinelinux.org/wiki/Alpine_Package_Keeper',
    'https://dnf.readthedocs.io/en/latest/command_ref.html',
    'https://en.opensuse.org/SDB:Zypper_manual',
    'https://pip.pypa.io/en/stable/topics/caching/',
    'https://docs.npmjs.com/cli/commands/npm-cache',
    'https://classic.yarnpkg.com/en/docs/cli/cache',
    'https://docs.conda.io/projects/conda/en/stable/commands/clean.html',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  for (const manager of managersIn(file)) {
    yield* keepNoLists(file, manager, context);
    yield* refusedCleanups(file, manager);
  }
  const shipped = shippedLineage(file);
  for (const mess of messes(file)) {
    const at = spanIn(mess.step.run, mess.fetch.command);
    const message = `${mess.manager.title} leaves its ${mess.manager.lists.called} in this layer`;
    const outcome = shipped.has(mess.stage)
      ? clean(file, mess, context)
      : 'this stage does not end up in the image; only files copied from it do';
    yield typeof outcome === 'string' ? { at, message, declined: outcome } : { at, message, fix: outcome };
  }
}

/** A RUN whose package lists are still there when it ends. */
type Mess = {
  readonly stage: Stage;
  readonly step: RunStep;
  readonly manager: PackageManager;
  readonly fetch: Fetch;
};

function* messes(file: Dockerfile): Iterable<Mess> {
  for (const manager of managersIn(file)) {
    if (manager.noCache !== undefined) continue;
    for (const stage of file.stages) {
      for (const step of stage.steps.filter(isRun)) {
        const fetch = leftBehind(step, manager);
        if (fetch !== undefined) yield { stage, step, manager, fetch };
      }
    }
  }
}

/** The fetch whose lists are still there when the RUN ends. */
function leftBehind(step: RunStep, manager: PackageManager): Fetch | undefined {
  if (step.run.script.opaque !== undefined || hasListCache(step, manager)) return undefined;
  let left: Fetch | undefined;
  for (const event of listEvents(step.run.script, manager)) {
    if (event.kind === 'fetch') left = event;
    if (event.kind === 'remove') left = undefined;
  }
  return left;
}

function clean(file: Dockerfile, { stage, step, manager, fetch }: Mess, context: BuildContext): Fix | string {
  const unfit = whyNotAppend(step) ?? whySpared(file, { stage, step, manager, fetch }, context);
  if (unfit !== undefined) return unfit;
  const needs = [...neededAfter(file, stage, step, manager, context.readText)];
  const needed = whyNotHere(step, manager, needs) ?? whyNotElsewhere(file, stage, { step, manager, fetch }, needs);
  if (needed !== undefined) return needed;
  const early = earlyCleanup(file, step, manager, fetch);
  const later = early === undefined ? laterCleanup(file, stage, step, manager) : undefined;
  const atEnd = (): Rewrite =>
    later === undefined
      ? appendCommand(file, step, cleanupText(fetch, manager), separator(step))
      : moveToEnd(file, later, step);
  const cleanup = early ?? atEnd();
  if (typeof cleanup === 'string') return cleanup;
  const refreshes = needs
    .filter((need) => need.kind === 'certain')
    .map((need) => ownRefresh(file, { manager, from: step, fetch, need }));
  const impossible = refreshes.find((refresh) => typeof refresh === 'string');
  if (impossible !== undefined) return impossible;
  const doubts = fetchesByItself(manager) ? [] : whyReview(file, stage, needs);
  const evidence = evidenceOf(file, needs, manager, later);
  const own = step.instruction.span;
  return {
    ...combine(cleanup, ...(refreshes as Rewrite[])),
    safety: doubts.length === 0 ? 'safe' : 'review',
    reason: doubts.length === 0 ? evidence : `${evidence}; but ${doubts.join(', and ')}`,
    scope: [fetchesByItself(manager) ? own : { start: own.start, end: file.source.text.length }],
  };
}

/** What stands between this step and one that would have to fetch for itself. */
function whyNotElsewhere(
  file: Dockerfile,
  stage: Stage,
  { step, manager, fetch }: Pick<Mess, 'step' | 'manager' | 'fetch'>,
  needs: readonly Need[],
): string | undefined {
  const copy = needs.find((need) => need.kind === 'copy');
  if (copy !== undefined)
    return `line ${lineOf(file, copy.step.instruction.span.start)} takes the ${manager.lists.called} from this stage`;
  const likely = needs.find((need) => need.kind === 'doubt' && need.likely);
  if (likely?.kind === 'doubt') {
    return `${JSON.stringify(likely.what)} on line ${lineOf(file, likely.step.instruction.span.start)} seems to use them, and can't be given an update of its own`;
  }
  const [first] = needs.filter((need) => need.kind === 'certain');
  if (first === undefined) return undefined;
  const changed = changedSources(stage, step, fetch, manager);
  return (
    changed &&
    `${changed}, so an update on line ${lineOf(file, first.step.instruction.span.start)} would fetch other lists`
  );
}

/** Nobody waits for lists that the manager fetches as it needs them. */
const fetchesByItself = ({ verbs }: PackageManager): boolean => verbs.needsLists === undefined;

/** Lists that nothing in their own RUN uses are there for another one. */
function whyNotHere(step: RunStep, manager: PackageManager, needs: readonly Need[]): string | undefined {
  const used = listEvents(step.run.script, manager).some(
    (event) => event.kind !== 'fetch' || event.call === undefined || hasRole(event.call, 'leavesLists'),
  );
  if (used) return undefined;
  return needs.length > 0
    ? 'a later step needs the lists, and the two could not be merged'
    : 'nothing in this file uses them: the update itself could go';
}

function whyNotAppend(step: RunStep): string | undefined {
  const { run, deferred } = step;
  if (deferred) return 'the trigger runs in builds on top of this image, whose steps are not known here';
  const last = run.script.statements.at(-1);
  if (last === undefined || last.background) return 'its last command runs in the background';
  const end = last.links.at(-1);
  const name = end?.command?.name ?? '';
  if (end?.operator !== '||' && ['exec', 'exit', 'return'].includes(name))
    return `${name} ends its shell, so nothing can come after it`;
  return hiddenTail(run.script) ?? (separator(step) === '&&' ? strictCompound(step) : undefined);
}

/**
 * `;` or a line only where a failure ends the RUN all the same, and where its author separates commands so: `set -e` looks away from
 * all but the last command of an `&&` list, and from what `!` turns around.
 */
function separator({ run }: RunStep): Separator {
  const { script, isHeredoc } = run;
  const last = script.statements.at(-1);
  const isStrict = stopsOnError(script) && last?.links.length === 1 && !last.links[0]?.commands.some(isForgiven);
  if (!isStrict || script.commands.some(allowsErrors)) return '&&';
  if (isHeredoc) return '\n';
  return script.statements.length > 1 ? ';' : '&&';
}

const isForgiven = ({ nesting }: Command): boolean => nesting.includes('negation');

const allowsErrors = ({ name, words }: Command): boolean =>
  name === 'set' && words.some(({ value }) => /^\+[a-z]*e|^errexit$/.test(value) && !value.startsWith('-'));

/** Why someone outside of this file may still want the lists. */
function whyReview(file: Dockerfile, stage: Stage, needs: readonly Need[]): string[] {
  const doubts: string[] = [];
  const scripts = needs.flatMap((need) => (need.kind === 'doubt' ? [need.what] : []));
  const others = scripts.length > 1 ? ` and ${scripts.length - 1} more scripts` : '';
  if (scripts[0] !== undefined) doubts.push(`${JSON.stringify(scripts[0])}${others} may use them`);
  const shipped = shippedStages(file);
  const descendants = stagesOn(file, stage).filter((each) => shipped.includes(each));
  const isBase = descendants.find((each) => !runsSomething(each));
  if (isBase !== undefined) doubts.push('the image has neither CMD nor ENTRYPOINT, so others may be built on it');
  if (descendants.some((each) => each.steps.some((step) => step.deferred)))
    doubts.push('its ONBUILD says that others are built on it');
  return doubts;
}

function runsSomething(stage: Stage): boolean {
  for (const ancestor of lineage(stage)) {
    if (ancestor.steps.some(({ instruction }) => instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT'))
      return true;
  }
  return rootImage(stage)?.runsSomething === true;
}

function evidenceOf(
  file: Dockerfile,
  needs: readonly Need[],
  manager: PackageManager,
  later: RunStep | undefined,
): string {
  const given = needs.filter((need) => need.kind === 'certain').length;
  const moved =
    later === undefined
      ? ''
      : `; the cleanup of line ${lineOf(file, later.instruction.span.start)} moves here, where it has an effect`;
  if (fetchesByItself(manager)) return `${manager.title} fetches what it needs by itself${moved}`;
  if (given === 0) return `no later step that can be read uses ${manager.lists.folder}${moved}`;
  if (given === 1) return `the one later step that lived on them gets its own update${moved}`;
  return `the ${given} later steps that lived on them get their own update${moved}`;
}

export const cleanPackageCache: Transform = { meta, newsFor: NEWS_OF_MOVES, find };
