import { runsAsOther } from '../../../knowledge/image-users.ts';
import { rootNames, runsAsRoot } from '../../../knowledge/root-images.ts';
import { type Dockerfile, fromTheBaseUp, rootBase, type Stage, type Step } from '../../../model/dockerfile.ts';
import { idOf } from '../rewrite/rewrite.ts';
import { lineOf } from '../wording.ts';

/** Who containers of a stage run as. */
export type RunsAs =
  /** Nobody says otherwise; or, with `step`, a USER says so. */
  | { readonly who: 'root'; readonly step?: Step }
  | { readonly who: 'another' }
  | { readonly who: 'unknown'; readonly why: string };

export function runsAs(file: Dockerfile, stage: Stage): RunsAs {
  const step = fromTheBaseUp(stage)
    .flatMap(({ steps }) => steps)
    .findLast(({ instruction }) => instruction.keyword === 'USER');
  if (step === undefined) return byImage(stage);
  const { text } = step.instruction.args;
  if (text.includes('$'))
    return { who: 'unknown', why: `USER ${text} of line ${lineOf(file, idOf(step))} is known only when it is built` };
  return isRoot(text) ? { who: 'root', step } : { who: 'another' };
}

export const isRoot = (user: string): boolean => rootNames.includes(user.replace(/:.*/, ''));

function byImage(stage: Stage): RunsAs {
  const base = rootBase(stage);
  if (base.kind !== 'image') return { who: 'unknown', why: 'its base image is known only when it is built' };
  const { name, tag } = base.image;
  if (runsAsOther(name, tag)) return { who: 'another' };
  return runsAsRoot(name, tag) || name === 'scratch'
    ? { who: 'root' }
    : { who: 'unknown', why: `who ${name}:${tag} runs as is not known` };
}
