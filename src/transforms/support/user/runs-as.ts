import { runsAsOther } from '../../../knowledge/images/image-users.ts';
import { rootNames, runsAsRoot } from '../../../knowledge/images/root-images.ts';
import { type Dockerfile, fromTheBaseUp, rootBase, type Stage, type Step } from '../../../model/dockerfile.ts';
import { once } from '../../../model/memo.ts';
import { mirrorHint } from '../mirrored.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

/** Who containers of a stage run as. */
export type RunsAs =
  /** Nobody says otherwise. */
  | { readonly who: 'root' }
  /** The USER at `step` says so; `earlier`: the last one before it that names somebody else. */
  | { readonly who: 'root by choice'; readonly step: Step; readonly earlier: Step | undefined }
  | { readonly who: 'another' }
  | { readonly who: 'unknown'; readonly why: string };

export function runsAs(file: Dockerfile, stage: Stage): RunsAs {
  const users = fromTheBaseUp(stage)
    .flatMap(({ steps }) => steps)
    .filter(({ instruction }) => instruction.keyword === 'USER');
  const step = users.at(-1);
  if (step === undefined) return byImage(stage);
  const { text } = step.instruction.args;
  if (text.includes('$'))
    return { who: 'unknown', why: `USER ${text} of line ${lineOf(file, idOf(step))} is known only when it is built` };
  const earlier = users.findLast(({ instruction }) => !isRoot(instruction.args.text));
  return isRoot(text) ? { who: 'root by choice', step, earlier } : { who: 'another' };
}

/** `0`, `root:root`; nobody is named where nothing says otherwise. */
export const isRoot = (user = 'root'): boolean => rootNames.includes(user.replace(/:.*/, ''));

const byImage = once((stage: Stage): RunsAs => {
  const base = rootBase(stage);
  if (base.kind !== 'image') return { who: 'unknown', why: 'its base image is known only when it is built' };
  const { name, tag } = base.image;
  if (runsAsOther(name, tag)) return { who: 'another' };
  return runsAsRoot(name, tag)
    ? { who: 'root' }
    : { who: 'unknown', why: `who ${name}:${tag} runs as is not known${mirrorHint(base.image)}` };
});
