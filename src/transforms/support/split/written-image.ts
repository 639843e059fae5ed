import { fromParts, type Stage } from '../../../model/dockerfile.ts';

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
  const slash = base.split('$')[0]?.lastIndexOf('/') ?? -1;
  const colon = base.indexOf(':', slash + 1);
  const repository = colon === -1 ? base : base.slice(0, colon);
  if (!repository.toLowerCase().endsWith(name)) return `which image ${base} is goes by a variable`;
  return {
    prefix: repository.slice(0, repository.length - name.length),
    tag: colon === -1 ? undefined : base.slice(colon + 1),
  };
}
