import { slimImageOf } from '../../../../knowledge/images/slim-tags.ts';
import { isOfAnotherPython, isOfPython2, pythonOfRelease } from '../../../../knowledge/python/distributions.ts';
import { releaseOfPython, tagUnderUv } from '../../../../knowledge/python/images.ts';
import { fromParts, rootImage, type Stage } from '../../../../model/dockerfile.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { distributionOf } from '../system/runtime-base.ts';
import { installedPackage } from '../system/system-packages.ts';

/** The official image that the stage is made of, or one of uv; or the one that comes closest to a distribution. */
export function imageOf(stage: Stage): ImageReference | undefined {
  const { base } = stage;
  if (base.kind !== 'image') return undefined;
  const { image } = base;
  const tag = image.name === 'python' ? image.tag : (tagUnderUv(image.name, image.tag) ?? tagOfDistribution(stage));
  return tag === undefined ? undefined : { ...image, name: 'python', tag };
}

export const isDistribution = ({ base }: Stage): boolean =>
  base.kind === 'image' && /^(?:debian|ubuntu)$/.test(base.image.name);

/** Its own Python, where no other one is installed: a slim image of the same version has as little beside it. */
function tagOfDistribution(stage: Stage): string | undefined {
  return whyNoPython(stage) === undefined ? `${versionIn(stage)}-slim` : undefined;
}

const versionIn = (stage: Stage): string | undefined => pythonOfRelease(rootImage(stage)?.release ?? '');

/** Why no packages are known that bring a Python which a smaller image has as well. */
export function whyNoPython(stage: Stage): string | undefined {
  const written = fromParts(stage.from).base;
  const distribution = isDistribution(stage) ? distributionOf(stage) : undefined;
  if (distribution === undefined)
    return `it is built on ${written}, whose Python is not that of an official image: built on one of those, it could be split`;
  if (typeof distribution === 'string') return distribution;
  const version = versionIn(stage);
  if (version === undefined)
    return `which Python the packages of ${written} bring is not known: ${rootImage(stage)?.release === undefined ? 'with a tag that names a release' : 'on a later release'} it could be split`;
  const other = installedPackage(stage, (name) => isOfAnotherPython(name, version));
  if (other !== undefined)
    return isOfPython2(other)
      ? `${other} is of Python 2, which gets no more fixes: with python3 it could be split`
      : `${other} is of another Python than the ${version} that ${written} calls python3: on an official image of it, it could be split`;
  const isThere = installedPackage(stage, (name) => /^python3(?:-|$)/.test(name)) !== undefined;
  return isThere ? undefined : `what brings Python to ${written} is not known`;
}

/** As FROM says it; an image of uv says nothing of where another one would come from than its own registry. */
export function runtimeImage(stage: Stage, { tag }: ImageReference): string | undefined {
  const { base, from } = stage;
  if (isDistribution(stage)) {
    const distribution = distributionOf(stage);
    return typeof distribution === 'string' ? undefined : distribution.slim;
  }
  const written = fromParts(from).base;
  if (base.kind === 'image' && base.image.name === 'python') return slimImageOf(written, tag);
  return /[$@]/.test(written) ? undefined : slimImageOf(`python:${tag}`, tag);
}

/** The release of the distribution under an image, where its tag tells. */
export function releaseOf({ base }: Stage, { tag }: ImageReference): string | undefined {
  if (base.kind !== 'image') return undefined;
  return base.known?.family === 'alpine'
    ? /alpine-?(\d[\d.]*)/.exec(tag)?.[1]
    : (base.known?.release ?? releaseOfPython(tag));
}
