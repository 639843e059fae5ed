import type { Taken } from './runtime.ts';

/**
 * What comes from the stage that builds, as flags, sources and target of COPYs: files of one folder together, each folder by itself, and
 * paths in the working directory from there.
 */
export function copiesOf(taken: readonly Taken[], folder: string): string[] {
  const files = taken.filter(({ kind }) => kind === 'file');
  const groups = new Map<string, Taken[]>();
  for (const file of files) {
    const key = `${file.owner} ${folderOf(file)}`;
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [
    ...[...groups.values()].map((all) => {
      const [first] = all as [Taken];
      const { owner } = first;
      const target = fromHere(folderOf(first), folder).replace(/([^/])$/, '$1/');
      return withOwner(`${all.map((file) => file.path).join(' ')} ${target}`, owner);
    }),
    ...taken
      .filter(({ kind }) => kind === 'folder')
      .map(({ path, owner }) => withOwner(`${path} ${fromHere(path, folder)}`, owner)),
  ];
}

const withOwner = (words: string, owner: string | undefined): string =>
  owner === undefined ? words : `--chown=${owner} ${words}`;

const folderOf = ({ path, into }: Taken): string => into ?? (path.slice(0, path.lastIndexOf('/')) || '/');

/** `./` for the folder itself. */
function fromHere(path: string, folder: string): string {
  if (path === folder) return './';
  return folder !== '/' && path.startsWith(`${folder}/`) ? `./${path.slice(folder.length + 1)}` : path;
}
