import { skipsScripts } from '../../../knowledge/node/package-json.ts';
import { asksGit, vcsTools } from '../../../knowledge/programs/git-use.ts';
import { broughtTo } from '../../../model/brought-files.ts';
import { scriptOf } from '../../../model/container-commands.ts';
import { copyWords } from '../../../model/copied-files.ts';
import type { Step } from '../../../model/dockerfile.ts';
import { hasOption, installs, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { versionHere } from '../find/manager-version.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { firstReason } from './first-reason.ts';
import { foldersIn } from './folders-in.ts';
import type { Ownership } from './ownership.ts';
import type { Place } from './place.ts';
import { startingFolder } from './working-folder.ts';

/** Why a RUN, which is root's as before, would do otherwise in folders that are somebody else's. */
export function whyRootMinds(place: Place, ownership: Ownership): string | undefined {
  const runs = place.stage.steps.filter(isRun).filter((step) => !step.deferred && idOf(step) > idOf(ownership.first));
  return firstReason(runs, (step) => whyRunMinds(place, step, ownership));
}

function whyRunMinds(place: Place, step: RunStep, { folders, copies }: Ownership): string | undefined {
  const script = scriptOf(step.run);
  const line = `line ${lineOf(place.file, idOf(step))}`;
  const worksIn = foldersIn(script, step.state.workdir ?? startingFolder(place.stage));
  for (const command of script.commands) {
    const folder = worksIn.get(command);
    if (folder !== undefined && !within(folders)(folder)) continue;
    if (isOldNpm(place, step, command))
      return `the npm of ${line} runs scripts of packages as the owner of the folder (7 and 8 do), who can not use the home of root`;
    const text = script.text.slice(command.start, command.end);
    const copied = copies.filter((copy) => idOf(copy) < idOf(step));
    if (asksGit(toolOf(command), text) && bringsRepository(place, copied, vcsTools.has(toolOf(command))))
      return `${toolOf(command)} of ${line} may ask git, which refuses to work in a folder of another user: keep .git out of the build`;
  }
  return undefined;
}

/** Measured with npm 7.24, 8.19, 9.9 and 10.8; 6 runs them as nobody (docs.npmjs.com/cli/v6/using-npm/config#unsafe-perm). */
function isOldNpm({ file, stage }: Place, step: RunStep, command: Command): boolean {
  const call = readPackageCall(command);
  if (call?.manager.title !== 'npm' || !installs(call) || hasOption(call, [skipsScripts])) return false;
  const version = versionHere(file, { stage, step, command }, call.manager);
  return version === undefined || version[0] === 7 || version[0] === 8;
}

/** `.git` is among what is copied; where the context is not known, it may be for who is known to look for it. */
function bringsRepository({ file, context, stage }: Place, copies: readonly Step[], mayBe: boolean): boolean {
  return copies.some((copy) => {
    const [target = '', ...sources] = copyWords(copy, file.source.escape).reverse();
    if (copy.instruction.flags.some(({ name }) => name === 'from')) return false;
    if (!context.known) return mayBe && sources.some((source) => source !== undefined && /^\.?\/?$/.test(source));
    const path = absolutePath(`${target}/.git`, copy.state.workdir ?? startingFolder(stage));
    return (['folder', 'file'] as const).some(
      (kind) => broughtTo(file, context, stage, undefined, path, kind)?.from === 'context',
    );
  });
}
