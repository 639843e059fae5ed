import { parentOf } from '../../../../model/paths.ts';
import type { Taken } from '../runtime.ts';

/**
 * What comes from the stage that builds, as flags, sources and target of COPYs: layers of a folder, which seldom change, then files of
 * one folder together, then each folder by itself, and paths in the working directory from there.
 */
export function copiesOf(taken: readonly Taken[], folder: string): string[] {
  const files = taken.filter(({ kind }) => kind === 'file');
  const groups = new Map<string, Taken[]>();
  for (const file of files) {
    const key = `${file.owner} ${parentOf(file.path)}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const folders = taken.filter(({ kind }) => kind === 'folder');
  const copyOf = ({ path, from = path, owner }: Taken): string => withOwner(`${from} ${fromHere(path, folder)}`, owner);
  return [
    ...folders.filter(({ from }) => from !== undefined).map(copyOf),
    ...[...groups.values()].map((all) => {
      const [{ path, owner }] = all as [Taken];
      const target = fromHere(parentOf(path), folder).replace(/([^/])$/, '$1/');
      return withOwner(`${all.map((file) => file.from ?? file.path).join(' ')} ${target}`, owner);
    }),
    ...folders.filter(({ from }) => from === undefined).map(copyOf),
  ];
}

const withOwner = (words: string, owner: string | undefined): string =>
  owner === undefined ? words : `--chown=${owner} ${words}`;

/** `./` for the folder itself. */
function fromHere(path: string, folder: string): string {
  if (path === folder) return './';
  return folder !== '/' && path.startsWith(`${folder}/`) ? `./${path.slice(folder.length + 1)}` : path;
}
