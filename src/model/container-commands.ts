import { parseShell } from '../shell/parse.ts';
import type { Script } from '../shell/script.ts';
import { type Instruction, jsonForm } from '../syntax/instruction.ts';
import { lineage, type Stage } from './dockerfile.ts';
import { once } from './memo.ts';
import type { Run } from './run.ts';

/** What containers of a stage run: the last ENTRYPOINT with the last CMD, and the last HEALTHCHECK. Empty where only the base may say it. */
export const containerCommands = (stage: Stage): Script[] =>
  [startCommand(stage), healthCommand(stage)].filter((script) => script !== undefined);

/** What containers of a stage start with; undefined where only the base may say it. */
export const startCommand = once((stage: Stage): Script | undefined => {
  const [entrypoint, cmd] = [lastOf(stage, 'ENTRYPOINT'), lastOf(stage, 'CMD')];
  const [started, words] = [textOf(entrypoint), textOf(cmd)];
  const text = jsonText(entrypoint) ? `${started} ${words ?? ''}` : (started ?? words);
  return text === undefined ? undefined : parseShell(text);
});

/** How the health of containers is told. */
export function healthCommand(stage: Stage): Script | undefined {
  const check = lastOf(stage, 'HEALTHCHECK')?.args.text ?? '';
  return /^CMD\s/i.test(check) ? parseShell(commandText(check.slice('CMD'.length).trim())) : undefined;
}

/** The one of its kind that counts: the last of a stage and those that it is built on. */
export function lastOf(stage: Stage, keyword: Instruction['keyword']): Instruction | undefined {
  for (const { steps } of lineage(stage)) {
    const last = steps.findLast(({ instruction }) => instruction.keyword === keyword);
    if (last !== undefined) return last.instruction;
  }
  return undefined;
}

const textOf = (instruction: Instruction | undefined): string | undefined =>
  instruction === undefined ? undefined : commandText(instruction.args.text);

const jsonText = (instruction: Instruction | undefined): boolean =>
  instruction !== undefined && jsonForm(instruction.args) !== undefined;

/** Shell text, or what a shell would take for the words of an exec form. */
function commandText(text: string): string {
  const words = jsonForm({ text, base: 0, segments: [] });
  return words === undefined ? text : quoted(words);
}

/** What a shell would take for a list of words. */
export const asCommand = (words: readonly string[]): Script => parseShell(quoted(words));

/** What compose files say: a text is for a shell, words are not. */
export const asScript = (said: string | readonly string[]): Script =>
  typeof said === 'string' ? parseShell(said) : asCommand(said);

/** What a service of a compose file says of its start; empty words say that there is none. */
type SaidStart = {
  readonly entrypoint?: string | readonly string[] | undefined;
  readonly command?: string | readonly string[] | undefined;
};

/**
 * What containers of a service start, where it says any of it. Its command goes to the ENTRYPOINT of the image unless it has one itself, and
 * is nothing to one in shell form (docs.docker.com/reference/compose-file/services, docs.docker.com/reference/dockerfile/#entrypoint).
 */
export function serviceCommand(stage: Stage, { entrypoint, command = [] }: SaidStart): Script | undefined {
  const own = lastOf(stage, 'ENTRYPOINT');
  if (entrypoint === undefined && own !== undefined && !jsonText(own)) return undefined;
  const first = entrypoint === undefined ? (textOf(own) ?? '') : asText(entrypoint);
  const text = `${first} ${asText(command)}`.trim();
  return command.length === 0 && (entrypoint ?? '').length === 0 ? undefined : parseShell(text);
}

const asText = (said: string | readonly string[]): string => (typeof said === 'string' ? said : quoted(said));

const quoted = (words: readonly string[]): string =>
  words.map((word) => (isPlain(word) ? word : `'${word.replace(/'/g, `'\\''`)}'`)).join(' ');

/** A shell takes it for itself wherever it stands. */
const isPlain = (word: string): boolean => /^-?[\w@%+:,./-]+$|^-[\w@%+:,./=-]+$/.test(word) && !RESERVED.has(word);

const RESERVED: ReadonlySet<string> = new Set(
  'case coproc do done elif else esac fi for function if in select then time until while'.split(' '),
);

/** What a RUN does, whether a shell reads it or not. */
export function scriptOf({ script, instruction, asWritten }: Run): Script {
  const words = asWritten === undefined ? jsonForm(instruction.args) : undefined;
  return words === undefined ? script : asCommand(words);
}
