import type { BuildContext } from '../context/build-context.ts';
import { type Dockerfile, shippedStages } from '../model/dockerfile.ts';
import type { Finding, Transform } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import { idleJdk } from './support/split/java/idle.ts';
import { splitAside } from './support/split/split-aside.ts';
import { buildsNothing } from './support/split/steps/builds-nothing.ts';

const meta = {
  id: 'split-build-stage',
  title: 'What builds a program stays out of the image that runs it',
  why: 'Compilers, headers and sources are most of the size of an image that is built in one stage, and of what there is to attack in it. None of them is needed to run the program.',
  phase: 'stages',
  maxSafety: 'review',
  covers: [],
  references: [
    'https://docs.docker.com/build/building/multi-stage/',
    'https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds',
  ],
  since: '0.1.0',
} as const satisfies Transform['meta'];

function* find(file: Dockerfile, context: BuildContext, settings: Settings): Iterable<Finding> {
  const stage = file.stages.at(-1);
  if (stage === undefined || stage.base.kind !== 'image' || !shippedStages(file).includes(stage)) return;
  const place = { file, context, stage, settings };
  const result = buildsNothing(stage) ? idleJdk(place) : splitAside(place);
  if (result === undefined) return;
  const at = stage.from.span;
  const message = 'what builds the program is in the image that runs it';
  yield typeof result === 'string' ? { at, message, declined: result } : { at, message, fix: result };
}

export const splitBuildStage: Transform = { meta, find };
