import { packageManagers } from '../../src/knowledge/package-managers.ts';
import { type Dockerfile, lineage, type Stage, type Step } from '../../src/model/dockerfile.ts';
import { hasListCache } from '../../src/model/lists/caches.ts';
import { listEvents } from '../../src/model/lists/events.ts';
import { hasOption, hasRole, type PackageCall, packageCalls } from '../../src/model/package-calls.ts';
import { assignments } from '../../src/model/state.ts';
import type { Command } from '../../src/shell/script.ts';
import { jsonForm } from '../../src/syntax/instruction.ts';
import { unquote, wordsIn } from '../../src/syntax/words.ts';
import { isRun, type RunStep } from '../../src/transforms/support/rewrite/rewrite.ts';
import { counterpart, type Likeness, likeCalls, likeCommands, wordsOf } from './likeness.ts';

/** One Dockerfile three times: as it was, as a person made it, and as dockmod makes it. */
export type Versions = { readonly before: Dockerfile; readonly after: Dockerfile; readonly ours: Dockerfile };

/** Something that the person did, by the steps of the file before to which it was done. */
export type Place = { readonly steps: readonly Step[]; readonly what: string; readonly reproduced: boolean };

/** What a person did of one kind: by its effect on the model of the file, whatever the text looks like. */
export type FindPlaces = (versions: Versions) => Iterable<Place>;

const stepsOf = ({ stages }: Dockerfile): Step[] => stages.flatMap(({ steps }) => steps);

const runsOf = (file: Dockerfile): RunStep[] => stepsOf(file).filter(isRun);

/** A package call or a command with the RUN that it is in: equal RUNs share what was read of them. */
type InLayer<Item> = { readonly item: Item; readonly layer: RunStep };

const inLayers = <Item>(file: Dockerfile, itemsOf: (step: RunStep) => readonly Item[]): InLayer<Item>[] =>
  runsOf(file).flatMap((layer) => itemsOf(layer).map((item) => ({ item, layer })));

const likely =
  <Item>(likeness: Likeness<Item>): Likeness<InLayer<Item>> =>
  (one, other) =>
    likeness(one.item, other.item);

const callsIn = (file: Dockerfile): InLayer<PackageCall>[] => inLayers(file, ({ run }) => packageCalls(run.script));

/** Package calls that became so in the hands of the person: they were not so before. */
function* callsThatBecame(
  { before, after, ours }: Versions,
  isSo: (call: PackageCall, layer: RunStep, file: Dockerfile) => boolean,
): Iterable<Place> {
  const [were, became, own] = [callsIn(before), callsIn(after), callsIn(ours)];
  for (const call of were) {
    const isSoIn = (file: Dockerfile, calls: readonly InLayer<PackageCall>[]): boolean => {
      const found = counterpart(call, were, calls, likely(likeCalls));
      return found !== undefined && isSo(found.item, found.layer, file);
    };
    if (isSo(call.item, call.layer, before) || !isSoIn(after, became)) continue;
    yield { steps: [call.layer], what: textOf(call.item.command), reproduced: isSoIn(ours, own) };
  }
}

const textOf = ({ words }: Command): string => words.map(({ text }) => text).join(' ');

/** Calls that got an option. */
export const gainedOption =
  (isCall: (call: PackageCall) => boolean, patterns: readonly RegExp[]): FindPlaces =>
  (versions) =>
    callsThatBecame(versions, (call) => isCall(call) && hasOption(call, patterns));

const isAptInstall = (call: PackageCall): boolean => call.manager === packageManagers.apt && hasRole(call, 'install');

/** Installs in whose own RUN the lists are fetched first. */
export const gainedRefresh: FindPlaces = (versions) =>
  callsThatBecame(
    versions,
    (call, { run }) =>
      isAptInstall(call) &&
      packageCalls(run.script).some((other) => hasRole(other, 'refresh') && other.command.start < call.command.start),
  );

/** Installs whose package lists stayed in a layer, and do not any more. */
export const lostLists: FindPlaces = (versions) =>
  callsThatBecame(versions, (call, layer, file) => isAptInstall(call) && !leavesLists(sourceOfLists(file, layer)));

/** The layer that fetched the lists which an install in this one finds. */
function sourceOfLists(file: Dockerfile, layer: RunStep): RunStep {
  const stage = file.stages.find(({ steps }) => steps.includes(layer)) as Stage;
  const steps = [...lineage(stage)].reverse().flatMap((ancestor) => ancestor.steps.filter(isRun));
  return steps.slice(0, steps.indexOf(layer) + 1).findLast(fetchesLists) ?? layer;
}

const fetchesLists = ({ run }: RunStep): boolean =>
  listEvents(run.script, packageManagers.apt).some(({ kind }) => kind === 'fetch');

function leavesLists(step: RunStep): boolean {
  if (hasListCache(step, packageManagers.apt)) return false;
  const events = listEvents(step.run.script, packageManagers.apt);
  return events.findLast(({ kind }) => kind === 'fetch' || kind === 'remove')?.kind === 'fetch';
}

/** Commands of several RUNs that came to stand in one. Those that the person dropped or rewrote have no part in it. */
export function* joinedRuns({ before, after, ours }: Versions): Iterable<Place> {
  const [were, became, own] = [tellingCommands(before), tellingCommands(after), tellingCommands(ours)];
  const layerIn = (command: InLayer<Command>, commands: readonly InLayer<Command>[]): RunStep | undefined =>
    counterpart(command, were, commands, likely(likeCommands))?.layer;
  const groups = new Map<RunStep, InLayer<Command>[]>();
  for (const command of were) {
    const layer = layerIn(command, became);
    if (layer !== undefined) groups.set(layer, [...(groups.get(layer) ?? []), command]);
  }
  for (const commands of groups.values()) {
    const steps = layersOf(commands);
    if (steps.length < 2) continue;
    const kept = commands.filter((command) => layerIn(command, own) !== undefined);
    const found = new Set(kept.map((command) => layerIn(command, own)));
    yield {
      steps,
      what: commands.map(({ item }) => wordsOf(item).slice(0, 2).join(' ')).join(' && '),
      reproduced: layersOf(kept).length > 1 && found.size === 1,
    };
  }
}

const layersOf = (commands: readonly InLayer<Command>[]): RunStep[] => [...new Set(commands.map(({ layer }) => layer))];

/** The commands that tell RUNs apart: no two of a file read the same, and each does some work. */
function tellingCommands(file: Dockerfile): InLayer<Command>[] {
  const all = inLayers(file, ({ run }) => run.script.commands.filter(isOwnWork));
  const times = new Map<string, number>();
  for (const { item } of all) times.set(textOf(item), (times.get(textOf(item)) ?? 0) + 1);
  return all.filter(({ item }) => times.get(textOf(item)) === 1);
}

const SAYS_LITTLE: readonly string[] = ['', ':', 'cd', 'echo', 'set', 'true'];

const isOwnWork = ({ name, nesting }: Command): boolean =>
  !SAYS_LITTLE.includes(name) && !nesting.includes('substitution');

/** ADDs all of whose files a COPY came to put at the same place. */
export function* addsThatCopy({ before, after, ours }: Versions): Iterable<Place> {
  const [copied, own] = [copiedFiles(after), copiedFiles(ours)];
  for (const step of stepsOf(before).filter(({ instruction }) => instruction.keyword === 'ADD')) {
    const files = filesOf(step, before.source.escape);
    if (files.length === 0 || !files.every((file) => copied.has(file))) continue;
    const reproduced = files.every((file) => own.has(file));
    yield { steps: [step], what: `ADD ${step.instruction.args.text}`, reproduced };
  }
}

const copiedFiles = (file: Dockerfile): Set<string> =>
  new Set(
    stepsOf(file)
      .filter(({ instruction: { keyword, flags } }) => keyword === 'COPY' && flags.every(({ name }) => name !== 'from'))
      .flatMap((step) => filesOf(step, file.source.escape)),
  );

/** What an ADD or COPY takes, each with where it ends up. */
function filesOf({ instruction: { args }, state }: Step, escape: string): string[] {
  const words = jsonForm(args) ?? wordsIn(args.text, escape).map((word) => unquote(word, escape));
  const target = words.at(-1) ?? '';
  const sources = words.slice(0, -1);
  const intoFolder = sources.length > 1 || /(?:^|\/)\.?$/.test(target);
  const folder = normal(target.startsWith('/') ? target : `${state.workdir ?? ''}/${target}`);
  return sources.map((source) => {
    const path = normal(source);
    const isFolder = path === '' || source.endsWith('/');
    return `${path} > ${intoFolder && !isFolder ? `${folder}/${path.slice(path.lastIndexOf('/') + 1)}` : folder}`;
  });
}

const normal = (path: string): string =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** MAINTAINERs of a file whose person names the maintainer in a label instead. */
export function* labelledMaintainers({ before, after, ours }: Versions): Iterable<Place> {
  if (!hasLabelInstead(after)) return;
  for (const step of stepsOf(before).filter(isMaintainer))
    yield { steps: [step], what: 'MAINTAINER', reproduced: hasLabelInstead(ours) };
}

const isMaintainer = ({ instruction: { keyword } }: Step): boolean => keyword === 'MAINTAINER';

const hasLabelInstead = (file: Dockerfile): boolean =>
  !stepsOf(file).some(isMaintainer) &&
  stepsOf(file)
    .filter(({ instruction: { keyword } }) => keyword === 'LABEL')
    .flatMap(({ instruction }) => assignments(instruction.args.text, file.source.escape))
    .some(([name]) => /^maintainer$|\.authors$/i.test(name));
