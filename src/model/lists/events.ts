import type { PackageManager } from '../../knowledge/package-managers.ts';
import { talkers } from '../../knowledge/programs/scripts.ts';
import { baseName, type Invocation, invocationOf } from '../../shell/invocation.ts';
import type { Command, Link, Script } from '../../shell/script.ts';
import { memo } from '../memo.ts';
import { hasOption, hasRole, type PackageCall, packageCalls, readPackageCall } from '../package-calls.ts';
import { scriptCall } from '../scripts.ts';

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
