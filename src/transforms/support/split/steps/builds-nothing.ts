import { fileWork } from '../../../../knowledge/programs/file-work.ts';
import type { Stage } from '../../../../model/dockerfile.ts';
import { concernsSystem, readPackageCall } from '../../../../model/package-calls.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';

/**
 * Whether a stage builds nothing, as can be told without a look at any ecosystem: all that it runs installs packages of the system, and
 * works on files. So most files that build nothing never load what is known of those that do.
 */
export const buildsNothing = ({ steps }: Stage): boolean =>
  steps.every(
    ({ run }) => run === undefined || (run.script.opaque === undefined && run.script.commands.every(makesNothing)),
  );

export function makesNothing(command: Command): boolean {
  const call = readPackageCall(command);
  return call === undefined ? fileWork.has(toolOf(command)) : concernsSystem(call);
}
