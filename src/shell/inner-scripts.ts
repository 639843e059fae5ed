import { isGiven, passedOn, startsGiven } from './given.ts';
import { invocationOf } from './invocation.ts';
import { parseShell } from './parse.ts';
import type { Command, Script, Word } from './script.ts';

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

export const startsWhatIsGiven = (script: Script): boolean =>
  script.commands.some((command) => {
    const tool = invocationOf(command)?.tool;
    return tool !== undefined && startsGiven(script, tool);
  });

/**
 * The command that a script is given and hands on. Options are for a program that it names itself (`exec gunicorn "$@"`), and what another
 * script is given in turn is looked at there.
 */
export function handedOn(script: Script, given: readonly Word[]): Script | undefined {
  const words = passedOn(script, given);
  const [first] = words;
  return first === undefined || first.value.startsWith('-') || isGiven(first) ? undefined : givenScript(words);
}

/** What a script calls by these names are functions of its own. */
export const functionNames = ({ text }: Script): ReadonlySet<string> =>
  new Set([...text.matchAll(/([\w-]+)\s*\(\s*\)/g)].map(([, name]) => name as string));

/** What a script has started beside its own commands: what traps do, and what takes the place of what it is given (`set -- node "$@"`). */
export function laterScripts(script: Script): Script[] {
  const traps = script.commands.flatMap(({ name, words: [, action] }) =>
    name === 'trap' && action !== undefined && !/^-/.test(action.value) ? [parseShell(unquoted(action))] : [],
  );
  return startsWhatIsGiven(script) ? [...traps, ...script.commands.flatMap(setInstead)] : traps;
}

const unquoted = ({ text, value, literal }: Word): string => (literal ? value : text.replace(/^"(.*)"$/s, '$1'));

/** The words that a script is given from here on. An option at first is for a program that is named elsewhere. */
function setInstead({ name, words }: Command): Script[] {
  if (name !== 'set') return [];
  const end = words.findIndex(({ value }) => value === '--');
  const given = words.slice(end === -1 ? 1 : end + 1);
  const [first] = given;
  return first === undefined || isGiven(first) || /^[-+]/.test(first.value) ? [] : [givenScript(given)];
}

/** What `xargs` and `find -exec` start with what they find. */
export function startedOnEach({ name, words }: Command): Script[] {
  const rest = words.slice(1);
  if (name === 'xargs') {
    const at = rest.findIndex(
      ({ value }, index) => !value.startsWith('-') && !TAKES_VALUE.test(rest[index - 1]?.value ?? ''),
    );
    return at === -1 ? [] : [givenScript(rest.slice(at))];
  }
  if (name !== 'find') return [];
  return rest.flatMap(({ value }, index) =>
    /^-(?:exec|ok)(?:dir)?$/.test(value) ? [givenScript(untilEnd(rest.slice(index + 1)))] : [],
  );
}

const untilEnd = (words: readonly Word[]): readonly Word[] => {
  const end = words.findIndex(({ value }) => value === ';' || value === '+');
  return end === -1 ? words : words.slice(0, end);
};

/** Options of xargs(1) whose value is a word of its own. */
const TAKES_VALUE =
  /^(?:-[adEILnPs]|--(?:arg-file|delimiter|max-args|max-chars|max-lines|max-procs|process-slot-var|replace))$/;
