import type { PackageManager } from '../../knowledge/package-managers.ts';
import type { Dockerfile } from '../../model/dockerfile.ts';
import type { ListEvent, Need } from '../../model/package-lists.ts';
import { placeAt } from '../../syntax/text.ts';
import { insertCommandBefore, isRun, type Rewrite } from './rewrite.ts';

export type Fetch = Extract<ListEvent, { kind: 'fetch' }>;

/** Where the update needs `sudo`, so does the cleanup. */
export function cleanupText({ call }: Fetch, { lists }: PackageManager): string {
  const asRoot = call?.wrapper.some((word) => word.value === 'sudo') ? 'sudo ' : '';
  return asRoot + lists.cleanup;
}

/** The update as the file itself writes it, with its options. */
export function refreshText({ call }: Fetch, manager: PackageManager): string {
  if (call === undefined) return manager.lists.fetch;
  const words = [...call.wrapper, call.tool, ...call.args];
  return words.every((word) => word.literal)
    ? words.map((word) => word.text).join(' ')
    : `${call.tool.text} ${call.verb.text}`;
}

/** An update of its own for an install that lived on another layer's lists. */
export function ownRefresh(
  file: Dockerfile,
  { step, command }: Extract<Need, { kind: 'certain' }>,
  refresh: string,
): Rewrite | string {
  const place = `line ${lineOf(file, step.instruction.span.start)}`;
  if (!isRun(step)) return `containers use the lists (${step.instruction.keyword} on ${place})`;
  if (step.deferred) return `the trigger on ${place} needs them`;
  const inChain = step.run.script.statements.some(({ links }) => links.some((link) => link.command === command));
  if (step.run.script.opaque !== undefined || step.run.isHeredoc || !inChain)
    return `${place} needs the lists and can't be given an update of its own`;
  return insertCommandBefore(file, step, command, refresh);
}

export const lineOf = ({ source }: Dockerfile, offset: number): number => placeAt(source.lines, offset).line;
