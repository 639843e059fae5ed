import { type Dockerfile, lineage, type Stage } from '../../model/dockerfile.ts';
import { baseName, type Invocation, invocationOf } from '../../shell/invocation.ts';
import { type Command, isCertain } from '../../shell/script.ts';
import { isRun, type RunStep } from './rewrite.ts';

export type CommandInStep = { readonly stage: Stage; readonly step: RunStep; readonly command: Command };

/** Every command of the file that the shell text of its RUN shows for certain. */
export function* commandsOf(file: Dockerfile): Iterable<CommandInStep> {
  for (const stage of file.stages) {
    for (const step of stage.steps) {
      if (!isRun(step) || step.run.script.opaque !== undefined) continue;
      for (const command of step.run.script.commands) yield { stage, step, command };
    }
  }
}

export type ToolCall = CommandInStep & Invocation;

/** Every call of a program, behind `sudo` and its like as well. */
export function* callsOfTool(file: Dockerfile, name: string): Iterable<ToolCall> {
  if (!file.source.text.includes(name)) return;
  for (const place of commandsOf(file)) {
    const invocation = invocationOf(place.command);
    if (invocation !== undefined && baseName(invocation.tool.value) === name) yield { ...invocation, ...place };
  }
}

/** A command that ran earlier in the build of the same image; `certain`: it did run, and did not fail. */
export type EarlierCommand = { readonly command: Command; readonly certain: boolean };

/** Every command before a call, those of the stages that its own is built on first. */
export function* commandsBefore({ stage, step, command: own }: CommandInStep): Iterable<EarlierCommand> {
  for (const ancestor of [...lineage(stage)].reverse()) {
    for (const earlier of ancestor.steps) {
      if (!isRun(earlier) || (earlier.deferred && earlier !== step)) continue;
      const { script } = earlier.run;
      for (const command of script.commands) {
        if (command === own) return;
        yield { command, certain: isCertain(script, command) };
      }
    }
  }
}
