import type { Dockerfile } from '../../../model/dockerfile.ts';
import { variableValue } from '../../../model/state.ts';
import { expandWord } from '../../../model/variables.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';
import type { RunStep } from '../rewrite/rewrite.ts';
import { isRoot } from '../user/runs-as.ts';

/** Its value is not that which a variable has before the script runs. */
export const setsVariable = ({ text }: Script, name: string): boolean =>
  new RegExp(`\\b(?:${name}=|for ${name}\\b|read\\b)`).test(text);

/** With what ENV says in place of variables that the script does not set itself, and with the home of root in place of `~`. */
export function withValues({ source }: Dockerfile, { state, run }: RunStep, command: Command): Command {
  const lookup = (name: string): string | undefined =>
    setsVariable(run.script, name) ? undefined : variableValue(state, name);
  const settled = (word: Word): Word => {
    if (/^~(?:\/|$)/.test(word.text))
      return isRoot(state.user) ? { ...word, value: `/root${word.value.slice(1)}` } : { ...word, literal: false };
    const value = word.literal ? undefined : expandWord(word.text, source.escape, lookup);
    return value !== undefined && /^[\w@+./-]+$/.test(value) ? { ...word, value, literal: true } : word;
  };
  const redirects = command.redirects.map(({ target, ...rest }) => ({
    ...rest,
    target: target?.literal === true ? settled(target) : target,
  }));
  return { ...command, words: command.words.map(settled), redirects };
}
