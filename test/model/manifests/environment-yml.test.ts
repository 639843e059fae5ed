import { describe, expect, it } from 'vitest';
import { readBy as read } from '../../support/manifests.ts';

const create = (text: string, more: Readonly<Record<string, string>> = {}): string =>
  read('conda env create', { 'environment.yml': text, ...more });

const pip = (...lines: string[]): string => `dependencies: [{ pip: ${JSON.stringify(lines)} }]`;

describe('environment.yml', () => {
  it('names packages', () => {
    expect(create('channels: [conda-forge]\ndependencies: [a==1.0, b=1.0=py312_0]')).toBe('environment.yml');
    expect(create('dependencies: [a=1.0]')).toMatch(/^environment\.yml \| not every version is pinned \(a=1\.0\)/);
    expect(create('name: shop')).toBe('environment.yml');
  });

  it('names requirements files beside it, and packages where it is', () => {
    expect(create(pip('-r requirements.txt', 'b==1'), { 'requirements.txt': 'a==1' })).toBe(
      'environment.yml requirements.txt',
    );
    const files = { 'conda/env.yml': pip('-r ../r.txt'), 'r.txt': './lib', 'conda/lib/setup.py': '' };
    expect(read('mamba env create -f conda/env.yml', files)).toMatch(/^conda\/env\.yml r\.txt conda\/lib\/ \|/);
  });

  it.each([
    ['channels: [./channel]', 'environment.yml says ./channel, which may be part of the project'],
    ['dependencies: [./a.conda]', 'environment.yml says ./a.conda, which may be part of the project'],
    ['dependencies: [{ sel(unix): a }]', 'environment.yml says {"sel(unix)":"a"}, which may name other files'],
    [pip('-e .'), '-e . is the project itself'],
    ['[', 'environment.yml can not be read'],
    ['a', 'environment.yml can not be read'],
  ])('is not enough: %j', (text, reason) => {
    expect(create(text)).toBe(`declined: ${reason}`);
  });

  it('is named by the call', () => {
    const files = { 'a.yml': '', 'b/c.yaml': 'name: x' };
    expect(read('micromamba install -y -n base -f b/c.yaml', files)).toBe('b/c.yaml');
    expect(read('conda env update --file=/app/b/c.yaml', files)).toBe('b/c.yaml');
    expect(read('micromamba create -f a.yml -f b/c.yaml', files)).toBe('declined: it takes more than one file');
    expect(read('conda env create -f ../a.yml', files)).toBe(
      'declined: there is no ../a.yml in the folder that is copied',
    );
    expect(read('conda create -n x python', files)).toBe('not an install');
    expect(read('conda install --file requirements.txt', files)).toBe('not an install');
  });
});
