import type { Word } from './script.ts';

/** Which options of a program take a value, which may then be a word of its own. */
export type OptionSyntax = {
  /** The letters of the short ones. */
  readonly short: string;
  readonly long: readonly string[];
};

/** `-u 1`, `-u1` and `--uid=1` as their name and value; bundled letters come one by one. */
export type Option = { readonly name: string; readonly value: string | undefined; readonly word: Word };

/** Options as GNU getopt reads them: anywhere among the operands, up to `--`. */
export const optionsIn = (args: readonly Word[], syntax: OptionSyntax): Option[] => argumentsIn(args, syntax).options;

/** The words that are neither options nor their values. */
export const operandsIn = (args: readonly Word[], syntax: OptionSyntax): Word[] => argumentsIn(args, syntax).operands;

/** Both. */
export function argumentsIn(args: readonly Word[], syntax: OptionSyntax): { options: Option[]; operands: Word[] } {
  const found: Option[] = [];
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word;
    if (word.text === '--') {
      operands.push(...args.slice(at + 1));
      break;
    }
    if (!/^-./.test(word.text)) {
      operands.push(word);
      continue;
    }
    const options = word.text.startsWith('--') ? [longOption(word, syntax)] : shortOptions(word, syntax);
    const last = options.at(-1);
    const waits = last?.value === WAITS;
    if (waits) at++;
    for (const { name, value } of options) found.push({ name, word, value: value === WAITS ? args[at]?.text : value });
  }
  return { options: found, operands };
}

/** The value is the next word. */
const WAITS = '\0';

type Read = { readonly name: string; readonly value: string | undefined };

function longOption({ text }: Word, { long }: OptionSyntax): Read {
  const [, name = '', value] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(text) ?? [];
  return { name, value: value === undefined && long.includes(name) ? WAITS : value };
}

function shortOptions({ text }: Word, { short }: OptionSyntax): Read[] {
  const found: Read[] = [];
  for (let at = 1; at < text.length; at++) {
    const name = text[at] as string;
    if (short.includes(name)) return [...found, { name, value: text.slice(at + 1) || WAITS }];
    found.push({ name, value: undefined });
  }
  return found;
}
