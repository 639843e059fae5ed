import { compiledSources } from '../artefact/sources.ts';
import type { Place } from './place.ts';

/** Why a program has to own a folder, where no step can give it one. */
export function whyMakesFiles({ context }: Place): string | undefined {
  const sources = compiledSources(context);
  if ('unknown' in sources) return undefined;
  const making = sources.find(({ language, text }) => language.makesFiles?.test(text));
  return making && `${making.path} makes files, and in an image without a shell no step gives it a folder for them`;
}
