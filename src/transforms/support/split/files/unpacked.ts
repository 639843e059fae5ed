import { folderOfAnyImage } from '../../../../knowledge/images/image-folders.ts';
import { absolutePath } from '../../../../model/paths.ts';
import type { Command } from '../../../../shell/script.ts';

/** Options that have no say in where things go (gnu.org/software/tar/manual). */
const HARMLESS = /^(?:--(?:gzip|xz|bzip2|verbose|no-same-owner|strip(?:-components)?=\d+)|-[vzjJ]+)$/;

/**
 * What `tar xzf FILE`, or `tar xz` of what it is piped, leaves: the folder that `-C` names, or in which it works; of a folder that the system
 * has as well, what of it the command names. undefined where that is not known.
 */
export function unpackedIn({ name, words }: Command, folder: string | undefined): string[] | undefined {
  const rest = words.slice(1);
  const at = rest.findIndex(({ value }) => value === '-C' || value === '--directory');
  const [, target] = at === -1 ? [] : rest.splice(at, 2);
  const [letters, ...options] = rest;
  const [, isFile] = /^-?[vzjJ]*x[vzjJ]*(f?)$/.exec(letters?.value ?? '') ?? [];
  if (name !== 'tar' || isFile === undefined || (isFile === 'f' && options.shift() === undefined)) return undefined;
  const members = options.filter(({ value }) => !HARMLESS.test(value));
  const isKnown = target?.literal ?? at === -1;
  if (!isKnown || folder === undefined || !members.every(isMember)) return undefined;
  const path = absolutePath(target?.value ?? '.', folder);
  if (!folderOfAnyImage.test(path)) return [path];
  const isCut = options.some(({ value }) => value.startsWith('--strip'));
  return members.length === 0 || isCut ? undefined : members.map(({ value }) => absolutePath(value, path));
}

/** A file in the archive. */
const isMember = ({ value, literal }: Command['words'][number]): boolean =>
  literal && /^\.?\/?\w[\w./-]*[\w-]$/.test(value) && !value.includes('..');
