import { describe, expect, it } from 'vitest';
import { packageManagers } from '../../src/knowledge/package-managers.ts';
import {
  hasOption,
  hasRole,
  isPackageName,
  type PackageCall,
  packageCalls,
  packageName,
} from '../../src/model/package-calls.ts';
import { parseShell } from '../../src/shell/parse.ts';
import type { Word } from '../../src/shell/script.ts';

const calls = (text: string): readonly PackageCall[] => packageCalls(parseShell(text));
const call = (text: string): PackageCall => {
  const [only, ...others] = calls(text);
  if (only === undefined || others.length > 0) throw new Error(`not one call: ${text}`);
  return only;
};
const texts = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');
const word = (text: string): Word => parseShell(`x ${text}`).commands[0]?.words[1] as Word;

describe('packageCalls', () => {
  it.each([
    ['apt-get update', 'update', '', ''],
    ['apt-get install -y curl git', 'install', '-y', 'curl git'],
    ['apt-get -qq -y install --no-install-recommends curl', 'install', '-qq -y --no-install-recommends', 'curl'],
    ['apt-get -o Dpkg::Options::=--force-confold install a', 'install', '-o Dpkg::Options::=--force-confold', 'a'],
    ['apt-get install -t bookworm-backports -y a', 'install', '-t bookworm-backports -y', 'a'],
    ['apt-get install --target-release x a', 'install', '--target-release x', 'a'],
    ['apt-get --option=A=b install a', 'install', '--option=A=b', 'a'],
    ['apt install ./x.deb', 'install', '', './x.deb'],
    ['/usr/bin/apt-get install a', 'install', '', 'a'],
    ['apt-get install "$A" a', 'install', '', '"$A" a'],
    ['apt-get install a -t', 'install', '-t', 'a'],
    ['apt-get install -- a', 'install', '--', 'a'],
  ])('reads %s', (text, verb, options, operands) => {
    const found = call(text);
    expect([found.verb.value, texts(found.options), texts(found.operands)]).toEqual([verb, options, operands]);
    expect(found.manager).toBe(packageManagers.apt);
    expect(found.fedByPipe).toBe(false);
  });

  it.each([
    ['DEBIAN_FRONTEND=noninteractive sudo -E apt-get install a', 'sudo -E'],
    ['env A=b apt-get install a', 'env A=b'],
    ['timeout 300 apt-get install a', 'timeout 300'],
  ])('sees through %s', (text, wrapper) => {
    expect(texts(call(text).wrapper)).toBe(wrapper);
    expect(call(text).tool.text).toBe('apt-get');
  });

  it.each([
    'echo a b | xargs apt-get install -y',
    'xargs -a list.txt apt-get install -y < list.txt',
    'cat x | xargs -r -n 1 sudo apt-get install -y',
  ])('sees what %s feeds', (text) => {
    const found = call(text);
    expect(found.fedByPipe).toBe(true);
    expect([found.tool.text, found.verb.value, texts(found.options)]).toEqual(['apt-get', 'install', '-y']);
  });

  it('finds calls wherever they stand, in the order of the text', () => {
    const text = 'apt-get update && (apt-get install a; if b; then apt-get remove c; fi) || echo $(apt-cache policy d)';
    expect(calls(text).map(({ verb }) => verb.value)).toEqual(['update', 'install', 'remove', 'policy']);
  });

  it.each([
    ['conda env create -f e.yml', 'env create', 'create', ''],
    ['conda env -n x export', 'env', 'env', 'export'],
    ['composer global --quiet require a/b', 'global require', 'require', 'a/b'],
    ['yarn', 'install', 'yarn', ''],
    ['yarn --production', 'install', 'yarn', ''],
    ['yarn build', 'build', 'build', ''],
    ['npm cache clean left-pad', 'cache clean', 'clean', 'left-pad'],
  ])('reads the verb of %s', (text, verb, word, operands) => {
    const found = call(text);
    expect([found.verb.value, found.verb.text, texts(found.operands)]).toEqual([verb, word, operands]);
  });

  it.each([
    'apt-get',
    'apt-get -y',
    'npm',
    'yarn --version',
    'xargs rm yarn',
    'echo apt-get install a',
    'which apt-get',
    'xargs rm',
    'my-apt-get install a',
    'A=1',
  ])('finds none in %s', (text) => {
    expect(calls(text)).toEqual([]);
  });
});

describe('hasRole', () => {
  it('goes by the verb', () => {
    expect(hasRole(call('apt-get update'), 'refresh')).toBe(true);
    expect(hasRole(call('apt-get update'), 'install')).toBe(false);
    expect(hasRole(call('apt-get -y upgrade'), 'needsLists')).toBe(true);
    expect(hasRole(call('apt-get -y remove a'), 'needsLists')).toBe(false);
    expect(hasRole(call('apt-get constructor'), 'asks')).toBe(false);
  });
});

describe('hasOption', () => {
  const { already } = packageManagers.apt.assumeYes;

  it.each([
    '-y',
    '--yes',
    '--assume-yes',
    '-qq',
    '-yq',
    '-qqy',
    '-q=2',
    '-o APT::Get::Assume-Yes=true',
    '--force-yes',
    '-s',
  ])('finds that %s answers', (option) => {
    expect(hasOption(call(`apt-get install ${option} a`), already)).toBe(true);
    expect(hasOption(call(`apt-get ${option} install a`), already)).toBe(true);
  });

  it.each(['-q', '--no-install-recommends', '-o Acquire::Retries=3', '-q=1'])('finds that %s does not', (option) => {
    expect(hasOption(call(`apt-get install ${option} a`), already)).toBe(false);
  });
});

describe('packageName', () => {
  it.each([
    ['curl', 'curl'],
    ['curl=7.88*', 'curl'],
    ['curl/bookworm', 'curl'],
    ['curl:amd64', 'curl'],
    ['curl:amd64=7.88.1-10', 'curl'],
    ['curl-', 'curl'],
    ['curl+', 'curl'],
    ['g++', 'g++'],
    ['g++-12', 'g++-12'],
    ['g++-', 'g++'],
    ['libstdc++6', 'libstdc++6'],
  ])('of %s is %s', (text, name) => {
    expect(packageName(word(text))).toBe(name);
  });
});

describe('isPackageName', () => {
  it.each(['curl', 'g++', 'libgtk-3-0', 'curl=7.88*', 'curl:amd64', 'libfoo2.0-0'])('holds for %s', (text) => {
    expect(isPackageName(word(text))).toBe(true);
  });

  it.each(['./x.deb', '/tmp/x.deb', 'x.deb', '$A', '"$A"', '$(cat list)', 'a$B', 'lib*', 'Curl', '{a,b}', '-y'])(
    'does not hold for %s',
    (text) => {
      expect(isPackageName(word(text))).toBe(false);
    },
  );
});
