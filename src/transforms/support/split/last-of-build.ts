import { makesUsers } from '../../../knowledge/file-work.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import { isRun } from '../rewrite/rewrite.ts';

/** Of a RUN that does nothing else, what follows the build as well as it could stand before it. */
const SETS_UP: ReadonlySet<string> = new Set([...makesUsers, 'addgroup', 'chown', 'groupadd', 'mkdir']);

/** The last step of a stage that builds something; undefined where nothing is run but what sets users and folders up. */
export const lastOfBuild = ({ steps }: Stage): Step | undefined =>
  steps.findLast((step) => isRun(step) && !step.deferred && !setsUp(step));

const setsUp = ({ run }: Step): boolean =>
  run !== undefined && run.script.opaque === undefined && run.script.commands.every(({ name }) => SETS_UP.has(name));
