import type { PackageManager } from '../../../knowledge/package-managers.ts';
import type { Stage, Step } from '../../../model/dockerfile.ts';
import { type LinkWork, worksOf } from '../../../model/package-work.ts';
import { fixedValue } from '../../../model/state.ts';
import { expand } from '../../../model/variables.ts';
import type { Command } from '../../../shell/script.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun, type RunStep } from '../rewrite/rewrite.ts';
import type { Fetch } from './own-refresh.ts';

/** Sources, keys or options; what becomes of downloads changes nothing of what is fetched. */
const isOfSources = ({ work, link }: LinkWork, manager: PackageManager): boolean =>
  work === 'config' && !link.commands.every((command) => isOfDownloads(command, manager));

function isOfDownloads(command: Command, { configPaths = [], downloadSettings = [] }: PackageManager): boolean {
  const words = [...command.words, ...command.redirects.flatMap(({ target }) => target ?? [])];
  const settings = words.filter(({ value }) => configPaths.some((path) => value.includes(path)));
  return settings.length > 0 && settings.every(({ value }) => downloadSettings.includes(value));
}

/** What, after a fetch, changes the sources that a later update would fetch from; looks at the rest of its stage. */
export function changedSources(
  stage: Stage,
  step: RunStep,
  { command }: Fetch,
  manager: PackageManager,
): string | undefined {
  const rest = worksOf(step.run.script, manager).filter(({ link }) => link.start > command.start);
  if (rest.some((each) => isOfSources(each, manager))) return 'its sources change again after the update';
  for (const later of stage.steps.slice(stage.steps.indexOf(step) + 1)) {
    const changed = changesSources(later, manager);
    if (changed !== undefined) return changed;
  }
  return undefined;
}

/** A step that may change the manager's sources, keys or options, and what of it does. */
export function changesSources(step: Step, manager: PackageManager): string | undefined {
  const { keyword, args } = step.instruction;
  if (isCopy(step.instruction)) return copiesConfig(step, manager);
  if (keyword === 'ENV' && /(?:^|\s)(?:\w*_proxy|APT_CONFIG)[=\s]/i.test(args.text))
    return 'ENV sets what an update goes by';
  if (isRun(step) && worksOf(step.run.script, manager).some((each) => isOfSources(each, manager)))
    return 'a later RUN changes its sources';
  return undefined;
}

function copiesConfig({ instruction, state }: Step, { configPaths = [] }: PackageManager): string | undefined {
  const written =
    instruction.args.text
      .replace(/["\]]+\s*$/, '')
      .split(/[\s"]+/)
      .at(-1) ?? '';
  const path = expand(written, (name) => fixedValue(state, name));
  if (path === undefined) return `${instruction.keyword} goes to a place known only at build time`;
  if (!path.startsWith('/') && state.workdir === undefined) return undefined;
  const target = path.startsWith('/') ? path : `${state.workdir}/${path}`;
  const folder = `${target.replace(/\/\.?$|\/+$/, '')}/`;
  const hits = configPaths.some((path) => folder.startsWith(`${path}/`) || `${path}/`.startsWith(folder));
  return hits ? `${instruction.keyword} to ${written} may bring sources or keys` : undefined;
}
