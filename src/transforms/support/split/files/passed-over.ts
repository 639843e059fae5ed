import { broughtTo } from '../../../../model/brought-files.ts';
import { absolutePath } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { type Command, isPassedOver } from '../../../../shell/script.ts';
import type { RunStep } from '../../rewrite/rewrite.ts';
import type { Place } from '../../user/place.ts';
import { operands } from './writes.ts';

/** It may have left nothing, as what it needs is not known to be there and the build goes on where it fails: a COPY of that would not. */
export function mayLeaveNothing(place: Place, step: RunStep, command: Command, folder: string | undefined): boolean {
  if (!isPassedOver(step.run.script, command)) return false;
  const tool = toolOf(command);
  if (FETCHES.test(tool)) return true;
  const [first = '', ...rest] = operands(command);
  const needed = PUTS.test(tool) ? [first, ...rest.slice(0, -1)] : CHANGES.test(tool) ? rest : [];
  return needed.some((path) => !isThere(place, step, command, absolutePath(path, folder ?? '/')));
}

const FETCHES = /^(?:curl|tar|unzip|wget)$/;
const PUTS = /^(?:cp|install|mv)$/;
const CHANGES = /^(?:chgrp|chmod|chown)$/;

/** A COPY brings it, or a command before has to do with it. */
function isThere({ file, context, stage }: Place, step: RunStep, command: Command, path: string): boolean {
  const at = stage.steps.findIndex(({ instruction }) => instruction === step.instruction);
  const isBrought = (['file', 'folder'] as const).some(
    (kind) => broughtTo(file, context, stage, stage.steps[at], path, kind) !== undefined,
  );
  const earlier = stage.steps.slice(0, at).map(({ run }) => run?.script.text ?? '');
  const before = step.run.script.text.slice(0, command.start);
  return isBrought || [...earlier, before].some((text) => text.includes(baseName(path)));
}
