import { type BaseImage, knownImage } from '../knowledge/images/base-images.ts';
import { imageWorkdir } from '../knowledge/images/image-folders.ts';
import { mountsOf } from '../syntax/flags.ts';
import { actingOf, type Instruction } from '../syntax/instruction.ts';
import type { SourceFile } from '../syntax/parse.ts';
import { type Place, placeAt, type Span } from '../syntax/text.ts';
import { wordsIn } from '../syntax/words.ts';
import { type ImageReference, readImageReference } from './image-reference.ts';
import { once } from './memo.ts';
import { type Run, readRun } from './run.ts';
import {
  inheritedState,
  initialState,
  type KnownStates,
  knownAfter,
  knownInitial,
  noStates,
  type State,
  variableValue,
} from './state.ts';
import { expandWord } from './variables.ts';

/** Where an offset of a file stands in the one that was given, before any fix: what people have before them. */
export type GivenAt = (offset: number) => Place;

/** A Dockerfile with what can be known of it before any build. Read-only, computed once per text. */
export type Dockerfile = {
  readonly source: SourceFile;
  /** Registries whose images are those of Docker Hub. */
  readonly mirrors: readonly string[];
  readonly givenAt: GivenAt;
  readonly states: KnownStates;
  /** ARGs before the first FROM. */
  readonly globals: readonly Step[];
  readonly stages: readonly Stage[];
};

export type Stage = {
  readonly index: number;
  /** Lower case, as BuildKit compares it. */
  readonly name: string | undefined;
  readonly from: Instruction;
  readonly base: Base;
  readonly steps: readonly Step[];
  /** What a stage that is built on it starts with. */
  readonly end: State;
};

export type Base =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'image'; readonly image: ImageReference; readonly known: BaseImage | undefined }
  /** Its name depends on a variable whose value is not known. */
  | { readonly kind: 'unresolved' };

export type Step = {
  readonly instruction: Instruction;
  /** What it runs in. */
  readonly state: State;
  readonly run: Run | undefined;
  /** The instruction behind an ONBUILD runs in builds on top of this image. */
  readonly deferred: boolean;
};

/** What is known beside the text: registries of the user (`Settings`), and what an earlier pass over the file has found. */
type Known = Partial<Pick<Dockerfile, 'mirrors' | 'givenAt' | 'states'>>;

export function readDockerfile(source: SourceFile, known: Known = {}): Dockerfile {
  const { mirrors = [], givenAt = (offset) => placeAt(source.lines, offset), states = noStates() } = known;
  const imageCalled = (written: string): ImageReference => readImageReference(written, mirrors);
  const globals: Step[] = [];
  const stages: (Stage & { end: State })[] = [];
  let steps: Step[] = globals;
  let state = initialState('', NO_IMAGE);
  let globalState = state;
  for (const instruction of source.instructions) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') {
      if (stage === undefined) globalState = state;
      const base = resolveBase(instruction, stages, { globals: globalState, escape: source.escape, imageCalled });
      steps = [];
      const written = fromParts(instruction).base;
      state =
        base.kind === 'stage'
          ? inheritedState(base.stage.end, written)
          : knownInitial(states, written, base.kind === 'image' ? base.image : imageCalled(written));
      stages.push({ index: stages.length, name: stageName(instruction), from: instruction, base, steps, end: state });
      continue;
    }
    steps.push(readStep(instruction, state, source));
    state = knownAfter(states, state, instruction, {
      escape: source.escape,
      globalDefault: (name) => (stages.length === 0 ? undefined : variableValue(globalState, name)),
    });
    if (stage !== undefined) stage.end = state;
  }
  return { source, mirrors, givenAt, states, globals, stages };
}

function readStep(instruction: Instruction, state: State, source: SourceFile): Step {
  const deferred = instruction.onbuild !== undefined;
  const acting = actingOf(instruction);
  const run = acting.keyword === 'RUN' ? readRun(acting, source.text, state.shell) : undefined;
  return { instruction, state, run, deferred };
}

const NO_IMAGE: ImageReference = { name: '', tag: '', digest: undefined };

type Around = {
  readonly globals: State;
  readonly escape: string;
  readonly imageCalled: (written: string) => ImageReference;
};

function resolveBase(from: Instruction, stages: readonly Stage[], { globals, escape, imageCalled }: Around): Base {
  const words = fromWords(from);
  const written = expandWord(words[0] ?? '', escape, (name) => variableValue(globals, name));
  if (written === undefined) return { kind: 'unresolved' };
  const stage = stages.findLast((earlier) => earlier.name === written.toLowerCase());
  if (stage !== undefined) return { kind: 'stage', stage };
  const image = imageCalled(written);
  return { kind: 'image', image, known: knownImage(image.name, image.tag) };
}

const stageName = (from: Instruction): string | undefined => {
  const [, as, name] = fromWords(from);
  return as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined;
};

/** What follows FROM, with `AS` in upper and the name in lower case: how they are written makes no difference to a builder. */
export function fromText(from: Instruction): string {
  const { text } = from.args;
  const as = asIn(from);
  return as === undefined ? text : `${text.slice(0, as.start)}AS${text.slice(as.end).toLowerCase()}`;
}

/** What FROM says before `AS`, and behind it. */
export function fromParts(from: Instruction): { base: string; name: string | undefined } {
  const { text } = from.args;
  const as = asIn(from);
  if (as === undefined) return { base: text, name: undefined };
  return { base: text.slice(0, as.start).trimEnd(), name: text.slice(as.end).trimStart() };
}

/** Where `AS` stands in what follows FROM. */
export function asIn({ args }: Instruction): Span | undefined {
  const base = /^\S+\s+(?=as\s+\S+$)/i.exec(args.text)?.[0];
  return base === undefined ? undefined : { start: base.length, end: base.length + 'AS'.length };
}

const fromWords = ({ args }: Instruction): string[] => wordsIn(args.text);

/** The stage and those that it is built on, the stage itself first. */
export function* lineage(stage: Stage): Iterable<Stage> {
  for (let at: Stage | undefined = stage; at !== undefined; at = at.base.kind === 'stage' ? at.base.stage : undefined)
    yield at;
}

/** The same, in the order in which their steps run. */
export const fromTheBaseUp = (stage: Stage): Stage[] => [...lineage(stage)].reverse();

/** What is built before a step of the stage, or of one that it stands on. */
export const stepsBefore = (stage: Stage, step: Step): Step[] =>
  fromTheBaseUp(stage).flatMap(({ steps }) => (steps.includes(step) ? steps.slice(0, steps.indexOf(step)) : steps));

/** The layers of the one are the first layers of the other. */
export function isBuiltOn(stage: Stage, ancestor: Stage): boolean {
  for (const each of lineage(stage)) if (each.index <= ancestor.index) return each === ancestor;
  return false;
}

/** The stage and those that begin with its layers, the stage itself first. */
export function stagesOn({ stages }: Dockerfile, stage: Stage): Stage[] {
  const found = new Set([stage]);
  for (const later of stages.slice(stage.index + 1))
    if (later.base.kind === 'stage' && found.has(later.base.stage)) found.add(later);
  return [...found];
}

/** What the stage at the bottom of a lineage is built on: never a stage. */
export function rootBase(stage: Stage): Base {
  let { base } = stage;
  while (base.kind === 'stage') base = base.stage.base;
  return base;
}

/** The image at the bottom of a stage; undefined where only the build knows its name. */
export function rootReference(stage: Stage): ImageReference | undefined {
  const base = rootBase(stage);
  return base.kind === 'image' ? base.image : undefined;
}

/** What is known of the image at the bottom of a stage. */
export function rootImage(stage: Stage): BaseImage | undefined {
  const base = rootBase(stage);
  return base.kind === 'image' ? base.known : undefined;
}

/** The folder that a known image starts in. */
export function homeOf(stage: Stage): string | undefined {
  const base = rootBase(stage);
  return base.kind === 'image' && base.known !== undefined ? (imageWorkdir(base.image) ?? '/') : undefined;
}

/** Stages that a build of the whole file hands out: the last one, and named ones that no other stage uses (`--target`). */
export const shippedStages = once((file: Dockerfile): readonly Stage[] => {
  const used = new Set<Stage>();
  for (const stage of file.stages) {
    if (stage.base.kind === 'stage') used.add(stage.base.stage);
    for (const { instruction } of stage.steps)
      for (const from of copiedFrom(instruction)) {
        const source = stageCalled(file, from, stage);
        if (source !== undefined) used.add(source);
      }
  }
  return file.stages.filter(
    (stage, index) => index === file.stages.length - 1 || (stage.name !== undefined && !used.has(stage)),
  );
});

/** Stages whose layers are part of an image that the file builds. */
export const shippedLineage = once(
  (file: Dockerfile): ReadonlySet<Stage> => new Set(shippedStages(file).flatMap((stage) => [...lineage(stage)])),
);

/** Stages and images that an instruction takes files from: `COPY --from`, `RUN --mount=…,from=`. */
export function copiedFrom(instruction: Instruction): string[] {
  const { flags } = actingOf(instruction);
  if (flags.length === 0) return [];
  const named = flags.filter(({ name }) => name === 'from').map(({ value }) => value);
  return [...named, ...mountsOf(flags).flatMap(({ from }) => from ?? [])];
}

/** The earlier stage that a `--from` means, by name or number. */
export function stageCalled(file: Dockerfile, name: string, before: Stage): Stage | undefined {
  const earlier = file.stages.slice(0, before.index);
  return (
    earlier.findLast((stage) => stage.name === name.toLowerCase()) ??
    (/^\d+$/.test(name) ? earlier[Number(name)] : undefined)
  );
}
