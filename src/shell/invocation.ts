import { type Wrapper, wrappers } from '../knowledge/programs/wrappers.ts';
import { startsItself } from './itself.ts';
import type { Command, Word } from './script.ts';

/** What a command really runs, behind `sudo`, `env` and their like. */
export type Invocation = {
  readonly command: Command;
  /** The words before the tool: `sudo -E`. */
  readonly wrapper: readonly Word[];
  readonly tool: Word;
  readonly args: readonly Word[];
};

/** Commands live as long as the scripts that are kept for their text; each is asked for again and again. */
const known = new WeakMap<Command, Invocation | null>();

export function invocationOf(command: Command): Invocation | undefined {
  const found = known.get(command);
  if (found !== undefined) return found ?? undefined;
  const read = readInvocation(command);
  known.set(command, read ?? null);
  return read;
}

function readInvocation(command: Command): Invocation | undefined {
  const { words } = command;
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const wrapper = word.literal ? wrapperCalled(baseName(word.value)) : undefined;
    if (wrapper === undefined) return { command, wrapper: words.slice(0, at), tool: word, args: words.slice(at + 1) };
    at++;
    for (let option = words[at]; option?.value.startsWith('-'); option = words[at]) {
      at += wrapper.values.includes(option.value) ? 2 : 1;
    }
    at += wrapper.operands ?? 0;
    const itself = words.findIndex(startsItself);
    if (words.slice(at, itself).every(isVariable)) at = Math.max(at, itself);
    while (wrapper.assignments && /^\w+=/.test(words[at]?.value ?? '')) at++;
  }
  return undefined;
}

/** Behind a wrapper, and before the script itself, it is an option that may be empty: `timeout $FLAGS $SECONDS $0`. */
const isVariable = ({ text }: Word): boolean => /^\$(?:\w+|\{\w+\})$/.test(text);

/** A command may well be called `constructor`. */
const wrapperCalled = (name: string): Wrapper | undefined =>
  Object.hasOwn(wrappers, name) ? wrappers[name] : undefined;

/** The name of the program that a command runs; empty where it runs none. */
export const toolOf = (command: Command): string => baseName(invocationOf(command)?.tool.value ?? '');

/** `/usr/bin/apt-get` is `apt-get`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `python3.13` is `python`. */
export const withoutVersion = (name: string): string => name.replace(/[\d.]+$/, '');
