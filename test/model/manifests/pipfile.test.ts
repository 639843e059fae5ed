import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const install = (
  command: string,
  manifest = '[packages]\na = "*"',
  lock = '{ "default": { "a": { "version": "==1" } } }',
) => read(command, { Pipfile: manifest, ...(lock !== 'none' && { 'Pipfile.lock': lock }) });

const ENOUGH = 'Pipfile Pipfile.lock';

describe('Pipfile', () => {
  it.each(['pipenv sync', 'pipenv install --deploy --system', 'pipenv install --ignore-pipfile'])(
    'is enough with its lockfile: %s',
    (command) => {
      expect(install(command)).toBe(ENOUGH);
    },
  );

  it('may have its lockfile written', () => {
    expect(install('pipenv install --dev')).toMatch(/ \| it may write Pipfile\.lock/);
    expect(install('pipenv install', '', 'none')).toMatch(/^Pipfile \| there is no Pipfile\.lock/);
    expect(install('pipenv install flask')).toBe('not an install');
  });

  it.each([
    ['[packages]\nb = { path = "." }', '{}', 'Pipfile has b from a folder of the project'],
    ['[dev-packages]\nb = { file = "b.whl" }', '{}', 'Pipfile has b from a folder of the project'],
    ['', '{ "develop": { "b": { "editable": true, "git": "x" } } }', 'Pipfile.lock has b from a folder of the project'],
    ['[[source]]\nurl = "file:///app/wheels"', '{}', 'Pipfile takes packages from a folder'],
    ['', '[]', 'Pipfile.lock can not be read'],
    ['[', '{}', 'there is no Pipfile that can be read in the folder that is copied'],
  ])('is not enough: %j %j', (manifest, lock, reason) => {
    expect(install('pipenv sync', manifest, lock)).toBe(`declined: ${reason}`);
  });

  it('may name addresses', () => {
    expect(install('pipenv sync', '[packages]\nb = { file = "https://example.org/b.whl" }')).toBe(ENOUGH);
    expect(read('pipenv install', {})).toMatch(/^declined: there is no Pipfile/);
  });
});
