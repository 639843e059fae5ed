import { describe, expect, it } from 'vitest';
import { parseShell } from '../../../../src/shell/parse.ts';
import { foldersIn } from '../../../../src/transforms/support/user/folders-in.ts';

const foldersOf = (text: string): (string | undefined)[] => {
  const script = parseShell(text);
  const folders = foldersIn(script, '/app');
  return script.commands.map((command) => folders.get(command));
};

describe('foldersIn', () => {
  it.each([
    ['a && cd web && b', ['/app', '/app', '/app/web']],
    ['cd /srv; cd x && a', ['/app', '/srv', '/srv/x']],
    ['(cd web && a) && b', ['/app', '/app/web', '/app']],
    ['(cd web && a); (cd api && b); c', ['/app', '/app/web', '/app', '/app/api', '/app']],
    ['(cd web && (a) && b); c', ['/app', '/app/web', '/app/web', '/app']],
    ['cd web && (a) && b', ['/app', '/app/web', '/app/web']],
    ['if cd web; then a; fi; b', ['/app', '/app/web', '/app/web']],
    ['cd "$HERE" && a', ['/app', undefined]],
  ])('knows where the commands of %s are', (text, folders) => {
    expect(foldersOf(text)).toEqual(folders);
  });
});
