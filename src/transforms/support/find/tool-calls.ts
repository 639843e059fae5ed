import { type Dockerfile, fromTheBaseUp } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { baseName, type Invocation, invocationOf } from '../../../shell/invocation.ts';
import { type Command, isCertain } from '../../../shell/script.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { type RunInStage, readableRuns } from './readable-runs.ts';

export type CommandInStep = RunInStage & { readonly command: Command };

/** Every command of the file that the shell text of its RUN shows for certain. */
export const commandsOf = once((file: Dockerfile): readonly CommandInStep[] =>
  readableRuns(file).flatMap((place) => place.step.run.script.commands.map((command) => ({ ...place, command }))),
);

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
  for (const ancestor of fromTheBaseUp(stage)) {
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
