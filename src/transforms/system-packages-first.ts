import type { BuildContext } from '../context/build-context.ts';
import { isOfPackages } from '../knowledge/packages/package-folders.ts';
import { bringsSources, copiedPaths } from '../model/copied-files.ts';
import type { Dockerfile, Stage, Step } from '../model/dockerfile.ts';
import { type Finding, NEWS_OF_MOVES, type Transform } from '../model/finding.ts';
import { listEvents } from '../model/lists/events.ts';
import { neededAfter } from '../model/lists/needs.ts';
import { managersIn } from '../model/managers.ts';
import type { PackageCall } from '../model/package-calls.ts';
import { pragmasOf, speaksOf } from '../model/pragmas.ts';
import { spanIn } from '../model/run.ts';
import { isPlainWorkdir } from '../model/workdir-use.ts';
import { ABOUT_CONTAINERS, isCopy } from '../syntax/instruction.ts';
import { leadsThere } from './support/find/leads-there.ts';
import { fileIn, firstInstall, namesakeOf, systemCalls, whyNotPackagesAlone } from './support/find/packages-alone.ts';
import { bringsPackages, removedPackages } from './support/find/undone.ts';
import { headingComments, whyOpenEnd } from './support/rewrite/move.ts';
import { raiseBefore } from './support/rewrite/raise.ts';
import { idOf, isRun, type RunStep } from './support/rewrite/rewrite.ts';
import { whyCommentsPart } from './support/rewrite/section-comments.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'system-packages-first',
  title: 'System packages are installed before the sources are copied',
  why: 'When a copied file changes, every step behind its COPY runs again. Packages of the system have nothing to do with the sources, so they are downloaded and installed anew for nothing.',
  phase: 'cleanup',
  maxSafety: 'safe',
  covers: [],
  references: [
    'https://docs.docker.com/build/cache/optimize/#order-your-layers',
    'https://docs.docker.com/build/building/best-practices/#leverage-build-cache',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  if (managersIn(file).every(({ scope }) => scope === 'project')) return;
  for (const stage of file.stages) {
    const copies = stage.steps.findIndex(({ instruction }) => isCopy(instruction));
    if (copies === -1) continue;
    for (const step of stage.steps.slice(copies + 1)) {
      const install = isRun(step) && !step.deferred ? firstInstall(step.run.script) : undefined;
      if (install !== undefined) yield* judge({ file, context, stage, step: step as RunStep, install });
    }
  }
}

/** A RUN that installs packages behind a COPY or ADD, and what has to be known to judge it. */
type Late = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly step: RunStep;
  readonly install: PackageCall;
};

function* judge(late: Late): Iterable<Finding> {
  const { file, stage, step, install } = late;
  const nearest = stage.steps.findLast((each) => idOf(each) < idOf(step) && bringsSources(file, stage, each));
  if (nearest === undefined) return;
  const alone = whyNotPackagesAlone(step);
  const { over, stop } = alone === undefined ? reach(late) : { over: [], stop: alone };
  const [target = nearest] = over;
  // At the call, not at its RUN: fixes of the calls before it then have their turn first, and are reported where they stood.
  const at = spanIn(step.run, install.command);
  const message = `with every change of what ${lineAt(file, target)} copies, its packages are installed again`;
  const declined = over.length === 0 ? stop : whyLeft(late, over, target);
  if (declined !== undefined) {
    yield { at, message, declined };
    return;
  }
  const scope = [{ start: target.instruction.span.start, end: step.instruction.span.end }];
  const reason = 'it names nothing of what is copied before it, and packages have nothing to do with those folders';
  yield { at, message, fix: { ...raiseBefore(file, step, target), safety: 'safe', reason, scope } };
}

/** The steps that the RUN can be raised over, from one that brings sources on, and why there are no more of them. */
function reach(late: Late): { over: readonly Step[]; stop: string | undefined } {
  const { file, stage, step } = late;
  const before = stage.steps.slice(0, stage.steps.indexOf(step));
  let top = before.length;
  for (let at = before.length - 1; at >= 0; at--) {
    const above = before[at] as Step;
    const stop = whyNotOver(late, above);
    if (stop !== undefined) return { over: before.slice(top), stop };
    if (bringsSources(file, stage, above)) top = at;
  }
  return { over: before.slice(top), stop: undefined };
}

function whyNotOver(late: Late, above: Step): string | undefined {
  const { file, context, step } = late;
  const { keyword } = above.instruction;
  if (ABOUT_CONTAINERS.includes(keyword)) return undefined;
  const line = lineAt(file, above);
  const isFolder = isPlainWorkdir(above.instruction);
  if (!isFolder && !isCopy(above.instruction)) return `${keyword} on ${line} stands between`;
  const paths = isFolder ? [above.instruction.args.text] : copiedPaths(above, file.source.escape, context);
  if (paths === undefined) return `where ${line} copies to is known only when it is built`;
  const taken = paths.find(isOfPackages);
  const where = isFolder ? `the folder of ${line}` : `where ${line} copies to`;
  if (taken !== undefined) return `packages, or what installs them, may use ${taken}, ${where}`;
  const namesake = paths.map((path) => namesakeOf(step, path)).find((name) => name !== undefined);
  if (namesake !== undefined) return `${line} may ${isFolder ? 'go' : 'copy'} to a folder of the package ${namesake}`;
  const word = fileIn(step, paths);
  if (word !== undefined) return `${word} may stand for files ${isFolder ? `in ${where}` : `that ${line} copies`}`;
  return leadsThere(late, paths);
}

function whyLeft(late: Late, over: readonly Step[], target: Step): string | undefined {
  const { file, stage, step } = late;
  const isLast = file.source.instructions.at(-1) === step.instruction;
  return (
    (isLast ? whyOpenEnd(file) : undefined) ??
    whyNeededLate(late) ??
    whyMarked(file, over) ??
    whyUnderHeading(file, stage, step, target)
  );
}

/** Why it belongs where it is because of what comes after it. */
function whyNeededLate({ file, context, stage, step }: Late): string | undefined {
  const { script } = step.run;
  const later = stage.steps.slice(stage.steps.indexOf(step) + 1);
  const remover = later.find((next) => isRun(next) && bringsPackages(script, removedPackages(next.run.script)));
  if (remover !== undefined) return `${lineAt(file, remover)} removes packages of it again, and may become one with it`;
  for (const manager of new Set(systemCalls(script).map((call) => call.manager))) {
    if (listEvents(script, manager).at(-1)?.kind === 'remove') continue;
    for (const need of neededAfter(file, stage, step, manager, context.readText))
      if (need.kind !== 'doubt' || need.likely)
        return `${lineAt(file, need.step)} uses its ${manager.lists.called}, which would get old`;
  }
  return undefined;
}

function whyMarked(file: Dockerfile, over: readonly Step[]): string | undefined {
  const marked = pragmasOf(file.source).find(
    (pragma) => speaksOf(pragma, [meta.id]) && over.some(({ instruction }) => instruction === pragma.instruction),
  );
  return marked && `the comment ${JSON.stringify(marked.comment.text)} asks to leave alone what it would move over`;
}

function whyUnderHeading(file: Dockerfile, { from, steps }: Stage, step: RunStep, target: Step): string | undefined {
  const at = steps.indexOf(step);
  const [last, next] = [steps[at - 1] as Step, steps[at + 1]];
  if (isRun(next) && headingComments(file, step).length > 0 && isAdjacent(file, step, next))
    return `the comment above it may speak of ${lineAt(file, next)} as well`;
  const above = steps[steps.indexOf(target) - 1] ?? { instruction: from };
  return whyCommentsPart(file, last, step) ?? whyCommentsPart(file, above, target);
}

/** Nothing stands between the two, not even a blank line. */
const isAdjacent = ({ source: { text } }: Dockerfile, { instruction }: Step, next: Step): boolean =>
  /^[ \t]*\r?\n[ \t]*$/.test(text.slice(instruction.span.end, next.instruction.span.start));

const lineAt = (file: Dockerfile, { instruction }: Step): string => `line ${lineOf(file, instruction.span.start)}`;

export const systemPackagesFirst: Transform = { meta, newsFor: NEWS_OF_MOVES, find };
