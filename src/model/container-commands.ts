import { parseShell } from '../shell/parse.ts';
import type { Script } from '../shell/script.ts';
import { type Instruction, jsonForm } from '../syntax/instruction.ts';
import { fromTheBaseUp, type Stage } from './dockerfile.ts';

/** What containers of a stage run: the last ENTRYPOINT with the last CMD, and the last HEALTHCHECK. Empty where only the base may say it. */
export function containerCommands(stage: Stage): Script[] {
  const instructions = fromTheBaseUp(stage).flatMap(({ steps }) => steps.map(({ instruction }) => instruction));
  const last = (keyword: string): Instruction | undefined =>
    instructions.findLast((instruction) => instruction.keyword === keyword);
  const [entrypoint, cmd] = [textOf(last('ENTRYPOINT')), textOf(last('CMD'))];
  const started = jsonText(last('ENTRYPOINT')) ? `${entrypoint} ${cmd ?? ''}` : (entrypoint ?? cmd);
  const check = last('HEALTHCHECK')?.args.text ?? '';
  const checked = /^CMD\s/i.test(check) ? commandText(check.slice('CMD'.length).trim()) : undefined;
  return [started, checked].filter((text) => text !== undefined).map(parseShell);
}

const textOf = (instruction: Instruction | undefined): string | undefined =>
  instruction === undefined ? undefined : commandText(instruction.args.text);

const jsonText = (instruction: Instruction | undefined): boolean =>
  instruction !== undefined && jsonForm(instruction.args) !== undefined;

/** Shell text, or what a shell would take for the words of an exec form. */
function commandText(text: string): string {
  const words = jsonForm({ text, base: 0, segments: [] });
  return words === undefined ? text : words.map((word) => `'${word.replace(/'/g, `'\\''`)}'`).join(' ');
}
