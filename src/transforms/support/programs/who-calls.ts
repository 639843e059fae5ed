import { spawning, startingCalls } from '../../../knowledge/programs/spawned-programs.ts';
import { isBuiltOn, type Stage } from '../../../model/dockerfile.ts';
import { packageCalls } from '../../../model/package-calls.ts';
import { inlineScript, startedOnEach } from '../../../shell/inner-scripts.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command, Script } from '../../../shell/script.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { firstReason } from '../user/first-reason.ts';
import { lineOf } from '../wording.ts';
import { type Caller, callersIn, mentions } from './callers.ts';
import { type FileInContext, startsOf } from './unread.ts';

/** Who calls one of some programs in a stage, or in what is built on it: a line of the file, what containers start, or a file of the context. */
export function whoCalls(place: FileInContext, stage: Stage, programs: readonly string[]): string | undefined {
  const { file, context } = place;
  const related = file.stages.filter((other) => isBuiltOn(other, stage) || isBuiltOn(stage, other));
  for (const step of related.flatMap(({ steps }) => steps)) {
    const called = step.run && programCalled(step.run.script, programs);
    if (called !== undefined) return `line ${lineOf(file, idOf(step))} calls ${called}`;
  }
  const images = file.stages.filter((other) => isBuiltOn(other, stage));
  for (const script of images.flatMap((image) => startsOf(place, image))) {
    const called = programCalled(script, programs);
    if (called !== undefined) return `containers start ${called}`;
  }
  const callers = callersIn(context);
  for (const caller of 'unknown' in callers ? [] : callers) {
    const called = calledByFile(caller, programs);
    if (called !== undefined) return `${caller.path} calls ${called}`;
  }
  return undefined;
}

/** One of the programs that a script calls; one that can't be read may call whatever it names. */
function programCalled(script: Script, programs: readonly string[]): string | undefined {
  if (!programs.some((program) => script.text.includes(program))) return undefined;
  if (script.opaque !== undefined) return programs.find((program) => mentions(script.text, program));
  const installs = new Set(packageCalls(script).map(({ command }) => command));
  for (const command of script.commands.filter((each) => !installs.has(each))) {
    const called = calledByCommand(command, programs);
    if (called !== undefined) return called;
  }
  return undefined;
}

/** The command itself, one that it hands on to a shell or starts for each of some files, or something of a program's that has a folder of the system to itself. */
function calledByCommand(command: Command, programs: readonly string[]): string | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const inline = inlineScript(args);
  const inner = [...(inline === undefined ? [] : [parseShell(inline.value)]), ...startedOnEach(command)];
  const handed = firstReason(inner, (script) => programCalled(script, programs));
  if (handed !== undefined) return handed;
  const named = [tool?.value ?? '', ...args.map(({ value }) => value).filter((value) => OF_SYSTEM.test(value))];
  return programs.find((program) =>
    named.some((value) => baseName(value) === program || value.includes(`/share/${program}/`)),
  );
}

const OF_SYSTEM = /^\/(?:usr\/)?(?:s?bin|share)\//;

function calledByFile({ path, text, script }: Caller, programs: readonly string[]): string | undefined {
  if (script !== undefined) return programCalled(script, programs);
  const entry = spawning.find(({ files }) => files.test(path));
  if (entry?.call === undefined || !entry.mayStart.test(text)) return undefined;
  const started = [...text.matchAll(startingCalls(entry.call).named)].map(([, , said = '']) =>
    baseName(said.split(' ')[0] ?? ''),
  );
  return programs.find((program) => started.includes(program));
}
