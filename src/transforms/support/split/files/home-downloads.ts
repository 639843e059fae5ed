import { downloadsHome } from '../../../../knowledge/python/downloads.ts';
import type { Stage } from '../../../../model/dockerfile.ts';
import { saidBy } from '../../../../model/run.ts';
import { variableValue } from '../../../../model/state.ts';
import { toolOf } from '../../../../shell/invocation.ts';
import type { Command } from '../../../../shell/script.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import { isRoot } from '../../user/runs-as.ts';
import type { Written } from './writes.ts';

const HOME = '/root';

/** The folder of root's home that a command downloads data to; undefined where it may be another one. */
export function downloadedHome({ steps }: Stage, { state }: RunStep, command: Command): Written | undefined {
  const found = downloadsHome([toolOf(command), ...command.words.slice(1).map(({ value }) => value)].join(' '));
  if (found === undefined || !isRoot(state.user) || command.assignments.length > 0) return undefined;
  const { folder, variable } = found;
  const isElsewhere =
    (variableValue(state, 'HOME') ?? HOME) !== HOME ||
    variableValue(state, variable) !== undefined ||
    steps.some((step) => saidBy(step).includes(folder) || saidBy(step).includes(variable));
  return isElsewhere ? undefined : { path: `${HOME}/${folder}`, kind: 'folder' };
}
