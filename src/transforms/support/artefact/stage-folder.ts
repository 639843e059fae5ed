import type { BuildContext } from '../../../context/build-context.ts';
import { copyTarget, copyWords } from '../../../model/copied-files.ts';
import { copiedFrom, type Dockerfile, lineage, type Stage, type Step, stageCalled } from '../../../model/dockerfile.ts';
import { absolutePath, within } from '../../../model/paths.ts';
import { saidBy } from '../../../model/run.ts';
import { isCopy } from '../../../syntax/instruction.ts';
import { isRun } from '../rewrite/rewrite.ts';
import { mayBuild } from './built-programs.ts';

/** A stage that ships, in its file and build context. */
export type Place = { readonly file: Dockerfile; readonly context: BuildContext; readonly stage: Stage };

/** A COPY of a folder of another stage, in which that one compiles a project of the build context. */
export type StageFolder = {
  readonly step: Step;
  readonly builder: Stage;
  /** Where it is there, and where it comes to stand. */
  readonly source: string;
  readonly target: string;
};

/** Asked of every file: nothing but its own text tells. */
export function* stageFolders(file: Dockerfile, stage: Stage): Iterable<StageFolder> {
  for (const step of stage.steps) {
    if (step.deferred || step.instruction.keyword !== 'COPY') continue;
    const [from] = copiedFrom(step.instruction);
    const builder = from === undefined ? undefined : stageCalled(file, from, stage);
    const [written, target, ...more] = copyWords(step, file.source.escape);
    if (builder === undefined || written === undefined || target === undefined || more.length > 0) continue;
    const source = absolutePath(written, '/');
    const to = copyTarget(step, file.source.escape);
    if (to !== undefined && compiles(builder) && holdsProject(builder, source, file.source.escape))
      yield { step, builder, source, target: to };
  }
}

const compiles = (stage: Stage): boolean =>
  [...lineage(stage)].some(({ steps }) => steps.some((step) => isRun(step) && mayBuild.test(saidBy(step))));

/** A COPY of the build context goes to the folder, or into it. */
const holdsProject = (stage: Stage, folder: string, escape: string): boolean =>
  contextCopies(stage).some((step) => {
    const target = copyTarget(step, escape);
    return target !== undefined && within([folder])(target);
  });

const contextCopies = (stage: Stage): Step[] =>
  [...lineage(stage)].flatMap(({ steps }) =>
    steps.filter(
      ({ instruction, deferred }) =>
        !deferred && isCopy(instruction) && instruction.flags.every(({ name }) => name !== 'from'),
    ),
  );
