import type { Dockerfile } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { type PackageCall, packageCalls } from '../../../model/package-calls.ts';
import type { Invocation } from '../../../shell/invocation.ts';
import { type RunInStage, readableRuns } from './readable-runs.ts';

export type CallInStep = RunInStage & { readonly call: PackageCall };

/** Every package manager call of the file that its RUN's shell text shows for certain. */
export const callsOf = once((file: Dockerfile): readonly CallInStep[] =>
  readableRuns(file).flatMap((place) => packageCalls(place.step.run.script).map((call) => ({ ...place, call }))),
);

/** A call inside `$(…)`: its place in the file is not exact, so nothing is edited there. */
export const isSubstituted = ({ command }: Invocation): boolean => command.nesting.includes('substitution');

export const callText = ({ tool, verb }: PackageCall): string => `${tool.value} ${verb.value}`;
