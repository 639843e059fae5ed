import type { Dockerfile, Stage } from '../../model/dockerfile.ts';
import { baseName, type Invocation, invocationOf } from '../../shell/invocation.ts';
import { isRun, type RunStep } from './rewrite.ts';

export type ToolCall = Invocation & { readonly stage: Stage; readonly step: RunStep };

/** Every call of a program that the shell text of a RUN shows for certain, behind `sudo` and its like as well. */
export function* callsOfTool(file: Dockerfile, name: string): Iterable<ToolCall> {
  if (!file.source.text.includes(name)) return;
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      if (!isRun(step) || step.run.script.opaque !== undefined) continue;
      for (const command of step.run.script.commands) {
        const invocation = invocationOf(command);
        if (invocation !== undefined && baseName(invocation.tool.value) === name) yield { ...invocation, stage, step };
      }
    }
  }
}
