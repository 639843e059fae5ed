import { makesUsersOrGroups } from '../../../../knowledge/programs/file-work.ts';
import type { Stage, Step } from '../../../../model/dockerfile.ts';
import { once } from '../../../../model/memo.ts';
import { foldersMade } from '../../../../shell/made-folders.ts';
import type { Command } from '../../../../shell/script.ts';
import { isRun } from '../../rewrite/rewrite.ts';
import { saysOnly } from './says-only.ts';

/** Of a RUN that does nothing else, what follows the build as well as it could stand before it. */
const setsUpBy = (command: Command): boolean =>
  makesUsersOrGroups.has(command.name) ||
  command.name === 'chown' ||
  foldersMade(command) !== undefined ||
  saysOnly(command);

/** The last step of a stage that builds something; undefined where nothing is run but what sets users and folders up. */
export const lastOfBuild = once(({ steps }: Stage): Step | undefined =>
  steps.findLast((step) => isRun(step) && !step.deferred && !setsUp(step)),
);

/** It makes users and folders, gives files to users, and does nothing else. */
export const setsUp = ({ run }: Step): boolean =>
  run !== undefined &&
  run.scripts === undefined &&
  run.script.opaque === undefined &&
  run.script.commands.every(setsUpBy) &&
  !run.script.commands.every(saysOnly);

/** It makes users, their folders, and nothing else. */
export const makesUser = (step: Step): boolean =>
  setsUp(step) && (step.run?.script.commands ?? []).some(({ name }) => makesUsersOrGroups.has(name));
