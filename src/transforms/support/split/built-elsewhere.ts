import { worksOnSources } from '../../../knowledge/compiled/build-commands.ts';
import { javaBuilders } from '../../../knowledge/java/programs.ts';
import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { absolutePath } from '../../../model/paths.ts';
import { baseName, invocationOf } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command } from '../../../shell/script.ts';
import { escaped } from '../../../syntax/text.ts';
import { type Place, textAt } from '../user/place.ts';
import { startsContainers } from '../user/rewrite-user.ts';
import { placeOf } from '../wording.ts';
import { callsIn } from './calls.ts';
import { type Program, startedIn } from './started.ts';

/** No RUN says itself what builds the program: a script of the build context does, or what containers start. */
export function builtElsewhere(place: Place, builds: (command: Command) => boolean): string | undefined {
  if (!place.stage.steps.some(({ instruction }) => startsContainers(instruction))) return undefined;
  return builtByScript(place, builds) ?? builtAtStart(place);
}

function builtByScript(place: Place, builds: (command: Command) => boolean): string | undefined {
  if (!place.context.known) return undefined;
  for (const { command, folder, step } of callsIn(place, place.stage.steps)) {
    const path = folder && scriptOf(command, folder);
    const text = path && textAt(place, path);
    if (text && /^#!.*sh\b|^[^#]/.test(text) && parseShell(text).commands.some(builds))
      return `${placeOf(place, step)} builds by ${baseName(path)}, which is not followed: with its commands in the RUN it could be`;
  }
  return undefined;
}

/** `./build.sh`, `sh build.sh`; undefined for a program that is looked for. */
function scriptOf(command: Command, folder: string): string | undefined {
  const { tool, args = [] } = invocationOf(command) ?? {};
  const named = interpreters.includes(baseName(tool?.value ?? '')) ? args.find(({ value }) => !/^-/.test(value)) : tool;
  const isPath = named?.literal && (named !== tool || named.value.includes('/'));
  return isPath ? absolutePath(named.value, folder) : undefined;
}

/** Where no context is known, nothing is started but what the file names itself. */
function builtAtStart(place: Place): string | undefined {
  if (!place.context.known && !NAMES_BUILDER.test(place.file.source.text)) return undefined;
  const started = startedIn(place, undefined);
  const builder = typeof started === 'string' ? undefined : started.programs.find(buildsAtStart);
  if (builder === undefined) return undefined;
  const called = [builder.name, ...builder.args.slice(0, 1).map(({ value }) => value)].join(' ');
  return `${builder.by} starts ${called}, which builds in the container: built by a RUN, it could be split`;
}

const NAMES_BUILDER = new RegExp(`\\b(?:dotnet|${[...worksOnSources, ...javaBuilders].map(escaped).join('|')})\\b`);

/** Whatever `make` starts, it need not build. */
const buildsAtStart = ({ name, args }: Program): boolean => {
  const tool = baseName(name);
  const isRun = tool === 'dotnet' && /^(?:run|watch)$/.test(args[0]?.value ?? '');
  return isRun || (tool !== 'make' && (worksOnSources.has(tool) || javaBuilders.has(tool)));
};
