import { fromTheBaseUp } from '../../../model/dockerfile.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import type { Place } from './place.ts';
import { isRoot } from './runs-as.ts';

/** The RUNs that root has in a stage and in the stages that it stands on, in the order in which they are built. */
export const runsOfRoot = ({ stage }: Place): RunStep[] =>
  fromTheBaseUp(stage).flatMap(({ steps }) => steps.filter(isRun).filter(({ state }) => isRoot(state.user)));
