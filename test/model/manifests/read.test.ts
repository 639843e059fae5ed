import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

describe('requirements files', () => {
  const lines = (...all: string[]): string =>
    read('pip install -r requirements.txt', {
      'requirements.txt': all.join('\n'),
      'other.txt': 'a==1',
      'deps/b.txt': '-r ../other.txt\n-r c.txt',
      'deps/c.txt': '',
    });

  it.each([
    'flask==3.0.3',
    'Flask[async] == 3.0.3 # comment',
    'zope.interface==6.4; python_version < "3.13"',
    'a===1.0 --hash=sha256:0a1b --hash=sha256:2c',
    'a==1 \\\n  --hash=sha256:0a1b',
    'a @ https://example.org/a-1.0.whl',
    'a @ git+https://example.org/a.git@v1#egg=a',
    'git+ssh://git@example.org/a.git',
    'https://example.org/a-1.0.tar.gz',
    '--index-url https://example.org/simple',
    '--extra-index-url=https://example.org/simple',
    '-i https://example.org/simple',
    '--no-binary :all:',
    '# nothing\n\n',
  ])('may say %j', (line) => {
    expect(lines(line)).toBe('requirements.txt');
  });

  it.each(['flask', 'flask>=2,<3', 'flask~=3.0', 'a==1.*', "a ; sys_platform == 'linux'"])(
    'pins nothing with %j',
    (line) => {
      expect(lines(line)).toMatch(/^requirements\.txt \| not every version is pinned/);
    },
  );

  it.each(['-e git+https://example.org/a.git#egg=a', 'git+file:///app/lib', '--use-unknown x', '-f wheels', './$NAME'])(
    'is not enough with %j',
    (line) => {
      expect(lines('a==1', line)).toBe(`declined: requirements.txt says ${line}, which may be part of the project`);
    },
  );

  it.each(['./lib', 'lib/', '--editable ./lib', 'file:///app/lib', 'a @ file:lib'])(
    'names what is not there: %j',
    (line) => {
      expect(lines(line)).toBe('declined: there is no lib in the folder that is copied');
    },
  );

  it('may name others', () => {
    expect(lines('-r other.txt')).toBe('requirements.txt other.txt');
    expect(lines('-rother.txt', '--constraint=other.txt')).toBe('requirements.txt other.txt');
    expect(lines('-c ./deps/b.txt')).toBe('requirements.txt deps/b.txt other.txt deps/c.txt');
    expect(lines('-r requirements.txt')).toBe('requirements.txt');
    expect(lines('-r none.txt')).toBe('declined: there is no none.txt in the folder that is copied');
    expect(lines('-r ../x.txt')).toBe('declined: ../x.txt is not in the folder that is copied');
    expect(lines('-r deps/../../x.txt')).toBe('declined: deps/../../x.txt is not in the folder that is copied');
    expect(lines('-r https://example.org/x.txt')).toMatch(/is not in the folder/);
  });

  it('are named by the call', () => {
    const files = { 'a.txt': '', 'b/c.txt': '' };
    expect(read('pip install -ra.txt --constraint b/c.txt', files)).toBe('a.txt b/c.txt');
    expect(read('pip3 install --requirement=./a.txt flask==1', files)).toBe('a.txt');
    expect(read('python -m pip install -r /app/a.txt', files)).toBe('a.txt');
    expect(read('pip install -r /other/a.txt', files)).toBe(
      'declined: /other/a.txt is not in the folder that is copied',
    );
    expect(read('pip install -r $FILE', files)).toBe('declined: only the build knows which file $FILE is');
    expect(read('pip install -r a.txt ./lib', files)).toBe('declined: there is no lib in the folder that is copied');
    expect(read('pip install -r a.txt "$MORE"', files)).toBe('declined: "$MORE" may be part of the project');
    expect(read('pip install flask', files)).toBe('not an install');
    expect(read('pip install .', files)).toBe('not an install');
  });
});

describe('composer.json', () => {
  const json = (manifest: object, options = '', more: Readonly<Record<string, string>> = {}): string =>
    read(`composer install ${options}`, {
      'composer.json': JSON.stringify(manifest),
      'composer.lock': '{}',
      'auth.json': '{}',
      ...more,
    });
  const ENOUGH = 'composer.json composer.lock auth.json';

  it.each([
    [{ require: { 'a/b': '^1' }, autoload: { 'psr-4': { 'A\\\\': 'src/' } } }, ''],
    [{ scripts: { test: 'phpunit' }, config: { 'sort-packages': true, 'allow-plugins': { 'a/b': false } } }, ''],
    [{ scripts: { 'post-install-cmd': 'x' }, autoload: { classmap: ['x'] } }, '--no-scripts --no-autoloader'],
    [{ config: { 'allow-plugins': true } }, '--no-plugins'],
    [{ repositories: [{ type: 'vcs', url: 'https://example.org/a.git' }] }, '-q'],
  ])('is enough: %j %s', (manifest, options) => {
    expect(json(manifest, options)).toBe(ENOUGH);
  });

  it.each([
    [{ scripts: { 'pre-install-cmd': 'x' } }, '', /pre-install-cmd/],
    [{ autoload: { files: ['a.php'] } }, '', /\(files\)/],
    [{ 'autoload-dev': { 'psr-4': { 'A\\\\': 'x' } } }, '--optimize-autoloader', /\(psr-4\)/],
    [{ autoload: { 'psr-4': {} }, config: { 'classmap-authoritative': true } }, '', /\(psr-4\)/],
    [{ config: { 'allow-plugins': true } }, '', /plugins/],
    [{ config: { 'vendor-dir': 'lib' } }, '', /vendor-dir/],
    [{ repositories: { a: { type: 'path', url: '../a' } } }, '', /folder/],
  ])('is not enough: %j %s', (manifest, options, reason) => {
    expect(json(manifest, options)).toMatch(/^declined: /);
    expect(json(manifest, options)).toMatch(reason);
  });

  it('goes with its lockfile, and with git', () => {
    const plugins = { 'composer.lock': '{ "packages": [{ "name": "a/b", "type": "composer-plugin" }] }' };
    expect(json({}, '', plugins)).toBe('declined: it runs plugins, which may read other files');
    expect(json({}, '', { '.git/HEAD': '' })).toMatch(/without \.git/);
    expect(json({ version: '1.0.0' }, '', { '.git/HEAD': '' })).toBe(ENOUGH);
    expect(read('composer install', { 'composer.json': '{}' })).toMatch(/no lockfile/);
    expect(read('composer install', { 'composer.json': '[' })).toMatch(/^declined: there is no composer\.json/);
  });
});

describe('Gemfile', () => {
  const lines = (...all: string[]): string =>
    read('bundle install', { Gemfile: all.join('\n'), 'Gemfile.lock': '', '.ruby-version': '3.3.4' }).split(' |')[0] ??
    '';

  it.each([
    "source 'https://rubygems.org' do",
    "gem 'rails'",
    'gem "rails", "~> 7.1", ">= 7.1.3", require: false',
    "gem 'pg', :require => 'pg', :group => [:production]",
    "gem('puma', '~> 6') # the server",
    "gem 'a',\n  '~> 1', # why\n  platforms: %i[mri]",
    "gem 'b', git: 'https://example.org/b.git', tag: 'v1'",
    'group :development, :test do\nend',
    "ruby '3.3.4'",
  ])('may say %j', (line) => {
    expect(lines(line)).toBe('Gemfile Gemfile.lock');
  });

  it.each([
    'gemspec',
    "gem 'a', path: 'a'",
    "gem 'a', :path => 'a'",
    'gem "a", "#{version}"',
    "path 'components' do",
    'eval_gemfile "x"',
    "gem 'a', ENV.fetch('A')",
    "require_relative 'x'",
    'ruby File.read(".ruby-version").strip',
    "gem 'a'; load 'x'",
  ])('is not enough with %j', (line) => {
    expect(lines(line)).toBe(`declined: Gemfile says ${line}, which may read other files`);
  });

  it('may name the file with the version of Ruby', () => {
    expect(lines('ruby file: ".ruby-version"')).toBe('Gemfile Gemfile.lock .ruby-version');
  });
});
