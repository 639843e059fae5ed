import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../../model/dockerfile.ts';
import type { ListEvent } from '../../../model/lists/events.ts';
import type { Need } from '../../../model/lists/needs.ts';
import { baseName, type Invocation, invocationOf } from '../../../shell/invocation.ts';
import { mountsOf } from '../../../syntax/flags.ts';
import { insertCommandBefore, isRun, type Rewrite, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

export type Fetch = Extract<ListEvent, { kind: 'fetch' }>;

/** Where the update needs `sudo`, so does the cleanup; and the program is called as it was there. */
export function cleanupText({ call }: Fetch, manager: PackageManager): string {
  const words = manager.lists.cleanup.split(' ');
  const [program, ...rest] = cleansItself(manager) && call !== undefined ? [call.tool.text, ...words.slice(1)] : words;
  return [...(sudoOf(call) ?? []), program, ...rest].join(' ');
}

/** The cleanup is a call of the manager, not an `rm`. */
export const cleansItself = ({ lists, tools }: PackageManager): boolean =>
  tools.includes(lists.cleanup.slice(0, lists.cleanup.indexOf(' ')));

/** A step that needs lists, and the one whose lists it has had so far. */
export type Service = {
  readonly manager: PackageManager;
  readonly from: RunStep;
  readonly fetch: Fetch;
  readonly need: Extract<Need, { kind: 'certain' }>;
};

/** An update of its own for a step that lived on another layer's lists, or why it can't have one that fetches the same. */
export function ownRefresh(file: Dockerfile, service: Service): Rewrite | string {
  const { step, command } = service.need;
  const place = `line ${lineOf(file, step.instruction.span.start)}`;
  if (!isRun(step)) return `containers use the lists (${step.instruction.keyword} on ${place})`;
  if (step.deferred) return `the trigger on ${place} needs them`;
  const { script, isHeredoc } = step.run;
  const link = script.statements.flatMap(({ links }) => links).find((candidate) => candidate.command === command);
  if (script.opaque !== undefined || isHeredoc || link === undefined || link.operator === '||') {
    return `${place} needs the lists and can't be given an update of its own`;
  }
  const refresh = refreshFor(service, step);
  return 'text' in refresh
    ? insertCommandBefore(file, step, command, refresh.text)
    : `${place} needs the lists, and ${refresh.why}`;
}

/** The update as the file itself writes it, as the user and through the proxy that the needing step has. */
function refreshFor({ manager, from, fetch, need }: Service, step: RunStep): { text: string } | { why: string } {
  if (networkOf(step) !== networkOf(from)) return { why: 'its network is another one' };
  if (secretsOf(step) !== secretsOf(from)) return { why: 'its mounts are others' };
  const sudo =
    sudoOf(invocationOf(need.command)) ?? (step.state.user === from.state.user ? sudoOf(fetch.call) : undefined);
  if (sudo === undefined && step.state.user !== from.state.user) return { why: 'it runs as another user' };
  const { call } = fetch;
  if (call === undefined) return { text: [...(sudo ?? []), manager.tools[0], manager.verbs.refresh?.[0]].join(' ') };
  const words = [...call.command.assignments, ...call.args];
  if (words.some((word) => !word.literal)) return { why: 'the update takes words that are known only at run time' };
  if (call.options.some(({ value }) => /Dir::|sourcelist|sourceparts/.test(value))) {
    return { why: 'the update fetches only some of the sources' };
  }
  const parts = [...call.command.assignments, call.tool, ...call.args];
  return { text: [...(sudo ?? []), ...parts.map(({ text }) => text)].join(' ') };
}

/** The words of a wrapper that makes its command root's. */
export const sudoOf = (invocation: Pick<Invocation, 'wrapper'> | undefined): string[] | undefined => {
  const words = invocation?.wrapper ?? [];
  return words.some(({ value }) => ROOT_WRAPPERS.includes(baseName(value))) ? words.map(({ text }) => text) : undefined;
};

const ROOT_WRAPPERS: readonly string[] = ['doas', 'gosu', 'runuser', 'su-exec', 'sudo'];

const networkOf = ({ instruction }: RunStep): string =>
  instruction.flags.find(({ name }) => name === 'network')?.value ?? '';

const secretsOf = ({ instruction }: RunStep): string =>
  mountsOf(instruction.flags)
    .filter(({ type }) => ['bind', 'secret', 'ssh'].includes(type))
    .map(({ flag }) => flag.text)
    .sort()
    .join(' ');
