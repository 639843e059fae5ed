import { expect, it } from 'vitest';
import { memoryContext, unknownContext } from '../../src/context/build-context.ts';
import { isIgnored } from '../../src/context/ignored.ts';

const RULES = '# tools\nnode_modules\n!node_modules/keep\n**/*.log\n/dist\n';

it.each([
  ['node_modules', true],
  ['node_modules/a/index.js', true],
  ['node_modules/keep', false],
  ['api/debug.log', true],
  ['dist', true],
  ['api/dist', false],
  ['package.json', false],
  ['', false],
])('%j: %j', (path, expected) => {
  expect(isIgnored(memoryContext({ '.dockerignore': RULES }), path)).toBe(expected);
});

it('keeps nothing out where there are no rules', () => {
  expect(isIgnored(memoryContext({}), 'node_modules')).toBe(false);
  expect(isIgnored(unknownContext, 'node_modules')).toBe(false);
});
