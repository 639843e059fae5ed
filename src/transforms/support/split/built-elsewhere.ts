import { worksOnSources } from '../../../knowledge/compiled/build-commands.ts';
import { javaBuilders } from '../../../knowledge/java/programs.ts';
import { baseName } from '../../../shell/invocation.ts';
import { parseShell } from '../../../shell/parse.ts';
import type { Command } from '../../../shell/script.ts';
import { escaped } from '../../../syntax/text.ts';
import { asItsLine } from '../scripts/unread.ts';
import type { Place } from '../user/place.ts';
import { startsContainers } from '../user/rewrite-user.ts';
import { placeOf } from '../wording.ts';
import type { Program } from './starts/program.ts';
import { startedIn } from './starts/started.ts';
import { callsIn } from './steps/calls.ts';

/** No RUN says itself what builds the program: a script of the build context does, or what containers start. */
export function builtElsewhere(place: Place, builds: (command: Command) => boolean): string | undefined {
  if (!place.stage.steps.some(({ instruction }) => startsContainers(instruction))) return undefined;
  return builtByScript(place, builds) ?? builtAtStart(place);
}

function builtByScript(place: Place, builds: (command: Command) => boolean): string | undefined {
  for (const { command, step } of callsIn(place, place.stage.steps)) {
    const script = place.unread?.get(command);
    if (script !== undefined && parseShell(script.text).commands.some(builds))
      return `${placeOf(place, step)} builds by ${script.name}, which is not followed, ${asItsLine(script)}: with its commands in the RUN it could be`;
  }
  return undefined;
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
