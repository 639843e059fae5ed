import type { BuildContext } from '../context/build-context.ts';
import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import { type Dockerfile, lineage, rootImage, shippedStages, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Safety, Transform } from '../model/finding.ts';
import { hiddenTail } from '../model/joinable.ts';
import { hasListCache, type ListEvent, listEvents, type Need, neededAfter } from '../model/package-lists.ts';
import { spanIn } from '../model/run.ts';
import { stopsOnError } from '../shell/script.ts';
import { appendCommand, combine, insertCommandBefore, isRun, type Rewrite, type RunStep } from './support/rewrite.ts';

const meta = {
  id: 'clean-package-cache',
  title: 'Package lists leave the layer that fetched them',
  why: 'Package lists are of no use in an image that is not built on, weigh 20 to 50 MB, and a later layer can hide them but not take them out.',
  phase: 'cleanup',
  maxSafety: 'review',
  covers: ['DL3009', 'DKL-DI-0005'],
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext): Iterable<Finding> {
  const shipped = shippedLineage(file);
  for (const manager of Object.values(packageManagers)) {
    for (const stage of file.stages) {
      for (const step of stage.steps) {
        const fetch = isRun(step) ? leftBehind(step, manager) : undefined;
        if (fetch === undefined || !isRun(step)) continue;
        const at = spanIn(step.run, fetch.command);
        const message = `${manager.title} leaves its package lists in this layer`;
        const outcome = shipped.has(stage) ? clean(file, stage, step, manager, fetch, context) : 'this stage does not end up in the image; only files copied from it do';
        yield typeof outcome === 'string' ? { at, message, declined: outcome } : { at, message, fix: outcome };
      }
    }
  }
}

/** Stages whose layers are part of an image that the file builds. */
const shippedLineage = (file: Dockerfile): Set<Stage> => new Set(shippedStages(file).flatMap((stage) => [...lineage(stage)]));

type Fetch = Extract<ListEvent, { kind: 'fetch' }>;

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

function clean(file: Dockerfile, stage: Stage, step: RunStep, manager: PackageManager, fetch: Fetch, context: BuildContext): Fix | string {
  const unfit = whyNotAppend(step);
  if (unfit !== undefined) return unfit;
  const needs = [...neededAfter(file, stage, step, manager, context.readText)];
  const usedHere = [...listEvents(step.run.script, manager)].some((event) => event.kind === 'need');
  if (!usedHere) return needs.length > 0 ? 'a later step needs the lists, and the two could not be merged' : 'nothing in this file uses them: the update itself could go';
  const refresh = refreshText(fetch, manager);
  const rewrites: Rewrite[] = [appendCommand(file, step, cleanupText(fetch, manager), separator(step))];
  for (const need of needs) {
    if (need.kind === 'script') continue;
    const inserted = ownRefresh(file, need, refresh);
    if (typeof inserted === 'string') return inserted;
    rewrites.push(inserted);
  }
  const doubts = whyReview(file, stage, needs);
  const safety: Safety = doubts.length === 0 ? 'safe' : 'review';
  const reason = doubts.length === 0 ? evidence(needs, manager) : `${evidence(needs, manager)}; but ${doubts.join(', and ')}`;
  const rest = { start: step.instruction.span.start, end: file.source.text.length };
  return { ...combine(...rewrites), safety, reason, scope: [rest] };
}

function whyNotAppend({ run, deferred }: RunStep): string | undefined {
  if (deferred) return 'the trigger runs in builds on top of this image, whose steps are not known here';
  if (run.isHeredoc && !stopsOnError(run.script)) return 'its heredoc has no `set -e`: a command at its end would hide the failure of the one before';
  const last = run.script.statements.at(-1);
  if (last === undefined || last.background) return 'its last command runs in the background';
  const end = last.links.at(-1)?.command?.name ?? '';
  if (['exec', 'exit', 'return'].includes(end)) return `${end} ends its shell, so nothing can come after it`;
  return hiddenTail(run.script);
}

/** `;` only where a failure ends the RUN all the same, and where its author separates commands so. */
function separator({ run }: RunStep): '&&' | ';' {
  return run.script.statements.length > 1 && stopsOnError(run.script) ? ';' : '&&';
}

/** Where the update needs `sudo`, so does the cleanup. */
function cleanupText({ call }: Fetch, { lists }: PackageManager): string {
  const asRoot = call?.wrapper.some((word) => word.value === 'sudo') ? 'sudo ' : '';
  return asRoot + lists.cleanup;
}

/** The update as the file itself writes it, with its options. */
function refreshText({ call }: Fetch, manager: PackageManager): string {
  if (call === undefined) return manager.lists.fetch;
  const words = [...call.wrapper, call.tool, ...call.args];
  return words.every((word) => word.literal) ? words.map((word) => word.text).join(' ') : `${call.tool.text} ${call.verb.text}`;
}

/** An update of its own for an install that lived on another layer's lists. */
function ownRefresh(file: Dockerfile, { stage, step, call }: Extract<Need, { kind: 'call' }>, refresh: string): Rewrite | string {
  const place = `line ${lineOf(file, step.instruction.span.start)}`;
  if (!isRun(step)) return `containers use the lists (${step.instruction.keyword} on ${place})`;
  if (step.deferred) return `the trigger on ${place} needs them`;
  const inChain = step.run.script.statements.some(({ links }) => links.some((link) => link.command === call.command));
  if (step.run.script.opaque !== undefined || step.run.isHeredoc || !inChain || stage === undefined) return `${place} needs the lists and can't be given an update of its own`;
  return insertCommandBefore(file, step, call.command, refresh);
}

const lineOf = (file: Dockerfile, offset: number): number => file.source.text.slice(0, offset).split('\n').length;

/** Why someone outside of this file may still want the lists. */
function whyReview(file: Dockerfile, stage: Stage, needs: readonly Need[]): string[] {
  const doubts: string[] = [];
  const scripts = needs.flatMap((need) => (need.kind === 'script' ? [need.what] : []));
  const others = scripts.length > 1 ? ` and ${scripts.length - 1} more scripts` : '';
  if (scripts[0] !== undefined) doubts.push(`${JSON.stringify(scripts[0])}${others} may use them`);
  const descendants = shippedStages(file).filter((shipped) => [...lineage(shipped)].includes(stage));
  const isBase = descendants.find((shipped) => !runsSomething(shipped));
  if (isBase !== undefined) doubts.push('the image has neither CMD nor ENTRYPOINT, so others may be built on it');
  if (descendants.some((shipped) => shipped.steps.some((step) => step.deferred))) doubts.push('its ONBUILD says that others are built on it');
  return doubts;
}

function runsSomething(stage: Stage): boolean {
  for (const ancestor of lineage(stage)) {
    if (ancestor.steps.some(({ instruction }) => instruction.keyword === 'CMD' || instruction.keyword === 'ENTRYPOINT')) return true;
  }
  return rootImage(stage)?.runsSomething === true;
}

function evidence(needs: readonly Need[], manager: PackageManager): string {
  const given = needs.filter((need) => need.kind === 'call').length;
  if (given === 0) return `no later step that can be read uses ${manager.lists.folder}`;
  return given === 1 ? 'the one later install that lived on them gets its own update' : `the ${given} later installs that lived on them get their own update`;
}

export const cleanPackageCache: Transform = { meta, find };
