import { slimImageOf } from '../../../../knowledge/images/slim-tags.ts';
import { releaseOfPython, tagOfRelease, tagUnderUv } from '../../../../knowledge/python/images.ts';
import { fromParts, rootImage, type Stage } from '../../../../model/dockerfile.ts';
import type { ImageReference } from '../../../../model/image-reference.ts';
import { distributionOf } from '../runtime-base.ts';
import { installedPackage } from '../system-packages.ts';

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

/** Its own Python, where no other one is installed. */
function tagOfDistribution(stage: Stage): string | undefined {
  const release = rootImage(stage)?.release;
  const has = (pattern: RegExp): boolean => installedPackage(stage, (name) => pattern.test(name)) !== undefined;
  return isDistribution(stage) && release !== undefined && has(/^python3(?:-pip)?$/) && !has(ANOTHER_PYTHON)
    ? tagOfRelease(release)
    : undefined;
}

/** `python2`, `python-dev`, `python3.12`, which another repository has. */
const ANOTHER_PYTHON = /^(?:pypy|python(?:2|-|[23]?\.\d|$))/;

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
