import type { BuildContext } from '../../../context/build-context.ts';
import { copyTarget } from '../../../model/copied-files.ts';
import type { Dockerfile, Stage, Step } from '../../../model/dockerfile.ts';
import { relativePath } from '../../../model/paths.ts';
import { actingOf, isCopy, jsonForm } from '../../../syntax/instruction.ts';
import { unquote, wordsIn } from '../../../syntax/words.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** A COPY or ADD of a folder of the context. */
export type FolderCopy = {
  readonly step: Step;
  /** Path of the folder in the context. */
  readonly source: string;
  /** Where it goes, as it is written. */
  readonly target: string;
};

/** The last COPY before a RUN that fills the folder in which the RUN stands with one of the context. */
export function folderCopyBefore(
  file: Dockerfile,
  stage: Stage,
  run: RunStep,
  context: BuildContext,
): FolderCopy | undefined {
  for (let at = stage.steps.indexOf(run) - 1; at >= 0; at--) {
    const step = stage.steps[at] as Step;
    const copy = asFolderCopy(step, file.source.escape, context);
    if (copy !== undefined && isWhere(step, copy, run, file.source.escape)) return copy;
  }
  return undefined;
}

/** Where nothing says what the working directory is, it is at least the same for both. */
function isWhere(step: Step, { target }: FolderCopy, { state }: RunStep, escape: string): boolean {
  if (state.workdir === undefined) return step.state.folder === state.folder && /^\.\/?$/.test(target);
  return copyTarget(step, escape) === state.workdir;
}

/** A COPY or ADD of one folder of the context, and of nothing else. */
export function asFolderCopy(step: Step, escape: string, context: BuildContext): FolderCopy | undefined {
  const acting = actingOf(step.instruction);
  const { args, flags } = acting;
  if (!isCopy(acting) || flags.some(({ name }) => name === 'from')) return undefined;
  const words = jsonForm(args) ?? wordsIn(args.text, escape).map((word) => unquote(word, escape));
  const [source, target, ...others] = words;
  if (source === undefined || target === undefined || others.length > 0 || /[$*?[]|^\w+:/.test(source))
    return undefined;
  const folder = relativePath(source);
  const isFolder = context.known ? context.kindOf(folder) === 'folder' : folder === '' || source.endsWith('/');
  return isFolder ? { step, source: folder, target } : undefined;
}
