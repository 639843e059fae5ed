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

const quoted = (words: readonly string[]): string => words.map((word) => `'${word.replace(/'/g, `'\\''`)}'`).join(' ');

/** What a RUN does, whether a shell reads it or not. */
export function scriptOf({ script, instruction }: Run): Script {
  const words = jsonForm(instruction.args);
  return words === undefined ? script : asCommand(words);
}
