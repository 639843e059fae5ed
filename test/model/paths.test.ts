import { describe, expect, it } from 'vitest';
import { absolutePath, relativePath } from '../../src/model/paths.ts';

describe('absolutePath', () => {
  it.each([
    ['/a', '/x', '/a'],
    ['a', '/x', '/x/a'],
    ['../a/./b//c/', '/x/y', '/x/a/b/c'],
    ['../..', '/x', '/'],
    ['.', '/', '/'],
    ['/a/../b/', '/x', '/b'],
  ])('of %s in %s is %s', (path, folder, expected) => {
    expect(absolutePath(path, folder)).toBe(expected);
  });
});

describe('relativePath', () => {
  it.each([
    ['./a/../b/', 'b'],
    ['/a', 'a'],
    ['.', ''],
    ['../a', 'a'],
  ])('of %s is %s', (path, expected) => {
    expect(relativePath(path)).toBe(expected);
  });
});
