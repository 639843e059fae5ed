import { interpreters } from '../../../knowledge/programs/scripts.ts';
import { baseName, type Invocation, invocationOf } from '../../../shell/invocation.ts';
import type { Command, Script, Word } from '../../../shell/script.ts';

/** `"$@"` and `"${@}"`: what a script is started with. */
export const ALL_GIVEN = /^"?\$(?:[@*]|\{[@*]\})"?$/;

/** A text that names it, in whatever way. */
export const namesGiven = (text: string): boolean => /\$\{?[@*]/.test(text);

/** `exec "$@"` */
export const startsWhatIsGiven = ({ commands }: Script): boolean =>
  commands.some((command) => ALL_GIVEN.test(invocationOf(command)?.tool.text ?? ''));

/** `exec gosu till "$0" "$@"` */
export const startsItself = ({ tool, args }: Invocation): boolean =>
  /^"?\$(?:0|BASH_SOURCE|\{(?:0|BASH_SOURCE(?:\[0\])?)\})"?$/.test(tool.text) &&
  args.every(({ text }) => ALL_GIVEN.test(text));

/** Options that a script is given go to programs that are known without them, and nowhere else. */
export function handsOn({ text, commands }: Script, [first]: readonly Word[]): boolean {
  if (first?.value.startsWith('-') !== true || KEEPS.test(text)) return false;
  const naming = commands.filter(({ words }) => words.some((word) => namesGiven(word.text)));
  return naming.length > 0 && naming.every(isKnownWithout);
}

/** `REST=("$@")`, `for each in "$@"` */
const KEEPS = /(?:=\(?|\bin\s+)"?\$\{?[@*]/;

/** `./server "$@"`, `java -jar app.jar "$@"` */
function isKnownWithout(command: Command): boolean {
  const { tool, args = [] } = invocationOf(command) ?? {};
  if (args.some(({ text }) => namesGiven(text) && !ALL_GIVEN.test(text))) return false;
  if (tool?.literal !== true || MAY_START.has(baseName(tool.value))) return false;
  const own = args.slice(
    0,
    args.findIndex(({ text }) => namesGiven(text)),
  );
  return tool.value.includes('/') || own.some(({ value }) => /[\w*]\.\w+$|\//.test(value));
}

/** What makes a command of its arguments, or sets what `"$@"` stands for. */
const MAY_START: ReadonlySet<string> = new Set([...interpreters, 'eval', 'set', 'xargs']);

export const withGiven = (args: readonly Word[], given: readonly Word[]): readonly Word[] =>
  args.flatMap((word) => (ALL_GIVEN.test(word.text) ? given : [word]));
