import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { absolutePath, parentOf, within } from '../../../../model/paths.ts';
import { baseName, toolOf } from '../../../../shell/invocation.ts';
import { isPassedOver } from '../../../../shell/script.ts';
import { escaped } from '../../../../syntax/text.ts';
import type { BuiltProgram, BuiltPrograms } from '../../artefact/built-programs.ts';
import { pathsTakenOut, toldCommands } from '../../find/told-commands.ts';
import type { Place } from '../../user/place.ts';
import { lastFolder } from '../../user/working-folder.ts';
import { placeOf } from '../../wording.ts';

/**
 * Where programs are that a RUN builds by their names beside those that containers start, and that no step of the build calls: people start
 * them by hand, or in containers of their own, as some file of the project may say. What a command copies or moves is followed as a file
 * (`left-behind.ts`).
 */
export function builtBeside(
  place: Place,
  { programs, commands }: BuiltPrograms,
  started: readonly string[],
): BuiltProgram[] {
  const told = programsTold(place);
  const isTold = ({ path }: BuiltProgram): boolean =>
    told.has(path) || (folderOfAnyImage.test(parentOf(path)) && told.has(baseName(path)));
  const called = new Set(commands.map(({ command }) => baseName(toolOf(command))));
  const isPlaced = ({ path, made }: BuiltProgram): boolean =>
    path === made && programs.every((other) => other.path === path || other.made !== made);
  return programs
    .filter((program) => isPlaced(program) && !isScratch(program.path) && !started.includes(program.path))
    .filter((program) => isTold(program) || (isNamed(program) && !called.has(baseName(program.path))));
}

/** What people, pipelines and clusters are told to call in containers, or to take out of them: names, and whole paths. */
export function programsTold({ stage, context }: Place): ReadonlySet<string> {
  const folder = lastFolder(stage);
  const words = [
    ...toldCommands(context).flatMap((told) => told.words),
    ...pathsTakenOut(context).map(({ text }) => text),
  ];
  return new Set(words.map((word) => (word.includes('/') ? absolutePath(word, folder) : word)));
}

/** Why one of them may not be there: the build goes on where it is not made. */
export function whyUnsure(place: Place, beside: readonly BuiltProgram[]): string | undefined {
  const unsure = beside.find(
    ({ step: { run }, command }) => run.script.commands.includes(command) && isPassedOver(run.script, command),
  );
  return (
    unsure &&
    `${placeOf(place, unsure.step)} goes on where ${unsure.path} is not made, which it makes for whoever starts that: with set -e, or joined by &&, it could be split`
  );
}

/** `-o server`, `./cmd/server`, `--bin server`: what a build makes on its way has no name in there. */
const isNamed = ({ path, step }: BuiltProgram): boolean =>
  new RegExp(`(?<![\\w.-])${escaped(baseName(path))}(?![\\w.-])`).test(step.run.script.text);

const isScratch = within(['/tmp', '/var/tmp']);
