import { describe, expect, it } from 'vitest';
import { passedOn, startsGiven } from '../../src/shell/given.ts';
import { invocationOf, toolOf } from '../../src/shell/invocation.ts';
import { parseShell } from '../../src/shell/parse.ts';

const lastTool = (text: string) => {
  const script = parseShell(text);
  const command = script.commands.at(-1);
  const tool = command && invocationOf(command)?.tool;
  return tool !== undefined && startsGiven(script, tool);
};

describe('what a script starts of what it is given', () => {
  it.each([
    ['exec "$@"', true],
    ['exec "${@}"', true],
    ['gosu app "$@"', true],
    ['RUN=("$@")\nexec "${RUN[@]}"', true],
    ['# RUN is the rest\nRUN=("$@")\n[ "$RUN" != "" ] && exec "${RUN[@]}"', true],
    ['RUN=("$@")\nRUN+=(--fast)\nexec "${RUN[@]}"', false],
    ['RUN=("$@")\nRUN[0]=other\nexec "${RUN[@]}"', false],
    ['RUN=("$@")\nread -ra RUN < list\nexec "${RUN[@]}"', false],
    ['RUN=(nice "$@")\nexec "${RUN[@]}"', false],
    ['exec "${RUN[@]}"', false],
    ['exec "$1"', false],
  ])('%j: %s', (text, isGiven) => {
    expect(lastTool(text)).toBe(isGiven);
  });

  it.each([
    ['exec "$@"', 'db -- serve', 'db -- serve'],
    ['case $1 in\n  --) shift; exec "$@";;\nesac', 'db -- serve -- all', 'serve -- all'],
    ['case $1 in\n  --) shift; exec "$@";;\nesac', 'serve', 'serve'],
    ['exec node server.js', 'db -- serve', ''],
  ])('%j gets %j and passes on %j', (text, given, expected) => {
    const [command] = parseShell(`it ${given}`).commands;
    const passed = passedOn(parseShell(text), command?.words.slice(1) ?? []);
    expect(passed.map(({ value }) => value).join(' ')).toBe(expected);
  });

  it.each([
    ['timeout $FLAG $SECONDS $0 --child', '$0'],
    ['timeout 5 "$0" --child', '"$0"'],
    ['timeout $FLAG $SECONDS ./server $0', '$SECONDS'],
    ['timeout 5 ./server', 'server'],
  ])('%j starts %s', (text, expected) => {
    const [command] = parseShell(text).commands;
    expect(command && [toolOf(command), invocationOf(command)?.tool.text]).toContain(expected);
  });
});
