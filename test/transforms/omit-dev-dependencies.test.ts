import { describe, expect, it } from 'vitest';
import { memoryContext, refactor } from '../../src/index.ts';

const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n';
const needs = { dependencies: { ms: '^2.1.0' }, devDependencies: { '@types/ms': '^2.0.0' } };
const files = {
  'package.json': JSON.stringify(needs),
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': needs,
      'node_modules/@types/ms': { version: '2.1.0', dev: true },
      'node_modules/ms': { version: '2.1.3' },
    },
  }),
};

function outcome(server: Readonly<Record<string, string>>): string {
  const context = memoryContext({ ...files, ...server });
  const { text, declines } = refactor(DOCKERFILE, { only: ['omit-dev-dependencies'], context });
  return text === DOCKERFILE ? declines.map(({ reason }) => reason).join('\n') : 'omitted';
}

describe('omit-dev-dependencies', () => {
  it('needs a build context', () => {
    const { declines } = refactor(DOCKERFILE, { only: ['omit-dev-dependencies'] });
    expect(declines.map(({ reason }) => reason)).toEqual(['nothing is known of the build context']);
  });

  it.each([
    "const ms = require('ms');",
    "import ms from 'ms';\nimport './other.mjs';",
    "// require('@types/ms')\n/*\n * require(name)\n */\n",
    'const text = `it requires ${1 + 1}`;',
    "await import('./other.mjs');",
  ])('reads %j', (text) => {
    expect(outcome({ 'server.js': text, 'other.mjs': 'export {};' })).toBe('omitted');
  });

  it.each([
    ["require('@types/ms/index')", '/app/server.js names @types/ms, which only development needs'],
    ['const load = require;', '/app/server.js loads modules in a way of its own'],
    ['require( name )', '/app/server.js loads a module by a name that it works out'],
    ['import(`./${name}.js`)', '/app/server.js loads a module by a name that it works out'],
    ["import '#own'", '/app/server.js loads modules by names that package.json gives them'],
    ["import { fork } from 'node:child_process'", '/app/server.js loads other programs'],
    ["require('./missing')", '/app/missing can not be read in the build context'],
    ["require('../outside')", '/outside can not be read in the build context'],
  ])('is careful with %j', (text, reason) => {
    expect(outcome({ 'server.js': text })).toBe(reason);
  });

  it('stops after many files', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.js`, `require('./f${at + 1}')`]));
    expect(outcome({ 'server.js': "require('./f0')", ...many })).toBe('it has more files than are read here');
  });
});
