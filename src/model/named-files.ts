import { systemFolders } from '../knowledge/programs/file-work.ts';
import { baseName, invocationOf } from '../shell/invocation.ts';
import type { Command, Script } from '../shell/script.ts';

/** Both name a file, or the one names a folder that the other names something in. */
export function shareFiles(one: Script, other: Script): boolean {
  const theirs = filesNamedBy(other.commands);
  return filesNamedBy(one.commands).some((file) => theirs.some((their) => isSame(file, their)));
}

/** The script names the file, a file in it, or, in an address, a file of that name. */
export const names = ({ commands }: Script, file: string): boolean =>
  filesNamedBy(commands).some((own) => isSame(own, plain(file)));

/** They are the same file, or the one is in the other; a name without a folder may be any file of that name. */
export const relates = (one: string, other: string): boolean => isSame(plain(one), plain(other));

/** What may be files among the words of commands, as they are written; folders of the whole system are left out. */
function filesNamedBy(commands: readonly Command[]): string[] {
  return commands
    .flatMap((command) => [
      ...operandsOf(command),
      ...command.redirects.flatMap(({ target }) => (target === undefined ? [] : [target.value])),
    ])
    .map(plain)
    .filter((word) => /[./]/.test(word) && !/^\.*$/.test(word) && !systemFolders.has(word));
}

/** `--prefix=/opt/x` and `of=/x` name files too. */
const operandsOf = (command: Command): string[] =>
  (invocationOf(command)?.args ?? []).map(({ value }) => value.replace(/^-*[\w-]+=/, ''));

/** A folder, whether all of it is meant or what is in it. */
const plain = (word: string): string => word.replace(/(?<=.)(?:\/[.*]?)+$/, '');

function isSame(one: string, other: string): boolean {
  if (one === other || isWithin(one, other) || isWithin(other, one)) return true;
  return isNameOf(one, other) || isNameOf(other, one);
}

/** `x.tgz` and `https://example.org/x.tgz`: where it ends up is known by its name. */
const isNameOf = (name: string, file: string): boolean => !name.includes('/') && baseName(file) === name;

const isWithin = (file: string, folder: string): boolean => file.startsWith(`${folder}/`);
