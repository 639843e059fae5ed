import { absolutePath } from '../../../model/paths.ts';
import { toolOf } from '../../../shell/invocation.ts';
import type { Command, Word } from '../../../shell/script.ts';
import { type Place, textAt } from '../user/place.ts';
import type { Call } from './calls.ts';

const TAKES_VALUE = /^(?:-\w*[ef]|--expression|--file)$/;

/** The files that `sed -i` puts other text into; empty where it only prints. */
export function editedBy({ words }: Command): readonly Word[] {
  const args = words.slice(1);
  if (!args.some(({ value }) => /^-\w*i|^--in-place/.test(value))) return [];
  const operands = args.filter(
    ({ value }, at) => !value.startsWith('-') && !TAKES_VALUE.test(args[at - 1]?.value ?? ''),
  );
  return args.some(({ value }) => TAKES_VALUE.test(value)) ? operands : operands.slice(1);
}

/** `s/\r$//`: what a file does is what it does without, so who reads it in the build context reads what is started. */
const ENDS_LINES = /^s([/|#])(?:\\r|\\x0[dD]|\^M)\$?\1\1g?$/;

/** It does nothing but to give files the line endings of Unix. */
export function endsLines(command: Command): boolean {
  const [script] = command.words.slice(1).filter(({ value }) => !value.startsWith('-'));
  return toolOf(command) === 'sed' && ENDS_LINES.test(script?.value ?? '') && editedBy(command).length > 0;
}

/** Commands that do so with files which come along, those of `isKept` and of the build context. */
export function editing(place: Place, calls: readonly Call[], isKept: (path: string) => boolean): ReadonlySet<Command> {
  const isThere = ({ value, literal }: Word, folder: string | undefined): boolean => {
    if (!literal || /[*?[]/.test(value) || (!value.startsWith('/') && folder === undefined)) return false;
    const path = absolutePath(value, folder ?? '/');
    return isKept(path) || textAt(place, path) !== undefined;
  };
  return new Set(
    calls
      .filter(({ command, folder }) => endsLines(command) && editedBy(command).every((word) => isThere(word, folder)))
      .map(({ command }) => command),
  );
}
