import type { Command } from '../shell/script.ts';
import { ABOUT_CONTAINERS, type Instruction, isCopy, jsonForm, type Keyword } from '../syntax/instruction.ts';
import { wordsIn } from '../syntax/words.ts';
import type { Step } from './dockerfile.ts';
import { absolutePath } from './paths.ts';
import type { Run } from './run.ts';

/** The `cd` that a RUN begins with. */
export type Entry = {
  readonly command: Command;
  readonly path: string;
  /** Where the script goes on behind it. */
  readonly next: number;
};

const PLAIN_PATH = /^\/[\w.@+/-]*$/;

/** Mounts may have their targets, and what they hold, in the working directory, so a RUN that has some is left out. */
export function entryOf({ instruction, script, isHeredoc }: Run): Entry | undefined {
  const hasMounts = instruction.flags.some(({ name }) => name === 'mount');
  const [statement, second] = script.statements;
  if (script.opaque !== undefined || isHeredoc || hasMounts || statement === undefined) return undefined;
  const { links, background } = statement;
  if (background || links.some(({ operator }) => operator === '||')) return undefined;
  const command = links[0]?.command;
  const path = command && folderOf(command);
  const next = (links[1] ?? second)?.start;
  if (command === undefined || path === undefined || next === undefined) return undefined;
  const isTied = /^\s*(?:&&|;)\s*$/.test(script.text.slice(command.end, next)) && !/[<>]/.test(script.text[next] ?? '');
  return isTied ? { command, path, next } : undefined;
}

function folderOf({ name, words, redirects, assignments }: Command): string | undefined {
  const path = words[1]?.text ?? '';
  const isPlain = name === 'cd' && words.length === 2 && redirects.length + assignments.length === 0;
  return isPlain && PLAIN_PATH.test(path) ? path : undefined;
}

/** A WORKDIR that says its path itself, all of it. */
export const isPlainWorkdir = ({ keyword, args }: Pick<Instruction, 'keyword' | 'args'>): boolean =>
  keyword === 'WORKDIR' && PLAIN_PATH.test(args.text);

/** They say how containers run, or what later steps see; none of them names a path that goes on from the working directory. */
const INDIFFERENT: readonly Keyword[] = [...ABOUT_CONTAINERS, 'ARG', 'ENV', 'SHELL', 'USER', 'VOLUME'];

/** The build does the same at this step, whatever the working directory is. What containers do is another matter. */
export function ignoresWorkdir({ instruction, run, state }: Step): boolean {
  const { keyword, args, heredocs } = instruction;
  if (keyword === 'WORKDIR') return args.text.startsWith('/');
  if (isCopy(instruction))
    return heredocs.length === 0 && (jsonForm(args) ?? wordsIn(args.text)).at(-1)?.startsWith('/') === true;
  if (keyword === 'RUN') {
    const entry = run && entryOf(run);
    // A RUN that goes to where it is counts on being there: it needs no cd.
    return entry !== undefined && absolutePath(entry.path, '/') !== state.folder;
  }
  return INDIFFERENT.includes(keyword);
}
