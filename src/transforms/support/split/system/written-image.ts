import { fromParts, type Stage } from '../../../../model/dockerfile.ts';
import { escaped } from '../../../../syntax/text.ts';

/** An image as FROM writes it, with its variables. */
export type WrittenImage = {
  /** A registry in front of the name. */
  readonly prefix: string;
  readonly tag: string | undefined;
};

/** How FROM writes the image of a stage that is called so; or why no other can be written like it. */
export function writtenImage({ from }: Stage, name: string): WrittenImage | string {
  const { base } = fromParts(from);
  const why = whyPlatform(from);
  if (why !== undefined) return why;
  if (base.includes('@'))
    return `${base} is one build of an image, and which build of another belongs to it is not known`;
  return takenApart(base, name) ?? `which image ${base} is goes by a variable`;
}

/** Images that belong together are there for these all (github.com/docker-library/official-images); the stage that runs says the same. */
const USUAL_PLATFORM = /^linux\/(?:amd64|arm64(?:\/v8)?)$/;

/** Why the image that runs may not be there where the one that builds is. */
export function whyPlatform({ flags }: Stage['from']): string | undefined {
  const flag = flags.find(({ name, value }) => name !== 'platform' || !USUAL_PLATFORM.test(value));
  return flag && `FROM asks for ${flag.text}, which is about the image that runs as well`;
}

/** There is none, or a variable holds all that would say which. */
export const whyNotSlim = (from: Stage['from'], image: string): string =>
  fromParts(from).base.includes('$')
    ? `which image is the slim one of ${image} goes by a variable: with its tag in FROM it could be split`
    : `there is no slim image for ${image}`;

/** Undefined where the name goes by a variable. */
function takenApart(base: string, name: string): WrittenImage | undefined {
  const match = new RegExp(`^(.*[/}])?${escaped(name)}(?::(.*))?$`, 'i').exec(base);
  return match === null ? undefined : { prefix: match[1] ?? '', tag: match[2] };
}

/** Where FROM takes the image of a stage from that is called so: nothing for Docker Hub, unless it is said. */
const registryOf = ({ from }: Stage, name: string): string =>
  takenApart(fromParts(from).base.replace(/@.*/, ''), name)?.prefix ?? '';

/** An official image of Docker Hub, from where the image of a stage comes that is called so: others may not be in reach. */
export const besideImage = (stage: Stage, name: string, official: string): string =>
  `${registryOf(stage, name)}${name.includes('/') && registryOf(stage, name) !== '' ? 'library/' : ''}${official}`;

/** It comes from Docker Hub itself, so that other registries are in reach as well. */
export const isOfDockerHub = (stage: Stage, name: string): boolean =>
  /^(?:(?:index\.)?docker\.io\/|registry(?:-1|\.hub)\.docker\.(?:io|com)\/)?(?:library\/)?$/.test(
    registryOf(stage, name),
  );
