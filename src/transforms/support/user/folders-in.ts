import { absolutePath } from '../../../model/paths.ts';
import type { Command, Nesting, Script } from '../../../shell/script.ts';

/** The folder that each command of a script works in, from where it starts; none where only the run knows it. */
export function foldersIn({ commands, text }: Script, start: string | undefined): ReadonlyMap<Command, string> {
  const folders = new Map<Command, string>();
  let folder = start;
  let outside: { readonly folder: string | undefined; readonly depth: number } | undefined;
  let before = { depth: 0, end: 0 };
  for (const command of commands) {
    const depth = command.nesting.filter((each) => SHELLS.has(each)).length;
    const closed = text.slice(before.end, command.start).split(')').length - 1;
    const isOver = outside !== undefined && (depth < outside.depth || closed > Math.max(0, before.depth - depth));
    if (isOver) [folder, outside] = [outside?.folder, undefined];
    if (folder !== undefined) folders.set(command, folder);
    before = { depth, end: command.end };
    if (!/^(?:cd|pushd|popd)$/.test(command.name)) continue;
    if (depth > 0) outside ??= { folder, depth };
    const path = command.words[1];
    const isPlain = command.name !== 'popd' && path?.literal === true && !/^[-~]/.test(path.value);
    folder = isPlain && folder !== undefined ? absolutePath(path.value, folder) : undefined;
  }
  return folders;
}

/** What starts a shell of its own, whose folder nobody else is in. */
const SHELLS: ReadonlySet<Nesting> = new Set(['background', 'coproc', 'pipeline', 'subshell', 'substitution']);
