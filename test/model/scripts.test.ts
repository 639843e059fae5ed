import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { readScriptFile, scriptCall } from '../../src/model/scripts.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { dockerfile, lastStage, lastStep } from '../support/read.ts';

/** What the last command of the last link of a text starts. */
function started(text: string) {
  const script = parseShell(text);
  const link = script.statements.at(-1)?.links.at(-1);
  const command = link?.commands.at(-1);
  if (link === undefined || command === undefined) throw new Error(`no command: ${text}`);
  return scriptCall(script, link, command);
}

describe('scriptCall', () => {
  it.each([
    ['./x.sh', './x.sh'],
    ['bash /tmp/x', '/tmp/x'],
    ['sh -ex ./x.sh --flag', './x.sh'],
    ['. /opt/env', '/opt/env'],
    ['sudo -E bash x.sh', 'x.sh'],
    ['install.sh', 'install.sh'],
    ['scripts/setup', 'scripts/setup'],
    ['cd /x && ./y', './y'],
  ])('sees that %s runs the file %s', (text, path) => {
    expect(started(text)).toMatchObject({ kind: 'file', path });
  });

  it.each([
    'curl a | sh',
    'curl a | bash -s -- x',
    'wget -O- a | sudo bash',
    'bash -c "apt-get update"',
    'sh -c "eval x"',
  ])('sees that %s runs text from elsewhere', (text) => {
    expect(started(text)).toMatchObject({ kind: 'stream' });
  });

  it.each([
    'curl -sL https://deb.nodesource.com/setup_20.x | bash -',
    'npx playwright@1 install-deps',
    'gdebi -n x.deb',
  ])('knows %s', (text) => {
    expect(started(text)).toMatchObject({ kind: 'known' });
  });

  it.each([
    'make',
    './configure --prefix=/usr',
    'sh ./configure',
    './gradlew build',
    '/usr/local/bin/pip install x',
    'bash -c "make install"',
    'bash',
    'echo x.sh',
    'A=1',
    'curl -sSf https://sh.rustup.rs | sh -s -- -y',
  ])('sees no script in %s', (text) => {
    expect(started(text)).toBeUndefined();
  });
});

describe('readScriptFile', () => {
  function read(script: string | undefined, path = '/x.sh') {
    const file = dockerfile('FROM a\nCOPY . /\nRUN last\n');
    const { readText } = memoryContext(script === undefined ? {} : { 'x.sh': script });
    return readScriptFile(file, lastStage(file), lastStep(file), path, readText)?.commands.map(({ name }) => name);
  }

  it.each([
    ['a script without a first line of its own', 'a\nb\n', ['a', 'b']],
    ['sh', '#!/bin/sh\na\n', ['a']],
    ['bash with options', '#!/bin/bash -ex\na\n', ['a']],
    ['bash from the environment', '#!/usr/bin/env bash\na\n', ['a']],
    ['nothing', '', []],
  ])('reads %s', (_, script, names) => {
    expect(read(script)).toEqual(names);
  });

  it.each([
    ['is not there', undefined],
    ['is for Python', '#!/usr/bin/env python3\na\n'],
    ['does not parse', 'if a; then\n'],
    ['runs what nobody knows', '$1 install\n'],
  ])('reads none that %s', (_, script) => {
    expect(read(script)).toBeUndefined();
  });

  it('reads none that was not copied', () => {
    expect(read('a\n', '/y.sh')).toBeUndefined();
  });
});
