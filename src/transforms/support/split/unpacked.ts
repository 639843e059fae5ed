import { folderOfAnyImage } from '../../../knowledge/images/image-folders.ts';
import { absolutePath } from '../../../model/paths.ts';
import type { Command } from '../../../shell/script.ts';

/** Options that have no say in where things go (gnu.org/software/tar/manual). */
const HARMLESS = /^(?:--(?:gzip|xz|bzip2|verbose|no-same-owner|strip(?:-components)?=\d+)|-[vzjJ]+)$/;

/**
 * The folder that `tar xzf FILE` unpacks an archive in: the one that `-C` names, or in which it works. undefined where that is not known,
 * or where the system has its own files.
 */
export function unpackedIn({ name, words }: Command, folder: string | undefined): string | undefined {
  const [, letters, archive, ...options] = words;
  if (name !== 'tar' || archive === undefined || !/^-?[vzjJ]*x[vzjJ]*f$/.test(letters?.value ?? '')) return undefined;
  const at = options.findIndex(({ value }) => value === '-C');
  const [, target] = at === -1 ? [] : options.splice(at, 2);
  const isKnown = target?.literal ?? at === -1;
  if (!isKnown || folder === undefined || !options.every(({ value }) => HARMLESS.test(value))) return undefined;
  const path = absolutePath(target?.value ?? '.', folder);
  return folderOfAnyImage.test(path) ? undefined : path;
}
