import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import type { Command, Word } from '../../../../shell/script.ts';

/** A program of a gem, or Ruby itself, behind `bundle exec` or not. */
export type RubyCall = { readonly name: string; readonly tool: Word; readonly args: readonly Word[] };

export function rubyCall(command: Command): RubyCall | undefined {
  const { tool, args } = invocationOf(command) ?? {};
  return tool === undefined || args === undefined ? undefined : behindBundle(tool, args);
}

/** `bundle exec rake db:migrate`, `ruby -S rake`: what stands behind is the program. */
export function behindBundle(tool: Word, args: readonly Word[]): RubyCall {
  const name = baseName(tool.value);
  const [first, second] = args;
  if (isBundler(name) && first?.value === 'exec' && second !== undefined && !second.value.startsWith('-'))
    return behindBundle(second, args.slice(2));
  if (name === 'ruby' && first !== undefined && /(?:^|\/)bin\/\w+$/.test(first.value))
    return behindBundle(first, args.slice(1));
  return { name, tool, args };
}

export const isBundler = (name: string): boolean => name === 'bundle' || name === 'bundler';

/** The word that says what bundler does, where it is one. */
export const bundlerVerb = ({ name, args }: RubyCall): string | undefined =>
  isBundler(name) ? (args.find(({ value }) => !value.startsWith('-'))?.value ?? 'install') : undefined;
