import { within } from '../../../model/paths.ts';
import { baseName, toolOf } from '../../../shell/invocation.ts';
import { escaped } from '../../../syntax/text.ts';
import type { BuiltProgram, BuiltPrograms } from '../artefact/built-programs.ts';

/**
 * Where programs are that a RUN builds by their names beside those that containers start, and that no step of the build calls: people start
 * them by hand, or in containers of their own. What a command copies or moves is followed as a file (`left-behind.ts`).
 */
export function builtBeside({ programs, commands }: BuiltPrograms, started: readonly string[]): string[] {
  const called = new Set(commands.map(({ command }) => baseName(toolOf(command))));
  const isPlaced = ({ path, made }: BuiltProgram): boolean =>
    path === made && programs.every((other) => other.path === path || other.made !== made);
  return programs
    .filter((program) => isPlaced(program) && isNamed(program) && !isScratch(program.path))
    .map(({ path }) => path)
    .filter((path) => !started.includes(path) && !called.has(baseName(path)));
}

/** `-o server`, `./cmd/server`, `--bin server`: what a build makes on its way has no name in there. */
const isNamed = ({ path, step }: BuiltProgram): boolean =>
  new RegExp(`(?<![\\w.-])${escaped(baseName(path))}(?![\\w.-])`).test(step.run.script.text);

const isScratch = within(['/tmp', '/var/tmp']);
