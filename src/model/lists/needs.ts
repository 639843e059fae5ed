import type { PackageManager } from '../../knowledge/package-managers.ts';
import { taskFiles } from '../../knowledge/programs/scripts.ts';
import { toolOf } from '../../shell/invocation.ts';
import { parseShell } from '../../shell/parse.ts';
import type { Command, Script } from '../../shell/script.ts';
import { actingOf, jsonForm } from '../../syntax/instruction.ts';
import { copiedText, type ReadText } from '../copied-files.ts';
import { copiedFrom, type Dockerfile, type Stage, type Step, stageCalled, stagesOn } from '../dockerfile.ts';
import { once } from '../memo.ts';
import { readScriptFile } from '../scripts.ts';
import { isConditional, type ListEvent, listEvents } from './events.ts';

/** A later step that uses package lists which an earlier one left behind. */
export type Need =
  /** A call, or a script that could be read and makes one. */
  | { readonly kind: 'certain'; readonly step: Step; readonly command: Command }
  /** A script that nobody can read here. */
  | { readonly kind: 'doubt'; readonly step: Step; readonly what: string; readonly likely: boolean }
  /** A step of another stage that takes the lists as files. */
  | { readonly kind: 'copy'; readonly step: Step };

/** Who still needs the lists after `step`: later steps of its stage, of stages built on it, triggers, and what the image runs. */
export function* neededAfter(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  manager: PackageManager,
  readText: ReadText,
): Iterable<Need> {
  yield* takenElsewhere(file, stage, manager);
  if (manager.verbs.needsLists === undefined) return;
  for (const descendant of stagesOn(file, stage)) {
    const later = descendant === stage ? stage.steps.slice(stage.steps.indexOf(step) + 1) : descendant.steps;
    for (const next of later) {
      const need = firstNeed(file, descendant, next, manager, readText);
      if (need !== undefined) yield need;
    }
  }
}

/** `COPY --from=stage /var/lib/apt …`, or a mount of it. */
function* takenElsewhere(file: Dockerfile, stage: Stage, { lists }: PackageManager): Iterable<Need> {
  const root = lists.folder.replace(/^~|\/lists$/g, '');
  for (const step of takersOf(file).get(stage) ?? []) {
    const { args, flags } = step.instruction;
    const text = [args.text, ...flags.map((flag) => flag.text)].join(' ');
    if (text.includes(root)) yield { kind: 'copy', step };
  }
}

/** The steps that take files from a stage. */
const takersOf = once((file: Dockerfile): ReadonlyMap<Stage, ReadonlySet<Step>> => {
  const takers = new Map<Stage, Set<Step>>();
  for (const other of file.stages) {
    for (const step of other.steps) {
      for (const name of copiedFrom(step.instruction)) {
        const stage = stageCalled(file, name, other);
        if (stage !== undefined) takers.set(stage, (takers.get(stage) ?? new Set()).add(step));
      }
    }
  }
  return takers;
});

function firstNeed(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  manager: PackageManager,
  readText: ReadText,
): Need | undefined {
  const { run } = step;
  if (run === undefined) return needAtRunTime(file, stage, step, manager, readText);
  const need = firstNeedIn(file, stage, step, run.script, manager, readText);
  return need ?? (run.script.opaque === undefined ? undefined : opaqueNeed(step, manager));
}

function firstNeedIn(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  script: Script,
  manager: PackageManager,
  readText: ReadText,
): Need | undefined {
  let doubt: Need | undefined;
  for (const event of listEvents(script, manager)) {
    if (event.kind === 'fetch' && !isConditional(event.command)) return doubt;
    if (event.kind === 'need') return { kind: 'certain', step, command: event.command };
    if (event.kind !== 'unknown') continue;
    const inner = event.path === undefined ? undefined : readScriptFile(file, stage, step, event.path, readText);
    const first = inner && firstUse(inner, manager);
    if (first === 'need') return { kind: 'certain', step, command: event.command };
    if (inner === undefined || first === 'unknown') {
      if (event.likely || taskNames(file, stage, step, event.command, manager, readText))
        return { kind: 'doubt', step, what: event.what, likely: true };
      doubt ??= { kind: 'doubt', step, what: event.what, likely: false };
    }
  }
  return doubt;
}

/** The file of tasks that a runner reads names the manager: which task does, is not read. */
function taskNames(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  command: Command,
  { tools }: PackageManager,
  readText: ReadText,
): boolean {
  const named = new RegExp(`(?<![\\w./-])(?:${tools.join('|')})\\s`);
  return (taskFiles.get(toolOf(command)) ?? []).some((name) =>
    named.test(copiedText(file, stage, step, name, readText) ?? ''),
  );
}

/** What a script file does first about the lists. */
const firstUse = (script: Script, manager: PackageManager): ListEvent['kind'] | undefined =>
  listEvents(script, manager).find(({ kind }) => kind !== 'remove')?.kind;

/** What CMD and ENTRYPOINT start in containers: only a certain use counts, because most of them never come near packages. */
function needAtRunTime(
  file: Dockerfile,
  stage: Stage,
  step: Step,
  manager: PackageManager,
  readText: ReadText,
): Need | undefined {
  const { keyword, args } = step.instruction;
  if (keyword !== 'CMD' && keyword !== 'ENTRYPOINT') return undefined;
  const words = jsonForm(args);
  const inline = words?.findIndex((word) => /^-[a-z]*c$/.test(word)) ?? -1;
  const script = parseShell(words === undefined ? args.text : (words[inline + 1] ?? ''));
  for (const event of listEvents(script, manager)) {
    if (event.kind === 'fetch') return undefined;
    if (event.kind === 'need') return { kind: 'certain', step, command: event.command };
    if (event.kind !== 'unknown' || event.path === undefined) continue;
    const inner = readScriptFile(file, stage, step, event.path, readText);
    if (inner !== undefined && firstUse(inner, manager) === 'need') {
      return { kind: 'certain', step, command: event.command };
    }
  }
  return undefined;
}

/** A RUN that no shell parser can read may do anything; one in exec form, or for another program, what its text names. */
function opaqueNeed(step: Step, manager: PackageManager): Need | undefined {
  const { args, heredocs } = actingOf(step.instruction);
  const names = manager.tools.some((tool) => new RegExp(`\\b${tool}\\b`).test(args.text));
  const isShell = (step.run?.script.tokens.length ?? 0) > 0;
  return isShell || names || heredocs.length > 0
    ? { kind: 'doubt', step, what: args.text.slice(0, 60), likely: names }
    : undefined;
}
