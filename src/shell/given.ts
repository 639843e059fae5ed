import { startsNoArgument } from '../knowledge/programs/starts-no-argument.ts';
import { baseName, invocationOf } from './invocation.ts';
import type { Script, Word } from './script.ts';

/** `"$@"`, `"${@}"`: what a script is started with. */
const ALL_GIVEN = /^"?\$(?:[@*]|\{[@*]\})"?$/;
const ARRAY = /^"\$\{(\w+)\[[@*]\]\}"$/;

export const isGiven = ({ text }: Word): boolean => ALL_GIVEN.test(text);

/** What a script starts is what it is given: `exec "$@"`, or an array that has nothing else in it. */
export function startsGiven(script: Script, tool: Word): boolean {
  const [, array] = ARRAY.exec(tool.text) ?? [];
  return isGiven(tool) || (array !== undefined && isAllGiven(script, array));
}

function isAllGiven({ text }: Script, array: string): boolean {
  const values = [...text.matchAll(new RegExp(`(?<![$\\{\\w])${array}(?:\\[[^\\]]*\\])?\\+?=(.*)`, 'g'))];
  const isSetByName = new RegExp(`\\b(?:${SETS_BY_NAME})\\b.*\\b${array}\\b`).test(text);
  return !isSetByName && values.length > 0 && values.every(([, value = '']) => value.startsWith('("$@")'));
}

const SETS_BY_NAME = 'declare|eval|export|getopts|local|mapfile|printf|read|readarray|typeset|unset';

/**
 * What of its arguments a script passes on: all of them, or those behind `--` where it reads its own up to that, as wait-for-it.sh does
 * (github.com/vishnubob/wait-for-it). None where it passes nothing on.
 */
export function passedOn(script: Script, args: readonly Word[]): readonly Word[] {
  const { text } = script;
  const places = text.match(/\$\{?[@*]/g)?.length ?? 0;
  if (places === keptIn(script)) return [];
  const end = /^\s*--\)/m.test(text) ? args.findIndex(({ value }) => value === '--') : -1;
  return args.slice(end + 1);
}

/** How often a script gives all of them to a program that starts none of its arguments: `exec java -jar app.jar "$@"`. */
const keptIn = ({ commands }: Script): number =>
  commands
    .flatMap((command) => invocationOf(command) ?? [])
    .filter(({ tool }) => tool.literal && startsNoArgument.has(baseName(tool.value)))
    .flatMap(({ args }) => args.filter(isGiven)).length;

/** The arguments of a program that a script starts, with what that is given: `./server --port 80 "$@"`. */
export const withGiven = (args: readonly Word[], given: readonly Word[]): readonly Word[] =>
  args.flatMap((word) => (isGiven(word) ? given : [word]));
