import { bystanders, fileWork } from '../../../knowledge/programs/file-work.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import { imageFiles } from '../../../model/image-files.ts';
import { concernsSystem, installs, readPackageCall } from '../../../model/package-calls.ts';
import { editCallOf } from '../../../model/sed/call.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { type Command, isInevitable } from '../../../shell/script.ts';
import { isRun } from '../rewrite/rewrite.ts';
import type { Place } from '../user/place.ts';
import { listed, placeOf } from '../wording.ts';
import type { ContextFile, Edit } from './edit.ts';

/**
 * Why a file of the context, with what a command changes in it, is not what a build and the program read: the script is not understood, or
 * the file is read before, copied again, or in the image a second time.
 */
export function whyNotAsShown(place: Place, steps: readonly Step[], edit: Omit<Edit, 'why'>): string | undefined {
  const { files, others, isOfEndings, command, step } = edit;
  if (isOfEndings) return undefined;
  const shown = JSON.stringify(short(step.run.script.text.slice(command.start, command.end)));
  if (others === undefined) return `which files ${shown} changes is known only when it runs`;
  const read = files.filter(({ source }) => !READ_BY_NOBODY.test(source));
  if (read.length === 0) return undefined;
  const names = listed(read.map(({ source }) => source));
  if (edit.edit === undefined)
    return `${shown} changes ${names} by a script that is not followed; plain text for plain text would be`;
  if (!isInevitable(step.run.script, command))
    return `${shown} changes ${names} on a condition: done in any case, it could be split`;
  for (const one of read) {
    const why = whyTwice(place, one) ?? whyLater(place, steps, one, edit) ?? whyRead(place, steps, one, edit);
    if (why !== undefined) return `${shown} changes ${one.source}, ${why}`;
  }
  return undefined;
}

/** What is handed out or looked at as it is: no question is answered by it. */
const READ_BY_NOBODY = /\.(?:css|html?|ico|less|map|md|po|s[ac]ss|sql|svg)$/;

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** The same file of the context stands in another place as well, where it stays as it is. */
function whyTwice({ file, context, stage }: Place, { path, source }: ContextFile): string | undefined {
  const isIn = (other: Stage): boolean => {
    const files = imageFiles(file, context, other);
    if (typeof files === 'string') return true;
    return files.some((one) => one.source === source && (other !== stage || one.path !== path));
  };
  if (isIn(stage)) return 'which the image has a second time';
  return file.stages.some((other) => other !== stage && isIn(other)) ? 'which another stage has as well' : undefined;
}

/** A COPY behind it brings the file of the context again. */
function whyLater(
  place: Place,
  steps: readonly Step[],
  { path }: ContextFile,
  { step }: Pick<Edit, 'step'>,
): string | undefined {
  const { file, context, stage } = place;
  const last = broughtTo(file, context, stage, undefined, path)?.step;
  const isBehind = last !== undefined && stage.steps.indexOf(last) > steps.indexOf(step);
  return isBehind ? `which ${placeOf(place, last)} brings again as it is` : undefined;
}

/** Something has read it before. */
function whyRead(
  { file, context, stage }: Place,
  steps: readonly Step[],
  { path, source }: ContextFile,
  { step, command }: Pick<Edit, 'command' | 'step'>,
): string | undefined {
  const brought = broughtTo(file, context, stage, stage.steps[steps.indexOf(step)], path)?.step;
  const start = brought === undefined ? 0 : stage.steps.indexOf(brought);
  const between = steps
    .slice(start, steps.indexOf(step) + 1)
    .filter(isRun)
    .flatMap(({ run }) => run.script.commands);
  const before = between.slice(0, between.indexOf(command));
  const reader = before.find((each) => mayRead(each, source));
  return reader && `which ${toolOf(reader) || 'a command'} may have read before: done before that, it could be split`;
}

function mayRead(command: Command, source: string): boolean {
  const tool = toolOf(command);
  if (tool === '' || LEAVES_ALONE.has(tool) || editCallOf(command, ({ value }) => value) !== undefined) return false;
  if ((fileWork.has(tool) || bystanders.has(tool)) && !HANDS_ON.has(tool)) return false;
  const call = readPackageCall(command);
  if (call === undefined) return true;
  const isInstall = concernsSystem(call) || (installs(call) && !COMPILES.has(call.manager.title));
  return !isInstall || (!concernsSystem(call) && FOR_INSTALLS.test(source));
}

const LEAVES_ALONE: ReadonlySet<string> = new Set(['cd', 'ls']);

/** Of those that work on files: what puts the text of one, or itself, elsewhere. */
const HANDS_ON: ReadonlySet<string> = new Set(['cat', 'cp', 'install', 'ln', 'mv', 'tee']);

/** Package managers that compile as well: what they read of a project are its sources. */
const COMPILES: ReadonlySet<string> = new Set(['cargo', 'dotnet', 'go', 'gradle', 'maven', 'mix']);

/** What others read of it. */
const FOR_INSTALLS =
  /\.(?:cfg|csproj|fsproj|gemspec|gradle|in|json|kts|lock|mod|sbt|sum|toml|txt|xml)$|(?:^|\/)(?:Gemfile|Pipfile|setup\.py|\.\w*rc)$/;
