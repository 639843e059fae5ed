import { knownImage } from '../../knowledge/images/base-images.ts';
import type { ImageReference } from '../../model/image-reference.ts';

/** What to say of an image that is not known, and is called in a registry as one of Docker Hub is called. */
export function mirrorHint({ name, tag }: ImageReference): string {
  const [, registry, own = ''] = /^([^/]*[.:][^/]*(?:\/.+)*)\/([^/]+)$/.exec(name) ?? [];
  return registry === undefined || knownImage(own, tag) === undefined
    ? ''
    : `: where it is the ${own} of Docker Hub, --mirror ${registry} says so`;
}
