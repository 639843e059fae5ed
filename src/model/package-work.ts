import type { PackageManager } from '../knowledge/package-managers.ts';
import { harmlessSetOptions } from '../knowledge/programs/shell-effects.ts';
import { baseName, invocationOf, toolOf } from '../shell/invocation.ts';
import type { Command, Link, Script } from '../shell/script.ts';
import { removesLists } from './lists/events.ts';
import { memo } from './memo.ts';
import { hasRole, type PackageCall, readPackageCall } from './package-calls.ts';
import { scriptCall } from './scripts.ts';

/** What a link of a chain is to a package manager. */
export type Work =
  /** Fetches package lists. */
  | 'refresh'
  /** Any other call that installs, removes or asks for packages. */
  | 'call'
  /** Removes lists, downloads and their like. */
  | 'cleanup'
  /** Adds sources, keys, options or answers, which a later refresh or install reads. */
  | 'config'
  /** `set -ex`, `true`. */
  | 'neutral'
  | 'other';

/** A link of a script's lists, with what it is. */
export type LinkWork = { readonly link: Link; readonly work: Work };

const knownWorks = memo<Script, readonly LinkWork[]>();

/** Every link of a script with what it is to the manager; found once per script. */
export function worksOf(script: Script, manager: PackageManager): readonly LinkWork[] {
  return knownWorks(script, manager, () =>
    script.statements.flatMap(({ links }) => links.map((link) => ({ link, work: workOf(script, link, manager) }))),
  );
}

function workOf(script: Script, link: Link, manager: PackageManager): Work {
  const { command, commands } = link;
  if (commands.every((inner) => isNeutral(inner))) return 'neutral';
  if (commands.some((inner) => isConfig(script, link, inner, manager)))
    return commands.every((inner) => isConfigPart(script, link, inner, manager)) ? 'config' : 'other';
  if (command === undefined) return commands.every((inner) => isRefreshOrWait(inner, manager)) ? 'refresh' : 'other';
  const call = readPackageCall(command);
  if (call?.manager === manager) return workOfCall(call);
  return isCleanup(command, manager) ? 'cleanup' : 'other';
}

function workOfCall(call: PackageCall): Work {
  if (hasRole(call, 'refresh')) return 'refresh';
  return hasRole(call, 'clean') || hasRole(call, 'autoremove') ? 'cleanup' : 'call';
}

/** `(apt-get update || (sleep 5 && apt-get update))` fetches lists, with patience. */
function isRefreshOrWait(command: Command, manager: PackageManager): boolean {
  const call = readPackageCall(command);
  return command.name === 'sleep' || isNeutral(command) || (call?.manager === manager && hasRole(call, 'refresh'));
}

const NEUTRAL: readonly string[] = [':', 'echo', 'true'];

/** It says something, or sets its shell up. */
export const isNeutral = ({ name, words, redirects }: Command): boolean =>
  redirects.length === 0 &&
  (NEUTRAL.includes(name) || (name === 'set' && words.slice(1).every((word) => harmlessSetOptions.test(word.value))));

/** `rm` of nothing but what the manager leaves behind. */
export function isCleanup(command: Command, manager: PackageManager): boolean {
  const invocation = invocationOf(command);
  if (invocation === undefined || baseName(invocation.tool.value) !== 'rm') return false;
  const paths = invocation.args.filter((word) => !word.value.startsWith('-'));
  const { removedBy, leftovers = [] } = manager.lists;
  const useless = [...removedBy, ...leftovers, ...LEFTOVERS];
  return paths.length > 0 && paths.every((word) => useless.some((pattern) => pattern.test(word.value)));
}

/** Package lists go, and nothing else with them. */
export function removesOnlyLists({ command }: Link, manager: PackageManager): boolean {
  if (command === undefined || !removesLists(command, manager)) return false;
  const { tool, args = [] } = invocationOf(command) ?? {};
  if (baseName(tool?.value ?? '') !== 'rm') return true;
  const operands = args.filter(({ value }) => !value.startsWith('-'));
  return operands.every(({ value }) => manager.lists.removedBy.some((pattern) => pattern.test(value)));
}

/** A call to clean up, or an `rm` of nothing but what the manager itself leaves behind. */
export function removesOwnLeftovers({ command }: Link, manager: PackageManager): boolean {
  const call = command && readPackageCall(command);
  if (call !== undefined) return call.manager === manager && hasRole(call, 'clean');
  const invocation = command && invocationOf(command);
  if (invocation === undefined || baseName(invocation.tool.value) !== 'rm') return false;
  const { removedBy, leftovers = [] } = manager.lists;
  const paths = invocation.args.filter(({ value }) => !value.startsWith('-'));
  return paths.every(({ value }) => [...removedBy, ...leftovers].some((pattern) => pattern.test(value)));
}

/** What people remove with package lists because an image has no use for it, whoever made it. */
const LEFTOVERS: readonly RegExp[] = [
  /^\/(?:var\/)?tmp\/\*$/,
  /^\/var\/(?:cache|log)(?:\/|$)/,
  /^\/usr\/share\/(?:doc|info|locale|man)(?:\/|$)/,
];

/** Names a file of the manager's configuration, runs one of its configuration tools, or a script that is known to. */
function isConfig(script: Script, link: Link, command: Command, manager: PackageManager): boolean {
  const invocation = invocationOf(command);
  const name = baseName(invocation?.tool.value ?? '');
  if (manager.configTools?.includes(name)) return true;
  const started = scriptCall(script, link, command);
  if (started?.kind === 'known' && started.effect === 'adds source' && started.manager === manager.title) return true;
  const targets = [...(invocation?.args ?? []), ...command.redirects.map(({ target }) => target)];
  return targets.some((word) =>
    manager.configPaths?.some((path) => word?.value.includes(`${path}/`) || word?.value.endsWith(path)),
  );
}

/** Programs that take part in adding a source or a key: `curl … | gpg --dearmor -o /etc/apt/…`. */
const CONFIG_PARTS: readonly string[] = [
  'cat',
  'chmod',
  'chown',
  'cp',
  'curl',
  'dpkg',
  'echo',
  'gpg',
  'grep',
  'install',
  'ln',
  'lsb_release',
  'mkdir',
  'mv',
  'printf',
  'rm',
  'sed',
  'sh',
  'bash',
  'tee',
  'touch',
  'tr',
  'wget',
  'awk',
];

const isConfigPart = (script: Script, link: Link, command: Command, manager: PackageManager): boolean =>
  isConfig(script, link, command, manager) || command.words.length === 0 || CONFIG_PARTS.includes(toolOf(command));
