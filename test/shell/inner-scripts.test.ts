import { describe, expect, it } from 'vitest';
import { handedOn, inlineScript } from '../../src/shell/inner-scripts.ts';
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

  it('is whatever it is where the script starts that', () => {
    expect(handed('set -- "$SERVER" "$@"\nexec "$@"', '--bind 0.0.0.0:80')).toBe('--bind 0.0.0.0:80');
  });

  it('is nothing where the script does not ask for it', () => {
    expect(handed('exec gunicorn app:app', 'bash')).toBeUndefined();
  });
});
