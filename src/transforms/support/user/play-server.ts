import { programFolders } from '../../../knowledge/programs/exec-form.ts';
import { isOfPlay, saysPidFile, stagesPrograms } from '../../../knowledge/programs/play.ts';
import { absolutePath, parentOf } from '../../../model/paths.ts';
import type { Invocation } from '../../../shell/invocation.ts';
import type { Place } from './place.ts';
import type { StartedHere } from './program-itself.ts';

/** Why a program that sbt has staged may need root: servers of Play keep the number of their process beside it. */
export function whyPidOfPlay({ tool, args }: Invocation, { place, folder, mayWrite }: StartedHere): string | undefined {
  const path = absolutePath(tool.value, folder ?? '/');
  const isStaged = /\/bin\/[^/]+$/.test(path) && !programFolders.some((own) => path.startsWith(own));
  if (!isStaged || !mayBePlay(place, args)) return undefined;
  const home = parentOf(parentOf(path));
  const isStagedByRoot = place.stage.steps.some(({ run }) => run && stagesPrograms.test(run.script.text));
  return !isStagedByRoot && mayWrite(absolutePath('RUNNING_PID', home))
    ? undefined
    : `a server of Play writes RUNNING_PID into ${home}, which is root's: -Dpidfile.path=/dev/null does without`;
}

/** Nothing says that it is none, or where else its file is. */
function mayBePlay({ file, context }: Place, args: Invocation['args']): boolean {
  const said = args.map(({ text }) => text).join(' ');
  const settings = context.readText('conf/application.conf') ?? '';
  if (saysPidFile.test(said) || saysPidFile.test(settings)) return false;
  if (isOfPlay.test(said)) return true;
  if (!stagesPrograms.test(file.source.text)) return false;
  const plugins = context.readText('project/plugins.sbt');
  return plugins === undefined || isOfPlay.test(plugins);
}
