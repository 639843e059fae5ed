import type { BuildContext, DockerfileText } from '../../../context/build-context.ts';
import { copiedFrom, type Dockerfile, fromParts, readDockerfile, type Stage } from '../../../model/dockerfile.ts';
import { readImageReference } from '../../../model/image-reference.ts';
import { once } from '../../../model/memo.ts';
import { parseByBuildKit } from '../../../syntax/parse.ts';
import { holdsLastStage } from './services.ts';

/** Another Dockerfile of the project that is built on the image of this one: it would begin with its user. */
export const whoBuildsOn = (file: Dockerfile, context: BuildContext): string | undefined =>
  dependentBy(file, context, basesOf);

/** Another one that takes files from it: `COPY --from=example/app /app/docs /docs`. */
export const whoCopiesFrom = (file: Dockerfile, context: BuildContext): string | undefined =>
  dependentBy(file, context, sourcesOf);

function dependentBy(
  file: Dockerfile,
  context: BuildContext,
  imagesOf: (other: DockerfileText) => readonly string[],
): string | undefined {
  const names = (context.images?.() ?? []).filter(({ target }) => holdsLastStage(file, target)).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const dependent = (context.neighbours?.() ?? []).find((other) =>
    imagesOf(other).some((image) => names.some((name) => mayBeSame(nameOf(image), nameOf(name)))),
  );
  return dependent?.path;
}

const stagesOf = once(({ text }: DockerfileText): readonly Stage[] => {
  const parsed = parseByBuildKit(text);
  return 'problem' in parsed ? [] : readDockerfile(parsed.file).stages;
});

/** Images that stages begin with, and the text of those whose name is not known. */
const basesOf = once((other: DockerfileText): readonly string[] =>
  stagesOf(other).flatMap(({ base, from }) => {
    if (base.kind === 'stage') return [];
    return base.kind === 'image' ? base.image.name : fromParts(from).base;
  }),
);

/** Images that files are taken from, and names of stages: none of those is called like an image. */
const sourcesOf = once((other: DockerfileText): readonly string[] =>
  stagesOf(other).flatMap(({ steps }) => steps.flatMap(({ instruction }) => copiedFrom(instruction))),
);

/** Without its tag, as that of a later build may be any; `$` where it has a variable. */
const nameOf = (written: string): string => readImageReference(written.replace(/\$(?:\{[^}]*\}|\w+)/g, '$$')).name;

/** Where one has a variable, the last part tells: the rest is most often a registry. */
function mayBeSame(one: string, other: string): boolean {
  if (!`${one}${other}`.includes('$')) return one === other;
  const [last, otherLast] = [one, other].map((name) => name.slice(name.lastIndexOf('/') + 1));
  return last === otherLast && last !== '$';
}
