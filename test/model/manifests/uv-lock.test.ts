import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const REST = 'another command installs first what is no part of the project, and the install itself adds the rest';
const PROJECT = '[project]\nname = "shop"\nversion = "1"\n';

type Source = readonly [name: string, source: string];

const locked = (members: readonly string[], ...packages: readonly Source[]): string =>
  [
    `[manifest]\nmembers = ${JSON.stringify(members)}`,
    '[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "https://pypi.org/simple" }',
    ...packages.map(([name, source]) => `[[package]]\nname = "${name}"\nsource = { ${source} }`),
  ].join('\n');

const sync = (options: string, lock: string, more: Readonly<Record<string, string>> = {}): string =>
  read(`uv sync ${options}`.trim(), { 'pyproject.toml': PROJECT, 'uv.lock': lock, ...more });

const ENOUGH = 'pyproject.toml uv.lock';
const EDITABLE: Source = ['shop', 'editable = "."'];
const VIRTUAL: Source = ['shop', 'virtual = "."'];

describe('uv.lock', () => {
  it.each(['--locked', '--frozen', ''])('knows a project that is installed: %j', (option) => {
    expect(sync(`${option} --no-dev`.trim(), locked([], EDITABLE))).toBe(
      `${ENOUGH} | uv sync --no-dev --frozen --no-install-project | ${REST}`,
    );
  });

  it('knows one that is not', () => {
    expect(sync('--locked', locked([], VIRTUAL))).toBe(ENOUGH);
    expect(sync('--frozen --no-install-project', locked([], EDITABLE))).toBe(ENOUGH);
    expect(sync('', locked([], VIRTUAL))).toMatch(/ \| it may write uv\.lock/);
  });

  it('says not what a project computes', () => {
    const dynamic = { 'pyproject.toml': `${PROJECT.replace('version = "1"', 'dynamic = ["version"]')}` };
    expect(sync('--locked', locked([], VIRTUAL), dynamic)).toMatch(/ \| uv sync --frozen --no-install-project \| /);
    expect(sync('--frozen', locked([], VIRTUAL), dynamic)).toBe(ENOUGH);
  });

  it('knows the members of a workspace, and other folders', () => {
    const files = { 'packages/b/pyproject.toml': '' };
    const lock = locked(['b', 'shop'], VIRTUAL, ['b', 'editable = "packages/b"'], ['c', 'directory = "c"']);
    const more = `${ENOUGH} packages/b/pyproject.toml`;
    expect(sync('--locked', lock, files)).toBe(
      `${more} | uv sync --frozen --no-install-workspace --no-install-package c | ${REST}`,
    );
    const own = locked(['b', 'shop'], EDITABLE, ['b', 'editable = "packages/b"']);
    expect(sync('--frozen --no-install-workspace', own, files)).toBe(more);
    expect(sync('--frozen --no-install-project', own, files)).toBe(
      `${more} | uv sync --frozen --no-install-workspace | ${REST}`,
    );
    expect(sync('--locked --no-install-workspace', own, files)).toMatch(
      / \| uv sync --frozen --no-install-workspace \| /,
    );
  });

  it('comes with settings', () => {
    expect(sync('--frozen', locked([], VIRTUAL), { 'uv.toml': '', '.python-version': '3.12' })).toBe(
      `${ENOUGH} uv.toml .python-version`,
    );
  });

  it.each([
    ['--locked', '[[package', 'there is no uv.lock that can be read in the folder that is copied'],
    ['-U', locked([], EDITABLE), '-U has it look for other packages than those of uv.lock'],
    [
      '',
      locked([], ['a', 'registry = "wheels"']),
      'uv.lock takes packages from wheels, which may be part of the project',
    ],
  ])('is not enough: %j %j', (options, lock, reason) => {
    expect(sync(options, lock)).toBe(`declined: ${reason}`);
  });

  it('needs a project', () => {
    expect(read('uv sync', { 'uv.lock': '' })).toBe(
      'declined: there is no pyproject.toml in the folder that is copied',
    );
    expect(read('uv sync', { 'pyproject.toml': '[' })).toBe('declined: pyproject.toml can not be read');
    expect(read('uv sync --dry-run', {})).toBe('not an install');
  });
});

describe('uv pip', () => {
  const files = { 'requirements.txt': 'a==1' };

  it('reads requirements files', () => {
    expect(read('uv pip install -r requirements.txt', files)).toBe('requirements.txt');
    expect(read('uv pip sync --system requirements.txt', files)).toBe('requirements.txt');
    expect(read('uv pip install --requirements requirements.txt', files)).toBe('requirements.txt');
    expect(read('uv pip install flask', files)).toBe('not an install');
    expect(read('uv pip install -r none.txt', files)).toMatch(/^declined: there is no none\.txt/);
  });

  it('heeds the settings of a project', () => {
    const command = 'uv pip install -r requirements.txt';
    expect(read(command, { ...files, 'pyproject.toml': PROJECT })).toBe('requirements.txt');
    expect(read(command, { ...files, 'pyproject.toml': '[tool.uv]\nno-cache = true', 'uv.toml': '' })).toBe(
      'requirements.txt uv.toml pyproject.toml',
    );
    expect(read(command, { ...files, 'uv.toml': 'find-links = ["wheels"]' })).toBe(
      'declined: uv.toml names other files',
    );
  });

  it('takes a project for a list of requirements', () => {
    const project = (more: string): string =>
      read('uv pip install -r pyproject.toml --extra a', {
        'pyproject.toml': `${PROJECT}${more}\n[project.optional-dependencies]\na = ["b==2"]\n`,
      });
    expect(project('dependencies = ["a==1"]')).toBe('pyproject.toml');
    expect(project('dependencies = ["a>1"]')).toMatch(/not every version is pinned \(a>1\)/);
    expect(project('dependencies = ["a @ file:///app/a"]')).toBe(
      'declined: there is no a in the folder that is copied',
    );
    expect(project('dynamic = ["dependencies"]')).toMatch(/^declined: pyproject\.toml leaves its dependencies/);
    expect(project('[tool.uv.sources]\na = [{ path = "../a" }]')).toMatch(
      /^declined: pyproject\.toml takes a from a folder/,
    );
    expect(project('[')).toBe('declined: pyproject.toml can not be read');
  });
});
