import { jreImage } from '../../../../knowledge/java/images.ts';
import { copyWords } from '../../../../model/copied-files.ts';
import { rootReference } from '../../../../model/dockerfile.ts';
import { baseName } from '../../../../shell/invocation.ts';
import { isCopy } from '../../../../syntax/instruction.ts';
import type { Place } from '../../user/place.ts';

/** A JDK is there for a jar that was built before: it is not this file that could be split. */
export function idleJdk({ file, stage }: Place): string | undefined {
  const image = rootReference(stage);
  const jre = image && jreImage(image.name, image.tag);
  if (jre === undefined) return undefined;
  const jar = stage.steps
    .filter(({ instruction }) => isCopy(instruction) && instruction.flags.every(({ name }) => name !== 'from'))
    .flatMap((step) => copyWords(step, file.source.escape))
    .find((word) => /\.(?:jar|war)$/.test(word ?? ''));
  return jar !== undefined
    ? `nothing is built here, as ${baseName(jar)} comes from the build context; where the program needs no compiler, ${jre.image}:${jre.tag} can run it`
    : undefined;
}
