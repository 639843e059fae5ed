import type { Dockerfile, Stage } from '../../model/dockerfile.ts';
import { type PackageCall, packageCalls } from '../../model/package-calls.ts';
import type { Invocation } from '../../shell/invocation.ts';
import { isRun, type RunStep } from './rewrite.ts';

export type CallInStep = { readonly stage: Stage; readonly step: RunStep; readonly call: PackageCall };

/** Every package manager call of the file that its RUN's shell text shows for certain. */
export function* callsOf(file: Dockerfile): Iterable<CallInStep> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      if (!isRun(step) || step.run.script.opaque !== undefined) continue;
      for (const call of packageCalls(step.run.script)) yield { stage, step, call };
    }
  }
}

/** A call inside `$(…)`: its place in the file is not exact, so nothing is edited there. */
export const isSubstituted = ({ command }: Invocation): boolean => command.nesting.includes('substitution');

export const callText = ({ tool, verb }: PackageCall): string => `${tool.value} ${verb.value}`;
