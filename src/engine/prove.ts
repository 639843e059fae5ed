import { imageWorkdir } from '../knowledge/images/image-folders.ts';
import type { PackageManager } from '../knowledge/package-managers.ts';
import type { Change } from '../model/change.ts';
import { applyChanges } from '../model/changes/apply.ts';
import {
  copiedFrom,
  type Dockerfile,
  fromParts,
  rootBase,
  type Stage,
  shippedStages,
  stageCalled,
} from '../model/dockerfile.ts';
import { isSlimOf } from '../model/image-reference.ts';
import { listUses } from '../model/lists/uses.ts';
import { managersIn } from '../model/managers.ts';
import { memo, once } from '../model/memo.ts';
import { sameSettings } from '../model/state.ts';
import { commentsOf, comparable, newComments, type Trace, type TraceItem, traceOf } from '../model/trace.ts';

/** One side of a proof. */
type Proven = { readonly file: Dockerfile; readonly trace: Trace };

/** Made when something is to be proven, which for many files is never; what comes after one proof is what comes before the next. */
const provable = once((file: Dockerfile): Proven => ({ file, trace: traceOf(file) }));

/**
 * Why the text after a fix is not what the fix says it is, or undefined where it is. The promise is the trace before, changed;
 * the proof is the trace of a fresh parse. On top come laws that hold whatever a fix says of itself.
 */
export function whyUnproven(file: Dockerfile, next: Dockerfile, changes: readonly Change[]): string | undefined {
  const [before, after] = [provable(file), provable(next)];
  let promised: Trace;
  try {
    promised = applyChanges(before.trace, changes);
  } catch (error) {
    return `the change does not fit the file: ${(error as Error).message}`;
  }
  return firstDifference(promised, after.trace) ?? brokenLaw(before, after, promised);
}

function firstDifference(promised: Trace, found: Trace): string | undefined {
  if (promised.directives.join('\n') !== found.directives.join('\n')) return 'a directive changed';
  for (let index = 0; index < Math.max(promised.items.length, found.items.length); index++) {
    const difference = difference_(promised.items[index], found.items[index]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function difference_(promised: TraceItem | undefined, found: TraceItem | undefined): string | undefined {
  if (promised === undefined) return `an instruction appeared: ${found?.head}`;
  if (found === undefined) return `an instruction is gone: ${promised.head}`;
  if (promised.head !== found.head) return `${promised.head} became ${found.head}`;
  if (promised.readable && !found.readable) return 'shell text that parsed does not parse any more';
  if (sameTokens(promised, found)) return undefined;
  const wanted = comparable(promised);
  const got = comparable(found);
  const at = wanted.findIndex((text, index) => text !== got[index]);
  if (at !== -1) return `${promised.head}: expected ${quote(wanted[at])}, found ${quote(got[at])}`;
  return got.length > wanted.length ? `${promised.head}: ${quote(got[wanted.length])} appeared` : undefined;
}

/** Word by word, as most steps are: nothing has to be put in order to see that. */
const sameTokens = ({ tokens }: TraceItem, { tokens: others }: TraceItem): boolean =>
  tokens.length === others.length && tokens.every(({ text }, index) => text === others[index]?.text);

const quote = (text: string | undefined): string =>
  text === undefined ? 'nothing' : JSON.stringify(text.slice(0, 60));

type Law = { readonly breach: string; readonly holds: (before: Proven, after: Proven, promised: Trace) => boolean };

const LAWS: readonly Law[] = [
  { breach: 'a comment is lost', holds: keepsComments },
  { breach: 'line endings, byte order mark or final newline changed', holds: keepsTextForm },
  { breach: 'an untouched step runs with other settings', holds: keepsSettings },
  { breach: 'a package install lost its package lists', holds: keepsPackageLists },
  { breach: 'a stage or the meaning of a --from changed', holds: keepsStages },
  { breach: 'containers start in another folder', holds: keepsStart },
];

const brokenLaw = (before: Proven, after: Proven, promised: Trace): string | undefined =>
  LAWS.find((law) => !law.holds(before, after, promised))?.breach;

/** Where each of them stands is part of the promise; that none is lost is not for a change to decide. It may bring new ones. */
function keepsComments(before: Proven, after: Proven, promised: Trace): boolean {
  const expected = [...commentsOf(before.trace), ...newComments(promised)];
  const found = commentsOf(after.trace);
  const all = (comments: readonly string[]): string => comments.join('\n');
  return all(expected) === all(found) || all(expected.toSorted()) === all(found.toSorted());
}

/** A file of mixed line endings may lose the last line of one kind. */
function keepsTextForm(before: Proven, after: Proven): boolean {
  const [text, later] = [before.file.source.text, after.file.source.text];
  const endings = endingsOf(text);
  const frame = (whole: string): string => `${whole.startsWith('\ufeff')} ${whole.endsWith('\n')}`;
  return (endings === 'mixed' || endings === endingsOf(later)) && frame(text) === frame(later);
}

function endingsOf(text: string): 'unix' | 'windows' | 'mixed' {
  if (!text.includes('\r')) return 'unix';
  const lines = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  if (windows === 0) return 'unix';
  return windows === lines ? 'windows' : 'mixed';
}

/** Steps that the change kept stand at the same place of the promised and the found trace. */
function keepsSettings(_: Proven, after: Proven, promised: Trace): boolean {
  return promised.items.every((item, index) => {
    const found = after.trace.items[index];
    return found !== undefined && sameSettings(item, found);
  });
}

/** A stage that only hands on files may end in another folder; what is started from an image starts where it started. */
function keepsStart(before: Proven, after: Proven): boolean {
  const starts = ({ file }: Proven): string => shippedStages(file).map(startOf).join('\n');
  return starts(before) === starts(after);
}

/** Where no WORKDIR says it, the base image does. */
function startOf(stage: Stage): string {
  const base = rootBase(stage);
  const ofImage = base.kind === 'image' ? (imageWorkdir(base.image) ?? '/') : '';
  return stage.end.folder === '' ? ofImage : stage.end.folder;
}

/** No package, and no other use of the lists, runs without lists more often than before. */
function keepsPackageLists(before: Proven, after: Proven): boolean {
  return managersIn(before.file).every((manager) => {
    const earlier = usesIn(before.file, manager, () => countUses(before.file, manager));
    const later = usesIn(after.file, manager, () => countUses(after.file, manager));
    return [...earlier].every(([what, { all, starved }]) => {
      const now = later.get(what) ?? { all: 0, starved: 0 };
      // A package that a change adds to an install without lists takes them from nobody.
      return now.starved - starved <= Math.max(0, now.all - all);
    });
  });
}

type Uses = { all: number; starved: number };

/** What comes after one proof is what comes before the next. */
const usesIn = memo<Dockerfile, Map<string, Uses>>();

/** How often each package is installed, or each other verb is used, and how often the package lists are known to be absent. */
function countUses(file: Dockerfile, manager: PackageManager): Map<string, Uses> {
  const counts = new Map<string, Uses>();
  for (const { call, before } of listUses(file, manager)) {
    const uses = call.operands.length > 0 ? call.operands : [call.verb];
    for (const { text } of uses) {
      const count = counts.get(text) ?? { all: 0, starved: 0 };
      counts.set(text, { all: count.all + 1, starved: count.starved + (before === 'absent' ? 1 : 0) });
    }
  }
  return counts;
}

/**
/**
 * A stage may get a name that had none: that nothing means it now that meant something else is part of the law. One that no other is
 * built on may have the slim variant of its image instead. Where the last one was split, the name that it had is that of the one that runs.
 */
function keepsStages(before: Proven, after: Proven, promised: Trace): boolean {
  const [old, now] = [before.file.stages, after.file.stages];
  const added = promised.items.filter(isNewStage).length;
  if (added > 0) return keepsSplit(before, after, added);
  const oldName = ({ name, index }: Stage): string | undefined => old[index]?.name && name;
  const shape = ({ file }: Proven): string =>
    file.stages.map((stage, index) => `${oldName(stage)} ${sourcesIn(file)[index]}`).join('\n');
  return (
    shape(before) === shape(after) &&
    old.length === now.length &&
    old.every((stage, index) => keepsBase(stage, index, after))
  );
}

const isNewStage = ({ id, head }: TraceItem): boolean => id < 0 && /^FROM\b/.test(head);

/**
 * The stages before the last are what they were; that has become two, of which one has its base and one its name. One between them is built
 * on the first.
 */
function keepsSplit(before: Proven, after: Proven, added: number): boolean {
  const [old, now] = [before.file.stages, after.file.stages];
  const shape = ({ file }: Proven): string =>
    file.stages
      .slice(0, old.length - 1)
      .map((stage, index) => `${stage.name} ${baseOf(stage)} ${sourcesIn(file)[index]}`)
      .join('\n');
  const [last, builds, runs] = [old.at(-1), now[old.length - 1], now.at(-1)];
  if (last === undefined || builds === undefined || added > 2 || now.length !== old.length + added) return false;
  const between = now.slice(old.length, -1);
  const names = [builds, ...between].map(({ name }) => name);
  const isTaken = old.slice(0, -1).some(({ name }) => names.includes(name)) || new Set(names).size < names.length;
  return (
    shape(before) === shape(after) &&
    baseOf(builds) === baseOf(last) &&
    between.every((stage) => baseOf(stage) === builds.index) &&
    runs?.name === last.name &&
    !isTaken
  );
}

function keepsBase(stage: Stage, index: number, { file }: Proven): boolean {
  const found = file.stages[index];
  if (found === undefined || stage.base.kind === 'stage' || found.base.kind === 'stage')
    return baseOf(stage) === (found && baseOf(found));
  const [old, now] = [fromParts(stage.from).base, fromParts(found.from).base];
  const isFoundation = file.stages.some(({ base }) => base.kind === 'stage' && base.stage === found);
  return old === now || (!isFoundation && isSlimOf(now, old));
}

/** The number of a stage, or what an image is called. */
const baseOf = ({ base, from }: Stage): number | string =>
  base.kind === 'stage' ? base.stage.index : fromParts(from).base;

/** What each stage takes files from; to take from one twice in a row is to take from it. */
const sourcesIn = once((file: Dockerfile): readonly string[] =>
  file.stages.map((stage) => {
    const froms = stage.steps.flatMap(({ instruction }) => copiedFrom(instruction));
    const meant = froms.map((name) => stageCalled(file, name, stage)?.index ?? name);
    return meant.filter((from, at) => from !== meant[at - 1]).join(' ');
  }),
);
