import { copyTarget } from '../model/copied-files.ts';
import type { Dockerfile, Stage, Step } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import { whyNotJoin } from '../model/joinable.ts';
import { names, relates } from '../model/named-files.ts';
import { type Pragma, pragmasOf } from '../model/pragmas.ts';
import type { Script } from '../shell/script.ts';
import { systemCalls } from './support/find/packages-alone.ts';
import { bringsPackages, removedFiles, removedPackages, takesAway } from './support/find/undone.ts';
import { isCheap } from './support/rewrite/lower.ts';
import { moveToEnd } from './support/rewrite/move.ts';
import { isRun, type RunStep } from './support/rewrite/rewrite.ts';
import { lineOf } from './support/wording.ts';

const meta = {
  id: 'remove-where-made',
  title: 'What is removed again is removed by the RUN that made it',
  why: 'A later layer hides a file of an earlier one, and the image carries both: what is not removed where it was made is shipped.',
  phase: 'cleanup',
  maxSafety: 'review',
  covers: [],
  references: ['https://docs.docker.com/build/building/best-practices/#run'],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile): Iterable<Finding> {
  const pragmas = pragmasOf(file.source);
  for (const stage of file.stages) {
    for (const removal of removalsIn(stage)) {
      const at = removal.remover.instruction.span;
      const message = `${removal.files.join(' ')} stays in the layer of line ${lineOf(file, removal.maker.instruction.span.start)}`;
      const declined = whyLeft(file, stage, removal, pragmas);
      if (declined === undefined) yield { at, message, fix: moved(file, removal) };
      else yield { at, message, declined };
    }
    yield* packagesIn(file, stage);
  }
}

/** Packages that a later RUN removes again; what stands between the two was built with them, so nothing can be moved. */
function* packagesIn(file: Dockerfile, { steps }: Stage): Iterable<Finding> {
  for (const [index, remover] of steps.entries()) {
    const packages = isRun(remover) ? removedPackages(remover.run.script) : [];
    if (packages.length === 0) continue;
    const at = steps.findIndex(
      (step, earlier) => earlier < index && isRun(step) && bringsPackages(step.run.script, packages),
    );
    const maker = steps[at];
    const apart = steps.slice(at + 1, index).find((step) => !isRun(step));
    if (maker === undefined || apart === undefined) continue;
    const { keyword, span } = apart.instruction;
    yield {
      at: remover.instruction.span,
      message: `${packages.join(' ')} stays in the layer of line ${lineOf(file, maker.instruction.span.start)}`,
      declined: `${keyword} on line ${lineOf(file, span.start)} keeps the two from being one RUN`,
    };
  }
}

function moved(file: Dockerfile, { remover, maker }: Removal) {
  return {
    ...moveToEnd(file, remover, maker),
    safety: 'review',
    reason: 'nothing that stands between the two uses it, and no layer stores it any more',
    scope: [{ start: maker.instruction.span.start, end: remover.instruction.span.end }],
  } as const;
}

/** A RUN that only takes files away, and the last one before it that has to do with them; other steps stand between. */
type Removal = {
  readonly remover: RunStep;
  readonly maker: RunStep;
  readonly between: readonly Step[];
  readonly files: readonly string[];
};

function* removalsIn({ steps }: Stage): Iterable<Removal> {
  for (const [index, remover] of steps.entries()) {
    if (!isRun(remover)) continue;
    const files = removedFiles(remover.run.script);
    if (files.length === 0) continue;
    const at = steps.findLastIndex(
      (step, earlier) => earlier < index && isRun(step) && files.some((path) => names(step.run.script, path)),
    );
    const maker = steps[at];
    const between = steps.slice(at + 1, index);
    if (isRun(maker) && between.some((step) => !isRun(step))) yield { remover, maker, between, files };
  }
}

function whyLeft(
  file: Dockerfile,
  stage: Stage,
  { remover, maker, between, files }: Removal,
  pragmas: readonly Pragma[],
): string | undefined {
  const { script } = maker.run;
  const open = files.find((path) => /[*?[$`]/.test(path));
  if (open !== undefined) return `what ${open} stands for may be something else by then`;
  const other = files.find((path) => !names(script, path));
  if (other !== undefined) return `${other} was made elsewhere`;
  if (files.some((path) => isTakenAway(script, path))) return 'it is moved away before that layer ends';
  if (maker.state.user !== remover.state.user) return 'another user removes it';
  if (maker.state.workdir !== remover.state.workdir && !files.every((path) => path.startsWith('/')))
    return 'it is named from another folder';
  const earlier = stage.steps
    .slice(0, stage.steps.indexOf(maker))
    .find((step) => isRun(step) && files.some((path) => names(step.run.script, path)));
  if (earlier !== undefined) return `line ${lineOf(file, earlier.instruction.span.start)} has to do with it as well`;
  const user = between.find((step) => files.some((path) => mayTouch(file, step, path)));
  if (user !== undefined) return `line ${lineOf(file, user.instruction.span.start)} may use it`;
  return whyNotJoin(maker, { ...remover, state: maker.state }, pragmas);
}

const isTakenAway = ({ commands }: Script, path: string): boolean =>
  commands.some((command) => takesAway(command) && command.words.slice(1).some(({ value }) => relates(value, path)));

/** It brings or uses the file, or might: only programs that are known are believed to do no more than their words say. */
function mayTouch(file: Dockerfile, step: Step, path: string): boolean {
  switch (step.instruction.keyword) {
    case 'ADD':
    case 'COPY': {
      const target = copyTarget(step, file.source.escape);
      return target === undefined || !path.startsWith('/') || relates(target, path);
    }
    case 'RUN':
      return !isRun(step) || names(step.run.script, path) || !isKnown(step.run.script);
    case 'VOLUME':
    case 'ONBUILD':
      return true;
    case 'WORKDIR':
      return relates(step.instruction.args.text, path) || step.instruction.args.text.includes('$');
    default:
      return false;
  }
}

/** Work on files and with packages of the system, and nothing else. */
function isKnown(script: Script): boolean {
  const packageWork = new Set(systemCalls(script).map(({ command }) => command));
  return (
    script.opaque === undefined && script.commands.every((command) => packageWork.has(command) || isCheap(command))
  );
}

export const removeWhereMade: Transform = { meta, find };
