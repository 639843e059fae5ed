import type { BuildContext } from '../context/build-context.ts';
import { type PackageManager, packageManagers } from '../knowledge/package-managers.ts';
import { type Dockerfile, lineage, rootImage, shippedStages, type Stage } from '../model/dockerfile.ts';
import type { Finding, Fix, Safety, Transform } from '../model/finding.ts';
import type { Separator } from '../model/change.ts';
import { hiddenTail } from '../model/joinable.ts';
import { hasListCache, type ListEvent, listEvents, type Need, neededAfter } from '../model/package-lists.ts';
import { spanIn } from '../model/run.ts';
import { workOf } from '../model/package-work.ts';
import { pragmasOf } from '../model/pragmas.ts';
import { isPlainChain, stopsOnError } from '../shell/script.ts';
import { moveToEnd } from './support/move.ts';
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
  const usedHere = [...listEvents(step.run.script, manager)].some(({ kind }) => kind === 'need' || kind === 'unknown');
  if (!usedHere) return needs.length > 0 ? 'a later step needs the lists, and the two could not be merged' : 'nothing in this file uses them: the update itself could go';
  const refresh = refreshText(fetch, manager);
  const later = laterCleanup(file, stage, step, manager);
  const rewrites: Rewrite[] = [later === undefined ? appendCommand(file, step, cleanupText(fetch, manager), separator(step)) : moveToEnd(file, later, step)];
  for (const need of needs) {
    if (need.kind === 'doubt') continue;
    const inserted = ownRefresh(file, need, refresh);
    if (typeof inserted === 'string') return inserted;
    rewrites.push(inserted);
  }
  const doubts = whyReview(file, stage, needs);
  const safety: Safety = doubts.length === 0 ? 'safe' : 'review';
  const evidence = evidenceOf(file, needs, manager, later);
  const reason = doubts.length === 0 ? evidence : `${evidence}; but ${doubts.join(', and ')}`;
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
function separator({ run }: RunStep): Separator {
  if (run.isHeredoc) return '\n';
  return run.script.statements.length > 1 && stopsOnError(run.script) ? ';' : '&&';
}

/** A cleanup in a layer of its own, which could go to the RUN that made the mess: nothing between the two works with packages. */
function laterCleanup(file: Dockerfile, stage: Stage, step: RunStep, manager: PackageManager): RunStep | undefined {
  for (const next of stage.steps.slice(stage.steps.indexOf(step) + 1)) {
    const { instruction, run, state } = next;
    if (instruction.keyword === 'ONBUILD') return undefined;
    if (!isRun(next)) continue;
    const works = next.run.script.statements.flatMap(({ links }) => links.map((link) => workOf(next.run.script, link, manager)));
    if (works.every((work) => work === 'other' || work === 'neutral')) continue;
    const isCleanup = works.every((work) => work === 'cleanup') && [...listEvents(next.run.script, manager)].some(({ kind }) => kind === 'remove');
    const fits = isPlainChain(next.run.script) && isPlainChain(step.run.script) && instruction.flags.length === 0 && step.instruction.flags.length === 0;
    const asks = pragmasOf(file.source).some((pragma) => pragma.instruction === instruction);
    return isCleanup && fits && !asks && run !== undefined && state.user === step.state.user && instruction.comments.length === 0 ? next : undefined;
  }
  return undefined;
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
function ownRefresh(file: Dockerfile, { step, command }: Extract<Need, { kind: 'certain' }>, refresh: string): Rewrite | string {
  const place = `line ${lineOf(file, step.instruction.span.start)}`;
  if (!isRun(step)) return `containers use the lists (${step.instruction.keyword} on ${place})`;
  if (step.deferred) return `the trigger on ${place} needs them`;
  const inChain = step.run.script.statements.some(({ links }) => links.some((link) => link.command === command));
  if (step.run.script.opaque !== undefined || step.run.isHeredoc || !inChain) return `${place} needs the lists and can't be given an update of its own`;
  return insertCommandBefore(file, step, command, refresh);
}

const lineOf = (file: Dockerfile, offset: number): number => file.source.text.slice(0, offset).split('\n').length;

/** Why someone outside of this file may still want the lists. */
function whyReview(file: Dockerfile, stage: Stage, needs: readonly Need[]): string[] {
  const doubts: string[] = [];
  const scripts = needs.flatMap((need) => (need.kind === 'doubt' ? [need.what] : []));
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

function evidenceOf(file: Dockerfile, needs: readonly Need[], manager: PackageManager, later: RunStep | undefined): string {
  const given = needs.filter((need) => need.kind === 'certain').length;
  const moved = later === undefined ? '' : `; the cleanup of line ${lineOf(file, later.instruction.span.start)} moves here, where it has an effect`;
  if (given === 0) return `no later step that can be read uses ${manager.lists.folder}${moved}`;
  if (given === 1) return `the one later step that lived on them gets its own update${moved}`;
  return `the ${given} later steps that lived on them get their own update${moved}`;
}

export const cleanPackageCache: Transform = { meta, find };
