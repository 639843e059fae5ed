import type { BuildContext } from '../../../context/build-context.ts';
import { readByTriggers, searchVariables, staysThere } from '../../../knowledge/packages/package-folders.ts';
import { copiedPaths } from '../../../model/copied-files.ts';
import { type Dockerfile, lineage, type Stage, type Step } from '../../../model/dockerfile.ts';
import { relates } from '../../../model/named-files.ts';
import { absolutePath } from '../../../model/paths.ts';
import { assignments, type State, variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { toolOf } from '../../../shell/invocation.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { idOf, isRun, type RunStep } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import { systemCalls } from './packages-alone.ts';

/**
 * What, before a RUN that installs packages, may have made them or their manager look into one of the folders: a variable, or a
 * step that writes a setting or a link; undefined where nothing did.
 */
export function leadsThere({ file, context, stage, step }: Place, folders: readonly string[]): string | undefined {
  const shell = step.state.shell ?? [];
  if (shell.some(isIn(folders)) || shell.some((word) => READS_HOME.test(word)))
    return 'its SHELL may be, or read, what is copied';
  const configs = [
    ...systemCalls(step.run.script).flatMap(({ manager }) => manager.configPaths ?? []),
    ...readByTriggers,
  ];
  for (const earlier of lineageSteps(stage, step)) {
    const line = `line ${lineOf(file, idOf(earlier))}`;
    const name = variableInto(file, earlier, step.state, folders);
    if (name !== undefined) return `${name} leads programs to what is copied`;
    if (isRun(earlier) && namesFolder(file, earlier, folders)) return `${line} may have led programs to what is copied`;
    if (bringsConfig(file, context, earlier, configs)) return `what ${line} copies may lead packages there`;
  }
  return undefined;
}

/** A login shell, and one for people, read files of a home first. */
const READS_HOME = /^-[a-z]*[il]|^--login$/;

type Place = {
  readonly file: Dockerfile;
  readonly context: BuildContext;
  readonly stage: Stage;
  readonly step: RunStep;
};

/** The steps before one, in its stage and those that it is built on. */
export const lineageSteps = (stage: Stage, step: Step): Step[] =>
  [...lineage(stage)].flatMap(({ steps }) => steps).filter((each) => idOf(each) < idOf(step));

/** The name of a variable that programs search, with one of the folders in its value. */
function variableInto(
  { source: { escape } }: Dockerfile,
  { instruction }: Step,
  state: State,
  folders: readonly string[],
): string | undefined {
  if (instruction.keyword !== 'ENV') return undefined;
  const read = (text: string): string => expandWord(text, escape, (name) => variableValue(state, name) ?? '') ?? text;
  const found = assignments(instruction.args.text, escape).find(
    ([name, value]) =>
      searchVariables.test(name) &&
      read(value)
        .split(/[:\s]+/)
        .some(isIn(folders)),
  );
  return found?.[0];
}

/** It names a folder for more than to make it, or to say whose it is. */
function namesFolder(
  { source: { text } }: Dockerfile,
  { run, instruction }: RunStep,
  folders: readonly string[],
): boolean {
  const { script } = run;
  const texts =
    script.opaque === undefined
      ? script.commands
          .filter((each) => !staysThere.has(toolOf(each)))
          .map(({ start, end }) => script.text.slice(start, end))
      : [text.slice(instruction.span.start, instruction.span.end)];
  return texts.flatMap((each) => each.match(/\/[\w.@/+-]+/g) ?? []).some(isIn(folders));
}

/** It copies to where package managers look for sources, keys and options, or triggers for folders. */
function bringsConfig(file: Dockerfile, context: BuildContext, step: Step, configs: readonly string[]): boolean {
  if (!isCopy(step.instruction)) return false;
  const paths = copiedPaths(step, file.source.escape, context) ?? [];
  return paths.some((path) => path === '/' || configs.some((config) => relates(path, config)));
}

const isIn =
  (folders: readonly string[]) =>
  (path: string): boolean =>
    path.startsWith('/') && folders.some((folder) => relates(absolutePath(path, '/'), folder));
