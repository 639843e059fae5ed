import { hasRole, readPackageCall } from '../../../../model/package-calls.ts';
import type { Command, Link } from '../../../../shell/script.ts';
import { takesAway } from '../../find/undone.ts';
import type { Place } from './place.ts';

/** What the RUN of an install consists of, where it is one list. */
export const linksOf = ({ step }: Place): readonly Link[] => step.run.script.statements[0]?.links ?? [];

/** A `||` catches the failure of what stands before it, which would end the build in a RUN of its own. */
export const mayFail = (place: Place): boolean => linksOf(place).some(({ operator }) => operator === '||');

/** The link that is the install. */
export const linkOf = (place: Place): Link | undefined =>
  linksOf(place).find(({ command }) => command === place.installs[0].call.command);

/** It takes away files, packages or downloads, which stay in an earlier layer. */
export const shrinks = ({ commands }: Link): boolean => commands.some(takesAway) || commands.some(cleansUp);

function cleansUp(command: Command): boolean {
  const call = readPackageCall(command);
  return call !== undefined && (hasRole(call, 'clean') || hasRole(call, 'remove') || hasRole(call, 'autoremove'));
}
