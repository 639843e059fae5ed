import { expect, it } from 'vitest';
import { memoryContext, unknownContext } from '../../src/context/build-context.ts';
import { sentFrom } from '../../src/context/sent.ts';

const context = memoryContext({
  '.dockerignore': 'web/dist\n**/*.log\n',
  'web/package.json': '{}',
  'web/a.log': '1',
  'web/dist/a.js': '2',
  'web/src/b.js': '3',
  'web/src/b.log': '4',
});
const sent = sentFrom(context, 'web');

it('sees what is in the folder, from there on', () => {
  expect(sent.known).toBe(true);
  expect(sent.readText('package.json')).toBe('{}');
  expect(sent.readText('web/package.json')).toBeUndefined();
  expect(sent.kindOf('')).toBe('folder');
  expect(sent.kindOf('src')).toBe('folder');
  expect(sent.namesIn('src')).toEqual(['b.js']);
});

it('does not see what .dockerignore keeps out', () => {
  expect(sent.readText('a.log')).toBeUndefined();
  expect(sent.kindOf('dist')).toBeUndefined();
  expect(sent.namesIn('')).toEqual(['package.json', 'src']);
});

it('may be the whole context, or an unknown one', () => {
  expect(sentFrom(context, '').readText('web/package.json')).toBe('{}');
  expect(sentFrom(unknownContext, 'web').known).toBe(false);
  expect(sentFrom(unknownContext, 'web').namesIn('')).toBeUndefined();
});
