import type { Dockerfile } from '../../../model/dockerfile.ts';
import { variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import type { Command, Script } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';

/** Its value is not that which a variable has before the script runs. */
export const setsVariable = ({ text }: Script, name: string): boolean =>
  new RegExp(`\\b(?:${name}=|for ${name}\\b|read\\b)`).test(text);

/** With what ENV says in place of variables that the script does not set itself. */
export function withValues({ source }: Dockerfile, { state, run }: RunStep, command: Command): Command {
  const lookup = (name: string): string | undefined =>
    setsVariable(run.script, name) ? undefined : variableValue(state, name);
  const words = command.words.map((word) => {
    const value = word.literal ? undefined : expandWord(word.text, source.escape, lookup);
    return value !== undefined && /^[\w@+./-]+$/.test(value) ? { ...word, value, literal: true } : word;
  });
  return { ...command, words };
}
