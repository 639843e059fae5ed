import { describe, expect, it } from 'vitest';
import { names, shareFiles } from '../../src/model/named-files.ts';
import { parseShell } from '../../src/shell/parse.ts';

describe('two scripts share files where', () => {
  it.each([
    ['both name a file', 'touch /srv/a', 'chmod +x /srv/a'],
    ['the one names the folder of the other', 'tar xf x.tgz -C /srv/app', 'chown -R app /srv/app/bin'],
    ['the other names a folder of it', 'touch /srv/app/a', 'chown -R app /srv/app/'],
    ['a redirect writes it', 'echo a > /srv/a', 'cat /srv/a'],
    ['an option names it', 'make --prefix=/opt/x', 'ls /opt/x'],
    ['an address ends in its name', 'curl -O https://example.org/a/x.tgz', 'tar xf x.tgz'],
    ['all in a folder is meant', 'mkdir /srv/app', 'rm -rf /srv/app/*'],
    ['both name it by the same variable', 'touch $HOME/a', 'chmod +x $HOME/a'],
  ])('%s', (_, one, other) => {
    expect(shareFiles(parseShell(one), parseShell(other))).toBe(true);
    expect(shareFiles(parseShell(other), parseShell(one))).toBe(true);
  });

  it.each([
    ['a folder of the whole system is all that they name', 'ls /usr/bin', 'touch /usr/bin/x'],
    ['the names only begin alike', 'mkdir /srv/app', 'mkdir /srv/application'],
    ['the files of a name stand in other folders', 'touch /a/x.tgz', 'touch /b/x.tgz'],
    ['they share a program', '/opt/tool one', '/opt/tool two'],
    ['they share an option', 'ls -l ./a', 'ls -l ./b'],
    ['they share the folder that they are in', 'ls .', 'chmod 755 .'],
  ])('but not where %s', (_, one, other) => {
    expect(shareFiles(parseShell(one), parseShell(other))).toBe(false);
  });
});

describe('names', () => {
  it.each([
    ['curl -O https://example.org/x.tgz', 'x.tgz', true],
    ['tar xf /tmp/x.tgz', 'x.tgz', true],
    ['tar xf /tmp/x.tgz', '/tmp/*', true],
    ['tar xf x.tgz', 'y.tgz', false],
  ])('%j names %j: %j', (script, file, expected) => {
    expect(names(parseShell(script), file)).toBe(expected);
  });
});
