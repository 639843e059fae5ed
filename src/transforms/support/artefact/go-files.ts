import { type BuildContext, pathIn } from '../../../context/build-context.ts';

/** Sources of Go in a folder and below it, but for what go itself passes over there (`go help packages`). */
export const goFilesIn = (sent: BuildContext, folder: string): string[] =>
  (sent.namesIn(folder) ?? []).flatMap((name) => {
    const path = pathIn(folder, name);
    if (sent.kindOf(path) === 'folder') return /^[._]|^(?:testdata|vendor)$/.test(name) ? [] : goFilesIn(sent, path);
    return name.endsWith('.go') ? [path] : [];
  });
