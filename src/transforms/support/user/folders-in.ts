import { absolutePath } from '../../../model/paths.ts';
import type { Command, Script } from '../../../shell/script.ts';

/** The folder that each command of a script works in, from where it starts; none where only the run knows it. */
export function foldersIn({ commands }: Script, start: string | undefined): ReadonlyMap<Command, string> {
  const folders = new Map<Command, string>();
  let folder = start;
  for (const command of commands) {
    if (folder !== undefined) folders.set(command, folder);
    if (!/^(?:cd|pushd|popd)$/.test(command.name)) continue;
    const path = command.words[1];
    const isPlain = command.name !== 'popd' && path?.literal === true && !/^[-~]/.test(path.value);
    folder = isPlain && folder !== undefined ? absolutePath(path.value, folder) : undefined;
  }
  return folders;
}
