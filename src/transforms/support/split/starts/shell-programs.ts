import { interpreters } from '../../../../knowledge/programs/scripts.ts';
import { wrappers } from '../../../../knowledge/programs/wrappers.ts';
import { baseName, invocationOf } from '../../../../shell/invocation.ts';
import { parseShell } from '../../../../shell/parse.ts';
import type { Command } from '../../../../shell/script.ts';

/** Programs that a shell starts for a line, those that start others included; undefined where that is known only at run time. */
export function programsOf(line: string): string[] | undefined {
  const script = parseShell(line);
  if (script.opaque !== undefined) return undefined;
  const all = script.commands.map(programsOfCommand);
  return all.includes(undefined) ? undefined : all.flatMap((names) => names ?? []);
}

function programsOfCommand(command: Command): string[] | undefined {
  const invocation = invocationOf(command);
  if (invocation === undefined) return [];
  const { tool, args, wrapper } = invocation;
  if (!tool.literal || /[^\w./+[-]/.test(tool.value)) return undefined;
  const names = [...wrapper.map(({ value }) => value).filter(isWrapper), tool.value];
  if (!isShell(tool.value) || args.length === 0) return names;
  const given = args[args.findIndex(({ value }) => /^-\w*c$/.test(value)) + 1];
  const inner = given?.literal && given !== args[0] ? programsOf(given.value) : undefined;
  return inner && [...names, ...inner];
}

const isWrapper = (word: string): boolean => Object.hasOwn(wrappers, baseName(word));

export const isShell = (program: string): boolean => interpreters.includes(baseName(program));

/** What stands behind `-c` among what a source gives to a shell: `"-c", "git log"`, `.arg("-c").arg("git log")`, `"-c \"git log\""`. */
const GIVEN =
  /^[\s\S]{0,60}?["'`]-\w*c["'`][\s,)\]]*(?:\.args?\()?[\s&[]*(["'`])((?:(?!\1)[^\\\n])+)\1|^[\s\S]{0,60}?["']-\w*c (?:\\"|')([^"'\\\n]+)(?:\\"|')/;

/** Programs that a shell starts which a source starts, by the text behind its name; undefined where they are not known. */
export function programsGiven(rest: string): string[] | undefined {
  const [, , line, quoted] = GIVEN.exec(rest) ?? [];
  const text = line ?? quoted;
  return text === undefined || /\$\{|%s|\{\d*\}/.test(text) ? undefined : programsOf(text);
}
