import { plugsPackagesOfHome } from '../../../knowledge/node/yarnrc.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { installs, packageCalls } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { idOf, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import { type Place, textAt } from './place.ts';
import { runsOfRoot } from './runs-of-root.ts';

/** Why packages of the project may be in the home of root, from where yarn 2 and later load them. */
export function whyOwnPackages(place: Place): string | undefined {
  if (!place.context.known) return undefined;
  return firstReason(runsOfRoot(place), (step) => whyStep(place, step));
}

function whyStep(place: Place, step: RunStep): string | undefined {
  const script = scriptOf(step.run);
  const folders = foldersIn(script, step.state.workdir);
  const install = packageCalls(script).find(
    (call) => call.manager.title === 'yarn' && installs(call) && isAtHome(place, folders.get(call.command) ?? '/'),
  );
  return (
    install &&
    `the yarn of line ${lineOf(place.file, idOf(step))} keeps packages of the project in /root, which only root may enter: enableGlobalCache: false in .yarnrc.yml keeps them with it`
  );
}

function isAtHome(place: Place, folder: string): boolean {
  const own = (name: string): string => textAt(place, absolutePath(name, folder)) ?? '';
  return plugsPackagesOfHome({
    lockfile: own('yarn.lock'),
    settings: own('.yarnrc.yml'),
    manifest: own('package.json'),
  });
}
