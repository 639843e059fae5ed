import type { CacheMount, PackageManager } from '../../../knowledge/package-managers.ts';
import { buildsNothing, removers } from '../../../knowledge/programs/file-work.ts';
import type { ReadText } from '../../../model/copied-files.ts';
import {
  copiedFrom,
  type Dockerfile,
  isBuiltOn,
  lineage,
  rootImage,
  type Stage,
  type Step,
  shippedStages,
  stageCalled,
  stagesOn,
} from '../../../model/dockerfile.ts';
import { isConditional, listEvents } from '../../../model/lists/events.ts';
import { neededAfter } from '../../../model/lists/needs.ts';
import { relates } from '../../../model/named-files.ts';
import { hasRole, type PackageCall, readPackageCall } from '../../../model/package-calls.ts';
import { absolutePath } from '../../../model/paths.ts';
import { variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command } from '../../../shell/script.ts';
import { actingOf, type Instruction, jsonForm } from '../../../syntax/instruction.ts';
import { wordsIn } from '../../../syntax/words.ts';
import { callText } from '../find/package-steps.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';
import type { Mounted } from './mount-cleanup.ts';
import { spellingOf } from './mount-folders.ts';

/** Why someone would miss what the mounts take out of the image. */
export function whoMisses(file: Dockerfile, group: readonly Mounted[], readText: ReadText): string | undefined {
  for (const mounted of group) {
    const why = whoCopies(file, mounted) ?? whoNames(file, mounted) ?? whoNeedsLists(file, mounted, readText);
    if (why !== undefined) return why;
  }
  return whoStarts(file, group) ?? whoBuilds(file, group);
}

/** `COPY --from=build /root/.m2 …` */
function whoCopies(file: Dockerfile, mounted: Mounted): string | undefined {
  for (const other of file.stages) {
    for (const step of other.steps) {
      const { instruction } = step;
      const sources = copiedFrom(instruction).map((name) => stageCalled(file, name, other));
      if (!sources.some((source) => source !== undefined && isBuiltOn(source, mounted.stage))) continue;
      const { escape } = file.source;
      const taken = sourcesOf(step, escape).find((word) => isAround(word, step, escape, mounted));
      if (taken !== undefined) return `line ${lineOf(file, instruction.span.start)} takes ${taken} from this stage`;
    }
  }
  return undefined;
}

/** What a COPY or a mount takes, as it is written. */
function sourcesOf({ instruction }: Step, escape: string): readonly string[] {
  const { args, flags, keyword } = actingOf(instruction);
  const copied = keyword === 'COPY' ? (jsonForm(args) ?? wordsIn(args.text, escape)).slice(0, -1) : [];
  return [...copied, ...flags.flatMap(({ value }) => value.split(',')).flatMap((part) => SOURCE.exec(part)?.[1] ?? [])];
}

const SOURCE = /^(?:source|src)=(.*)/;

/** Of what is only there to be fetched once, nobody wants to copy more than that itself. */
function isAround(word: string, { state }: Step, escape: string, { folders, mount }: Mounted): boolean {
  const known = expandWord(word, escape, (name) => variableValue(state, name));
  // What stands behind a variable that only the build knows is the end of some path.
  if (known === undefined)
    return folders.some(({ path }) => `${path}/`.includes(`${word.replace(/^.*\$(?:\w+|\{[^}]*\})/, '')}/`));
  const path = absolutePath(known, '/');
  if (path === '/') return false;
  return folders.some((folder) =>
    mount.lasting ? relates(path, folder.path) : `${path}/`.startsWith(`${folder.path}/`),
  );
}

/** Another instruction of the image, or another command, works with the folder itself. */
function whoNames(file: Dockerfile, { stage, home, folders }: Mounted): string | undefined {
  const spellings = folders
    .map((folder) => spellingOf(folder, home))
    .filter((spelling) => spelling.test(file.source.text));
  if (spellings.length === 0) return undefined;
  const related = file.stages.filter((other) => isBuiltOn(other, stage) || isBuiltOn(stage, other));
  const naming = related.flatMap(({ steps }) => steps).find((step) => spellings.some((own) => namesFolder(step, own)));
  return naming && `line ${lineOf(file, naming.instruction.span.start)} works with its downloads itself`;
}

/** To remove it is no work with it, and to say where it is neither. */
function namesFolder(step: Step, spelling: RegExp): boolean {
  const { args, heredocs } = actingOf(step.instruction);
  if (step.instruction.keyword === 'ENV') return false;
  if (!isRun(step)) return spelling.test(args.text);
  const { script } = step.run;
  if (script.opaque !== undefined) return spelling.test(args.text) || heredocs.length > 0;
  return script.commands.some(
    (command) => !removers.has(toolOf(command)) && spelling.test(script.text.slice(command.start, command.end)),
  );
}

/** A later step, or whoever comes after it, lived on the lists that the mount takes out of the layer. */
function whoNeedsLists(file: Dockerfile, mounted: Mounted, readText: ReadText): string | undefined {
  const { stage, step, manager, calls } = mounted;
  if (manager.verbs.needsLists === undefined) return undefined;
  const needs = calls.find((call) => hasRole(call, 'needsLists'));
  const first = listEvents(step.run.script, manager).find(({ kind }) => kind === 'fetch' || kind === 'need');
  if (needs !== undefined && (first?.kind !== 'fetch' || isConditional(first.command)))
    return `${callText(needs)} lives on the ${manager.lists.called} of another layer, which the mount would hide`;
  for (const need of neededAfter(file, stage, step, manager, readText)) {
    const line = lineOf(file, need.step.instruction.span.start);
    if (need.kind !== 'doubt') return `line ${line} uses the ${manager.lists.called} of this layer`;
    // Without what cleans up after every call, a script that installs would leave its downloads in the image.
    return `${JSON.stringify(need.what)} on line ${line} may install packages, too`;
  }
  return undefined;
}

/** What containers start downloads anew, or, being a script, may do so; and an image that starts nothing is there for others. */
function whoStarts(file: Dockerfile, group: readonly Mounted[]): string | undefined {
  const { manager, mount } = group[0] as Mounted;
  const isShipped = (stage: Stage): boolean => group.some((mounted) => isBuiltOn(stage, mounted.stage));
  for (const stage of shippedStages(file).filter(isShipped)) {
    const starts = [...lineage(stage)].flatMap(({ steps }) => steps).filter(({ instruction }) => isStart(instruction));
    const started = starts.find(({ instruction }) => mount.started?.test(instruction.args.text));
    if (started !== undefined)
      return `containers would have to download anew (line ${lineOf(file, started.instruction.span.start)})`;
    if (!mount.lasting || isOfSystem(manager)) continue;
    const script = starts.find(({ instruction }) => SCRIPT.test(instruction.args.text));
    if (script !== undefined)
      return `what line ${lineOf(file, script.instruction.span.start)} starts may need what ${manager.title} downloads`;
    if (starts.length === 0 && rootImage(stage)?.runsSomething !== true)
      return `the image starts nothing, so what ${manager.title} downloads may be there for others`;
  }
  return undefined;
}

const isStart = ({ keyword }: Instruction): boolean => keyword === 'CMD' || keyword === 'ENTRYPOINT';

/** Something that may well call what it was made with. */
const SCRIPT = /\.sh\b|\b(?:ba|da|a)?sh\b|\b(?:entrypoint|just|make|npm|start|task|yarn)\b/;

/** A later RUN without the mount may work with the downloads, through a program that nothing is known of. */
function whoBuilds(file: Dockerfile, group: readonly Mounted[]): string | undefined {
  const { manager, mount } = group[0] as Mounted;
  if (!mount.lasting) return undefined;
  const outcome = group.length > 1 && group.find(({ calls }) => calls.some((call) => makes(call, mount)));
  if (outcome)
    return `line ${lineOf(file, outcome.step.instruction.span.start)} puts what it makes among the downloads`;
  const mounted = new Set<Step>(group.map(({ step }) => step));
  for (const next of group.flatMap((own) => [...stepsAfter(file, own)])) {
    const builder = next.run === undefined || mounted.has(next) ? undefined : builderIn(next, manager);
    if (builder !== undefined)
      return `${builder} on line ${lineOf(file, next.instruction.span.start)} may need what ${manager.title} downloads`;
  }
  return undefined;
}

/** The rest of its stage, and all of the stages built on it. */
function* stepsAfter(file: Dockerfile, { stage, step }: Mounted): Iterable<Step> {
  yield* stage.steps.slice(stage.steps.indexOf(step) + 1);
  for (const other of stagesOn(file, stage)) if (other !== stage) yield* other.steps;
}

const makes = ({ verb, operands }: PackageCall, { outcomes }: CacheMount): boolean =>
  [verb, ...operands].some(({ value }) => outcomes?.test(value));

/** A program that may build something with the downloads of a manager. */
function builderIn({ run, instruction }: Step, manager: PackageManager): string | undefined {
  const callers = manager.cacheMount?.calledBy;
  if (run === undefined || (run.script.opaque !== undefined && callers === undefined)) return instruction.keyword;
  const builder = run.script.commands.find((command) =>
    callers === undefined
      ? command.words.length > 0 && !buildsNothing.has(toolOf(command)) && !isForeign(command, manager)
      : callers.includes(toolOf(command)),
  );
  return builder && toolOf(builder);
}

/** A call of another package manager that runs nothing of the project, or an idle one of its own. */
function isForeign(command: Command, manager: PackageManager): boolean {
  const call = readPackageCall(command);
  if (call === undefined) return false;
  return call.manager === manager
    ? call.manager.cacheMount?.idle?.includes(call.verb.value) === true
    : !RUNS.test(call.verb.value);
}

const RUNS = /^(?:exec|run|run-script|start|test|x)$/;

const isOfSystem = ({ scope }: PackageManager): boolean => scope !== 'project';
