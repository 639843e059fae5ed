import type { PackageManager } from '../knowledge/package-managers.ts';
import { talkers } from '../knowledge/programs/scripts.ts';
import { baseName, type Invocation, invocationOf } from '../shell/invocation.ts';
import { parseShell } from '../shell/parse.ts';
import type { Command, Link, Script } from '../shell/script.ts';
import { mountsOf } from '../syntax/flags.ts';
import { actingOf, jsonForm } from '../syntax/instruction.ts';
import type { ReadText } from './copied-files.ts';
import { copiedFrom, type Dockerfile, type Stage, type Step, stageCalled, stagesOn } from './dockerfile.ts';
import { memo, once } from './memo.ts';
import { hasOption, hasRole, type PackageCall, packageCalls, readPackageCall } from './package-calls.ts';
import { readScriptFile, scriptCall } from './scripts.ts';

/** Whether the package lists are in the image at some point of the build. */
export type Presence = 'present' | 'absent' | 'unknown';

/** What a command does about the package lists of a manager. */
export type ListEvent =
  | { readonly kind: 'fetch'; readonly command: Command; readonly call: PackageCall | undefined }
  | { readonly kind: 'remove'; readonly command: Command }
  | { readonly kind: 'need'; readonly command: Command; readonly call: PackageCall }
  /** A script that may fetch, need or remove them; `likely`: it is known to need them, or names the manager. */
  | {
      readonly kind: 'unknown';
      readonly command: Command;
      readonly path: string | undefined;
      readonly what: string;
      readonly likely: boolean;
    };

const CONDITIONAL: readonly string[] = ['background', 'case', 'function', 'if', 'loop'];

export const isConditional = (command: Command): boolean =>
  command.nesting.some((nesting) => CONDITIONAL.includes(nesting));

const knownEvents = memo<Script, readonly ListEvent[]>();

/** What a script does about the package lists, in order; found once per script. */
export function listEvents(script: Script, manager: PackageManager): readonly ListEvent[] {
  return knownEvents(script, manager, () => [...findEvents(script, manager)]);
}

function* findEvents(script: Script, manager: PackageManager): Iterable<ListEvent> {
  const calls = new Map(packageCalls(script).map((call) => [call.command, call]));
  for (const [link, command] of linkedCommands(script)) {
    const call = calls.get(command);
    const event = call?.manager === manager ? eventOfCall(call) : eventOfCommand(script, link, command, manager);
    if (event !== undefined) yield event;
  }
}

function eventOfCall(call: PackageCall): ListEvent | undefined {
  const { command } = call;
  if (!call.verb.literal)
    return { kind: 'unknown', command, path: undefined, what: `${call.tool.value} ${call.verb.text}`, likely: true };
  if (hasRole(call, 'refresh')) return { kind: 'fetch', command, call };
  if (hasRole(call, 'leavesLists')) {
    return hasOption(call, call.manager.lists.avoidedBy ?? []) ? undefined : { kind: 'fetch', command, call };
  }
  if (clearsLists(call)) return { kind: 'remove', command };
  if (call.options.some(({ value }) => value === '--installed')) return undefined;
  return hasRole(call, 'needsLists') ? { kind: 'need', command, call } : undefined;
}

function eventOfCommand(script: Script, link: Link, command: Command, manager: PackageManager): ListEvent | undefined {
  if (removesLists(command, manager)) return { kind: 'remove', command };
  // No script is known to bring a project's packages, and nobody needs what they leave behind.
  if (manager.scope === 'project') return undefined;
  const started = scriptCall(script, link, command);
  if (started === undefined) return mentions(command, manager) ? unknownUse(script, command) : undefined;
  if (started.kind === 'known' && started.manager !== manager.title) return undefined;
  if (started.kind === 'known' && started.effect !== 'needs') return { kind: 'fetch', command, call: undefined };
  const path = started.kind === 'file' ? started.path : undefined;
  return {
    kind: 'unknown',
    command,
    path,
    what: started.what,
    likely: started.kind === 'known' || mentions(command, manager),
  };
}

/** A program that nothing is known of gets the name of a package manager as a word, or in a text to run. */
function mentions(command: Command, { tools }: PackageManager): boolean {
  const { tool, args } = invocationOf(command) ?? { tool: command.words[0], args: command.words.slice(1) };
  if (talkers.includes(baseName(tool?.value ?? ''))) return false;
  const named = new RegExp(`(?:^|[\\s;&|('"/])(?:${tools.join('|')})(?:\\s+-\\S+)*(?:\\s+\\w|$)`);
  return args.some(({ value }) => tools.includes(baseName(value)) || (/\s/.test(value) && named.test(value)));
}

const unknownUse = ({ text }: Script, command: Command): ListEvent => ({
  kind: 'unknown',
  command,
  path: undefined,
  what: text.slice(command.start, command.end),
  likely: true,
});

function* linkedCommands(script: Script): Iterable<[Link, Command]> {
  for (const { links } of script.statements)
    for (const link of links) for (const command of link.commands) yield [link, command];
}

/** `apt-get distclean`, `dnf clean all`. */
const clearsLists = ({ manager, verb, args }: PackageCall): boolean =>
  manager.lists.clearedBy?.test(
    [verb, ...args.filter(({ start }) => start > verb.start)].map(({ value }) => value).join(' '),
  ) === true;

/** `rm -rf /var/lib/apt/lists/*`, or the manager's own word for it. */
export function removesLists(command: Command, manager: PackageManager): boolean {
  const { lists } = manager;
  const call = readPackageCall(command);
  if (call?.manager === manager) return clearsLists(call);
  const invocation = invocationOf(command);
  const name = baseName(invocation?.tool.value ?? '');
  if (invocation === undefined) return false;
  if (name === 'find') return deletesBelow(invocation, lists.folder);
  if (name !== 'rm') return false;
  const patterns = [...lists.removedBy, ...(lists.removedAlong ?? [])];
  return invocation.args.some((word) => patterns.some((pattern) => pattern.test(word.value.replace(/\/\/+/g, '/'))));
}

/** `find /var/lib/apt/lists -type f -delete` */
const deletesBelow = ({ args }: Invocation, folder: string): boolean =>
  args[0]?.value.replace(/\/+$/, '') === folder && args.some(({ value }) => value === '-delete');

/** A cache mount covers the lists, or the folder of downloads beside them. */
export const hasListCache = ({ instruction }: Step, manager: PackageManager): boolean =>
  mountsOf(actingOf(instruction).flags).some((mount) => {
    const target = mount.target?.replace(/\/$/, '');
    return (
      mount.type === 'cache' &&
      target !== undefined &&
      (bearsName(target, manager) || manager.lists.cachePaths.some((path) => covers(target, path)))
    );
  });

/** A project's cache, wherever it is: `target=/tmp/pip-cache`. */
const bearsName = (target: string, { scope, title }: PackageManager): boolean =>
  scope === 'project' && new RegExp(`\\b${title}\\b`).test(target);

function covers(target: string, path: string): boolean {
  if (!path.startsWith('~/')) return target === path || target.startsWith(`${path}/`) || path.startsWith(`${target}/`);
  const inHome = path.slice('~'.length);
  const home = target.indexOf(`/${inHome.split('/')[1]}`);
  return home === -1 ? isHome.test(target) : covers(target, target.slice(0, home) + inHome);
}

const isHome = /^(?:\/root|\/home(?:\/[^/]*)?|~|\$\{?HOME\}?)$/;

export type ListUse = { readonly call: PackageCall; readonly before: Presence };

const knownUses = memo<Dockerfile, readonly ListUse[]>();

/** Every call of the file that needs package lists, with whether they were there; found once per file. */
export function listUses(file: Dockerfile, manager: PackageManager): readonly ListUse[] {
  if (manager.verbs.needsLists === undefined) return [];
  return knownUses(file, manager, () => findUses(file, manager));
}

function findUses(file: Dockerfile, manager: PackageManager): ListUse[] {
  const uses: ListUse[] = [];
  const ends = new Map<Stage, Presence>();
  for (const stage of file.stages) {
    let presence = presenceAtStart(stage, ends);
    for (const step of stage.steps) presence = presenceAfterStep(step, presence, manager, uses);
    ends.set(stage, presence);
  }
  return uses;
}

/** Goes through a step, notes its uses, and says what it leaves. What a cache mount holds is not part of the image. */
function presenceAfterStep(step: Step, before: Presence, manager: PackageManager, uses: ListUse[]): Presence {
  if (step.run === undefined || step.deferred) return before;
  const cached = hasListCache(step, manager);
  let now: Presence = cached ? 'unknown' : before;
  for (const event of listEvents(step.run.script, manager)) {
    if (event.kind === 'need') uses.push({ call: event.call, before: now });
    now = presenceAfter(event, now);
  }
  if (cached) return before;
  return step.run.script.opaque === undefined ? now : 'unknown';
}

function presenceAtStart(stage: Stage, ends: ReadonlyMap<Stage, Presence>): Presence {
  if (stage.base.kind === 'stage') return ends.get(stage.base.stage) ?? 'unknown';
  return stage.base.kind === 'image' && stage.base.known !== undefined ? 'absent' : 'unknown';
}

function presenceAfter(event: ListEvent, before: Presence): Presence {
  if (event.kind === 'need') return before;
  if (event.kind === 'unknown') return 'unknown';
  const then = event.kind === 'fetch' ? 'present' : 'absent';
  return isConditional(event.command) && before !== then ? 'unknown' : then;
}

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
      if (event.likely) return { kind: 'doubt', step, what: event.what, likely: true };
      doubt ??= { kind: 'doubt', step, what: event.what, likely: false };
    }
  }
  return doubt;
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
