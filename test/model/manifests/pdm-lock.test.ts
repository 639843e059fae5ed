import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const REST = 'another command installs first what is no part of the project, and the install itself adds the rest';

const install = (command: string, manifest = '', lock: string | undefined = ''): string =>
  read(command, { 'pyproject.toml': manifest, ...(lock !== 'none' && { 'pdm.lock': lock }) });

const ENOUGH = 'pyproject.toml pdm.lock';

describe('pdm.lock', () => {
  it('is enough for all but the project', () => {
    expect(install('pdm sync --prod')).toBe(`${ENOUGH} | pdm sync --prod --no-self | ${REST}`);
    expect(install('pdm sync --no-self')).toBe(ENOUGH);
    expect(install('pdm install --no-self --frozen-lockfile')).toBe(ENOUGH);
    expect(install('pdm install --no-self')).toMatch(/ \| it may write pdm\.lock/);
    expect(install('pdm install --dry-run')).toBe('not an install');
  });

  it('may not be there', () => {
    expect(install('pdm install --no-self', '', 'none')).toMatch(/^pyproject\.toml \| there is no pdm\.lock/);
    const local = '[tool.pdm.dev-dependencies]\ndev = ["-e file:///${PROJECT_ROOT}/b"]';
    expect(install('pdm install', local, 'none')).toMatch(/^declined: pyproject\.toml names -e file:/);
  });

  it.each([
    ['[tool.pdm.scripts]\npre_install = "x"', '', 'pyproject.toml runs pre_install, which may read other files'],
    [
      '[project]\ndynamic = ["optional-dependencies"]',
      '',
      'pyproject.toml leaves its optional-dependencies to be computed from other files',
    ],
    ['', '[[package]]\npath = "./b"', 'pdm.lock has ./b, which is part of the project'],
    ['', '[[package]]\nurl = "file:///b.whl"', 'pdm.lock has file:///b.whl, which is part of the project'],
    ['', '[[', 'pdm.lock can not be read'],
    ['[', '', 'pyproject.toml can not be read'],
  ])('is not enough: %j %j', (manifest, lock, reason) => {
    expect(install('pdm sync', manifest, lock)).toBe(`declined: ${reason}`);
  });

  it('says nothing of packages in the project', () => {
    expect(read('pdm sync', { 'pyproject.toml': '', '__pypackages__/3.12/lib/a.py': '' })).toMatch(
      /^declined: __pypackages__/,
    );
    expect(install('pdm sync', '[project]\ndynamic = ["version"]\n[tool.pdm.scripts]\nstart = "x"')).toMatch(
      /^pyproject/,
    );
  });
});
