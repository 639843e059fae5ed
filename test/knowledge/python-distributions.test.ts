import { expect, it } from 'vitest';
import {
  isHeadersOfPython,
  isOfAnotherPython,
  isOfPython2,
  recommendsModules,
} from '../../src/knowledge/python/distributions.ts';

it('knows packages of another Python than the one of a release by their names', () => {
  const own = [
    'python3',
    'python3-numpy',
    'python3.11',
    'python3.11-venv',
    'libpython3-dev',
    'python-is-python3',
    'python-pip-whl',
  ];
  expect(own.filter((name) => isOfAnotherPython(name, '3.11'))).toEqual([]);
  const others = ['python', 'python2', 'python-dev', 'libpython2.7', 'python3.12', 'python3.10-distutils', 'pypy3'];
  expect(others.filter((name) => isOfAnotherPython(name, '3.11'))).toEqual(others);
  expect(others.filter(isOfPython2)).toEqual(['python', 'python2', 'python-dev', 'libpython2.7']);
});

it('tells headers of Python, and packages that recommend modules, from others', () => {
  const names = [
    'python3-dev',
    'python3.11-dev',
    'python3-all-dev',
    'libpython3.11-dev',
    'python3-numpy-dev',
    'libpq-dev',
  ];
  expect(names.filter(isHeadersOfPython)).toEqual(names.slice(0, 4));
  expect(['clang-14', 'rustc', 'python3-flask', 'python3-numpy', 'git', 'clangd'].filter(recommendsModules)).toEqual([
    'clang-14',
    'rustc',
    'python3-flask',
  ]);
});
