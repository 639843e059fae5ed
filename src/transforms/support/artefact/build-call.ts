import { expand } from '../../../model/variables.ts';
import type { Word } from '../../../shell/script.ts';

/** A call of a tool that compiles, and what the image has around it. */
export type BuildCall = {
  readonly tool: string;
  readonly args: readonly Word[];
  /** The folder that it works in. */
  readonly folder: string;
  /** The value of a variable of the environment; undefined where none is known. */
  readonly variable: (name: string) => string | undefined;
  /** The text of a file of the image that comes from the build context. */
  readonly textAt: (path: string) => string | undefined;
  /** The names in a folder of the image, as far as they come from the build context. */
  readonly namesIn: (folder: string) => readonly string[];
  readonly isFolder: (path: string) => boolean;
};

/** Where the programs are that a call makes, none where it makes no program; or why that is not known. */
export type Programs = readonly string[] | { readonly unknown: string };

export type Options = {
  /** The values of each option: `''` of a switch, undefined where it is known only when it runs. */
  readonly values: ReadonlyMap<string, readonly (string | undefined)[]>;
  readonly operands: readonly Word[];
};

/** `-o x`, `-o=x`, `--release`, `--bin x`; bundled letters come as they stand. */
export function optionsOf(
  { args, variable }: Pick<BuildCall, 'args' | 'variable'>,
  valued: readonly string[],
): Options {
  const values = new Map<string, (string | undefined)[]>();
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word;
    const plain = word.literal ? word.value : word.text;
    const [, name, own] = /^-{1,2}([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(plain) ?? [];
    if (name === undefined) {
      operands.push(word);
      continue;
    }
    const waits = own === undefined && valued.includes(name);
    const next = waits ? args[++at] : undefined;
    const value =
      next === undefined ? (word.literal ? (own ?? '') : textOf(own ?? '', variable)) : wordValue(next, variable);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values, operands };
}

/** The word that a shell makes of this one; undefined where that is known only when it runs. */
export const wordValue = (word: Word, variable: BuildCall['variable']): string | undefined =>
  word.literal ? word.value : textOf(word.text, variable);

function textOf(text: string, variable: BuildCall['variable']): string | undefined {
  const [, single] = /^'([^']*)'$/.exec(text) ?? [];
  const value = single ?? expand(text.replace(/"/g, ''), variable);
  return value !== undefined && /[`'\\]/.test(value) ? undefined : value;
}

/** A target that installs: `install`, `install/strip` of cmake, `install_sw` of OpenSSL, `altinstall` of Python. */
export const isInstall = (target: string | undefined): boolean =>
  /^(?:alt)?install(?:[-_/][\w-]+)?$/.test(target ?? '');

/** The folder itself and those that it is in, up to the root. */
export function foldersUp(folder: string): string[] {
  const parts = folder.split('/').filter((part) => part !== '');
  return parts.map((_, at) => `/${parts.slice(0, parts.length - at).join('/')}`).concat('/');
}
