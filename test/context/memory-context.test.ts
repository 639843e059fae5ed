import { expect, it } from 'vitest';
import { memoryContext, unknownContext } from '../../src/context/build-context.ts';

const context = memoryContext({ 'package.json': '{}', 'src/a.js': 'a', 'src/deep/b.js': 'b' });

it('knows files, folders, and what is not there', () => {
  expect(context.known).toBe(true);
  expect(['', 'package.json', 'src', 'src/deep', 'src/a.js', 'sr', 'toString'].map(context.kindOf)).toEqual([
    'folder',
    'file',
    'folder',
    'folder',
    'file',
    undefined,
    undefined,
  ]);
});

it('lists a folder, and nothing below it', () => {
  expect(context.namesIn('')).toEqual(['package.json', 'src']);
  expect(context.namesIn('src')).toEqual(['a.js', 'deep']);
  expect(context.namesIn('package.json')).toBeUndefined();
  expect(memoryContext({}).namesIn('')).toEqual([]);
});

it('is not the same as knowing nothing', () => {
  expect(memoryContext({}).known).toBe(true);
  expect([unknownContext.known, unknownContext.kindOf(''), unknownContext.namesIn('')]).toEqual([
    false,
    undefined,
    undefined,
  ]);
});
