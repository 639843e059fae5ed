import { invocationOf } from './invocation.ts';
import { parseShell } from './parse.ts';
import type { Script, Word } from './script.ts';

/** `sh -c "./server"`: the first argument of a shell that is no option, which it takes for its script, and not for the name of one. */
export function inlineScript(args: readonly Word[]): Word | undefined {
  const at = args.findIndex(
    ({ value }, index) => !/^[-+]/.test(value) && !takesValue.test(args[index - 1]?.value ?? ''),
  );
  return args.slice(0, Math.max(at, 0)).some(({ value }) => /^-[a-z]*c[a-z]*$/.test(value)) ? args[at] : undefined;
}

/** `-o pipefail`, `-euo pipefail` */
const takesValue = /^(?:[-+][a-zA-Z]*[oO]|--(?:rcfile|init-file))$/;

/** `exec "$@"`, `npx tsx`: arguments that are a command of their own. */
export const givenScript = (words: readonly Word[]): Script => parseShell(words.map(({ text }) => text).join(' '));

/** `"$@"` and `"${@}"`: what a script is started with. */
export const allGiven = /^"?\$(?:[@*]|\{[@*]\})"?$/;

export const startsWhatIsGiven = ({ commands }: Script): boolean =>
  commands.some((command) => allGiven.test(invocationOf(command)?.tool.text ?? ''));

/** The command that a script is given and hands on. Options are for a program that it names itself: `exec gunicorn "$@"`. */
export function handedOn(script: Script, given: readonly Word[]): Script | undefined {
  const [first] = given;
  const isOption = first?.value.startsWith('-') === true && !startsWhatIsGiven(script);
  return first === undefined || isOption || !/\$\{?[@*]/.test(script.text) ? undefined : givenScript(given);
}

/** What a script calls by these names are functions of its own. */
export const functionNames = ({ text }: Script): ReadonlySet<string> =>
  new Set([...text.matchAll(/([\w-]+)\s*\(\s*\)/g)].map(([, name]) => name as string));
