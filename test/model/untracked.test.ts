import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { isUntracked } from '../../src/model/untracked.ts';

describe('isUntracked', () => {
  it.each([
    ['package-lock.json', 'package-lock.json'],
    ['# locks\n\n*lock.json\r\n', 'web/package-lock.json'],
    ['/web/', 'web/yarn.lock'],
    ['**/yarn.lock', 'web/deep/yarn.lock'],
    ['web/*.lock', 'web/yarn.lock'],
  ])('%j keeps out %s', (rules, path) => {
    expect(isUntracked(memoryContext({ '.gitignore': rules }), path)).toBe(true);
  });

  it.each([
    ['yarn.lock', 'package-lock.json'],
    ['/yarn.lock', 'web/yarn.lock'],
    ['# package-lock.json', 'package-lock.json'],
    ['node_modules/\n*.log\n', 'package-lock.json'],
  ])('%j does not keep out %s', (rules, path) => {
    expect(isUntracked(memoryContext({ '.gitignore': rules }), path)).toBe(false);
  });

  it('goes by the rules of each folder', () => {
    const context = memoryContext({ 'web/.gitignore': '/yarn.lock\n', '.gitignore': '' });
    expect(isUntracked(context, 'web/yarn.lock')).toBe(true);
    expect(isUntracked(context, 'yarn.lock')).toBe(false);
  });
});
