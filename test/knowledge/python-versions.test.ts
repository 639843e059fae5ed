import { describe, expect, it } from 'vitest';
import { fitsPython, isPython } from '../../src/knowledge/python/versions.ts';

describe('the Python of an official image', () => {
  it.each([
    ['3.12', '>=3.9'],
    ['3.12', '>= 3.9, < 4.0'],
    ['3.12-slim-bookworm', '>=3.12.4'],
    ['3.12.4', '>=3.12.4,<3.13'],
    ['3.12', '^3.11'],
    ['3.12', '~3.12'],
    ['3.12', '~=3.10'],
    ['3.12.4', '~=3.12.1'],
    ['3.12', '3.12.*'],
    ['3.12', '==3.12.*'],
    ['3.12', '>=3.9,!=3.11.*'],
    ['3.12', '^2.7 || ^3.11'],
    ['3', '>=3.9'],
    ['slim', '>=3.9,<4'],
    ['3.12', '*'],
  ])('%s fits %s', (tag, wanted) => expect(fitsPython(tag, wanted)).toBe(true));

  it.each([
    ['3.11', '>=3.12'],
    ['3.12', '<3.12'],
    ['3.12', '<3.12.5'],
    ['3.12', '~3.11'],
    ['3.12', '==3.12'],
    ['3.12', '3.11.*'],
    ['3.12', '>=3.9,!=3.12.*'],
    ['3.12.3', '>=3.12.4'],
    ['latest', '>=3.9,<3.14'],
    ['3.12', 'whatever'],
  ])('%s may not fit %s', (tag, wanted) => expect(fitsPython(tag, wanted)).toBe(false));

  it('is told by the beginning of its version', () => {
    expect(isPython('3.12-slim', '3.12')).toBe(true);
    expect(isPython('3.12.4', '3')).toBe(true);
    expect(isPython('3.12', '3.12.4')).toBe(false);
    expect(isPython('3.12', 'cpython@3.12')).toBe(false);
  });
});
