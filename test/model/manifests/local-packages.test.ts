import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const SETUP = 'from setuptools import setup\nsetup(name="lib")\n';
const BUILT = 'lib is made from its own folder alone, and may look for other files of the project';

const install = (line: string, files: Readonly<Record<string, string>>): string =>
  read('pip install -r requirements.txt', { 'requirements.txt': line, ...files });

const built = (files: Readonly<Record<string, string>>, line = './lib'): string =>
  install(line, Object.fromEntries(Object.entries(files).map(([path, text]) => [`lib/${path}`, text])));

const backend = (name: string): string => `[build-system]\nrequires = []\nbuild-backend = "${name}"\n`;

describe('packages of the project', () => {
  it.each([
    './lib',
    'lib/',
    './lib[a,b]',
    './lib ; python_version > "3"',
    '-e ./lib',
    '-e lib',
    '--editable=./lib#egg=lib',
    'lib @ file:./lib',
    'lib[a] @ file:///app/lib',
    'file:lib',
    '/app/lib',
  ])('come as folders: %j', (line) => {
    expect(built({ 'setup.py': SETUP }, line)).toBe(`requirements.txt lib/ | ${BUILT}`);
  });

  it.each(['./a-1.0-py3-none-any.whl', 'a-1.0-py3-none-any.whl --hash=sha256:0a', 'a @ file:a-1.0-py3-none-any.whl'])(
    'come as archives: %j',
    (line) => {
      expect(install(line, { 'a-1.0-py3-none-any.whl': '' })).toBe('requirements.txt a-1.0-py3-none-any.whl');
    },
  );

  it.each([
    ['.', '. is the project itself'],
    ['-e .[dev]', '-e .[dev] is the project itself'],
    ['../lib', '../lib is not in the folder that is copied'],
    ['lib/../../lib', 'lib/../../lib is not in the folder that is copied'],
    ['/other/lib', '/other/lib is not in the folder that is copied'],
    ['./lib/setup.py', 'there is no lib/setup.py in the folder that is copied'],
    ['./lib/a', 'lib/a is no package that pip could make'],
  ])('can not come with %j', (line, reason) => {
    expect(built({ 'setup.py': SETUP, 'a/__init__.py': '' }, line)).toBe(`declined: ${reason}`);
  });

  it.each([
    [{ 'setup.py': `${SETUP}open("../VERSION")` }, 'lib/setup.py'],
    [{ 'setup.py': 'Path(__file__).parent.parent' }, 'lib/setup.py'],
    [{ 'setup.py': SETUP, 'setup.cfg': '[options]\ninstall_requires = a @ file:///app/a\n' }, 'lib/setup.cfg'],
    [{ 'pyproject.toml': '[build-system]\nrequires = ["setuptools-scm"]\n' }, 'lib/pyproject.toml'],
    [{ 'pyproject.toml': '[tool.uv.sources]\na = { workspace = true }\n' }, 'lib/pyproject.toml'],
    [{ 'setup.py': SETUP, 'MANIFEST.in': 'include ../LICENSE\n' }, 'lib/MANIFEST.in'],
  ])('may be made of more: %j', (files, file) => {
    expect(built(files)).toBe(`declined: ${file} may have it made of other files than those of lib`);
  });

  it.each([
    ['pyproject.toml', '[project]\nname = "lib"\nlicense = { file = "LICENSE" }\ndependencies = ["trustme"]\n'],
    ['setup.py', '"""Reads ... and so on."""\nPath(__file__).parent / "README.md"\n'],
    ['pyproject.toml', backend('poetry.core.masonry.api')],
    ['pyproject.toml', backend('flit_core.buildapi')],
  ])('are made of themselves: %s %j', (name, text) => {
    expect(built({ [name]: text })).toBe(`requirements.txt lib/ | ${BUILT}`);
  });

  it('are made by programs that are known', () => {
    expect(built({ 'pyproject.toml': backend('maturin') })).toBe(
      'declined: what maturin reads to make lib is not known',
    );
    const poetry = { 'lib/pyproject.toml': backend('poetry.core.masonry.api'), '.git/HEAD': '' };
    expect(install('./lib', poetry)).toMatch(/^declined: poetry\.core\.masonry\.api asks git/);
    const hatch = { 'libs/lib/pyproject.toml': backend('hatchling.build'), '.gitignore': '', 'libs/.gitignore': '' };
    expect(install('./libs/lib', hatch)).toMatch(/^requirements\.txt libs\/lib\/ \.gitignore libs\/\.gitignore \|/);
  });

  it('do not keep their names in folders that are copied again', () => {
    const files = { 'setup.py': SETUP, 'src/lib.egg-info/PKG-INFO': '' };
    expect(built(files, '-e ./lib')).toMatch(/^declined: lib\/src\/lib\.egg-info of the context would replace/);
    expect(built(files, './lib')).toMatch(/^requirements\.txt lib\//);
  });

  it('are named by the call', () => {
    const files = { 'lib/setup.py': SETUP };
    expect(read('pip install ./lib flask==3', files)).toBe(`lib/ | ${BUILT}`);
    expect(read('pip install ./wheels/*.whl', { 'wheels/a.whl': '' })).toMatch(/^declined: /);
  });
});

describe('folders of archives', () => {
  const files = {
    'wheels/a-1.0-py3-none-any.whl': '',
    'deps/requirements.txt': '-f wheels\na==1',
    'deps/wheels/b.whl': '',
  };

  it('are looked for beside the file, and where pip runs', () => {
    expect(install('--find-links=./wheels\na==1', files)).toBe('requirements.txt wheels/');
    expect(read('pip install -r deps/requirements.txt', files)).toBe('deps/requirements.txt deps/wheels/ wheels/');
    expect(install('--find-links https://example.org/wheels\na==1', {})).toBe('requirements.txt');
    expect(install('--find-links ../wheels\na==1', files)).toMatch(/^declined: /);
  });

  it('are named by the call', () => {
    const named = { ...files, 'requirements.txt': 'a==1' };
    expect(read('pip install -r requirements.txt --find-links wheels', named)).toBe('requirements.txt wheels/');
    expect(read('pip install -r requirements.txt -f /wheels', named)).toBe(
      'declined: -f /wheels may be part of the project',
    );
  });
});
