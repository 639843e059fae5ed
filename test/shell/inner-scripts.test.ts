import { describe, expect, it } from 'vitest';
import { handedOn, inlineScript, laterScripts, startedOnEach } from '../../src/shell/inner-scripts.ts';
import { parseShell } from '../../src/shell/parse.ts';

const argsOf = (line: string) => parseShell(line).commands[0]?.words.slice(1) ?? [];

describe('inlineScript', () => {
  it.each([
    ['sh -c "make all"', 'make all'],
    ['bash -euo pipefail -c "make all"', 'make all'],
    ['bash -o pipefail -lc "make all"', 'make all'],
    ['bash -c -e "make all"', 'make all'],
  ])('is what a shell is told to do: %s', (line, text) => {
    expect(inlineScript(argsOf(line))?.value).toBe(text);
  });

  it.each(['sh start.sh gunicorn -c server.py app:app', 'bash -e start.sh -c settings.conf', 'sh -s', 'bash'])(
    'is nothing that a script is started with: %s',
    (line) => {
      expect(inlineScript(argsOf(line))).toBeUndefined();
    },
  );
});

describe('handedOn', () => {
  const handed = (script: string, line: string) => handedOn(parseShell(script), argsOf(`start.sh ${line}`))?.text;

  it('is the command that a script is given', () => {
    expect(handed('migrate\nexec "$@"', 'gunicorn app:app')).toBe('gunicorn app:app');
    expect(handed('exec gosu app "$@"', 'gunicorn app:app')).toBe('gunicorn app:app');
  });

  it('is nothing where the script names the program that the options are for', () => {
    expect(handed('exec gunicorn "$@"', '--bind 0.0.0.0:80')).toBeUndefined();
  });

  it('is nothing where it begins with an option, which the script puts a program before', () => {
    expect(handed('set -- "$SERVER" "$@"\nexec "$@"', '--bind 0.0.0.0:80')).toBeUndefined();
  });

  it('is nothing where another script is given it in turn', () => {
    expect(handed('exec "$@"', '"$@"')).toBeUndefined();
  });

  it('is nothing where the script does not ask for it', () => {
    expect(handed('exec gunicorn app:app', 'bash')).toBeUndefined();
  });
});

describe('laterScripts', () => {
  it.each([
    ["trap './bye --now' TERM", ['./bye --now']],
    ['trap "kill -TERM $PID; ./bye" TERM', ['kill -TERM $PID; ./bye']],
    ['trap - TERM', []],
    ['set -- node "$@"\nexec "$@"', ['node "$@"']],
    ['set -e -- ./worker\nexec "$@"', ['./worker']],
    ['set -- --port 80 "$@"\nexec ./server "$@"', []],
    ['set -- a b\necho "$1"', []],
    ['set -eu\nexec "$@"', []],
  ])('%j: %j', (text, expected) => {
    expect(laterScripts(parseShell(text)).map((script) => script.text)).toEqual(expected);
  });
});

describe('startedOnEach', () => {
  it.each([
    ['xargs -n 1 -P4 ./mail --to', ['./mail --to']],
    ['xargs', []],
    ["find . -name '*.job' -exec ./sweep {} ';'", ['./sweep {}']],
    ['find . -exec ./one {} + -execdir ./two {} +', ['./one {}', './two {}']],
    ['./find -exec', []],
  ])('%j: %j', (text, expected) => {
    const [command] = parseShell(text).commands;
    expect(command && startedOnEach(command).map((script) => script.text)).toEqual(expected);
  });
});
