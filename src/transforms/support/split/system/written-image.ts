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
  const [flag] = from.flags;
  if (flag !== undefined) return `FROM asks for ${flag.text}, which is about the image that runs as well`;
  if (base.includes('@'))
    return `${base} is one build of an image, and which build of another belongs to it is not known`;
  return takenApart(base, name) ?? `which image ${base} is goes by a variable`;
}

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
