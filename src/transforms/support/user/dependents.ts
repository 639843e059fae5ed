import type { BuildContext, DockerfileText } from '../../../context/build-context.ts';
import { type Dockerfile, fromParts, readDockerfile } from '../../../model/dockerfile.ts';
import { readImageReference } from '../../../model/image-reference.ts';
import { once } from '../../../model/memo.ts';
import { parseByBuildKit } from '../../../syntax/parse.ts';
import { holdsLastStage } from './services.ts';

/** Another Dockerfile of the project that is built on the image of this one: it would begin with its user. */
export function whoBuildsOn(file: Dockerfile, context: BuildContext): string | undefined {
  const names = (context.images?.() ?? []).filter(({ target }) => holdsLastStage(file, target)).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const dependent = (context.neighbours?.() ?? []).find((other) =>
    basesOf(other).some((base) => names.some((name) => mayBeSame(nameOf(base), nameOf(name)))),
  );
  return dependent?.path;
}

/** Images that stages begin with, and the text of those whose name is not known. */
const basesOf = once(({ text }: DockerfileText): readonly string[] => {
  const parsed = parseByBuildKit(text);
  if ('problem' in parsed) return [];
  return readDockerfile(parsed.file).stages.flatMap(({ base, from }) => {
    if (base.kind === 'stage') return [];
    return base.kind === 'image' ? base.image.name : fromParts(from).base;
  });
});

/** Without its tag, as that of a later build may be any; `$` where it has a variable. */
const nameOf = (written: string): string => readImageReference(written.replace(/\$(?:\{[^}]*\}|\w+)/g, '$$')).name;

/** Where one has a variable, the last part tells: the rest is most often a registry. */
function mayBeSame(one: string, other: string): boolean {
  if (!`${one}${other}`.includes('$')) return one === other;
  const [last, otherLast] = [one, other].map((name) => name.slice(name.lastIndexOf('/') + 1));
  return last === otherLast && last !== '$';
}
