import { describe, expect, it } from 'vitest';
import { type BuildContext, memoryContext, refactor } from '../../src/index.ts';

const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n';
const PACKAGE = '{ "dependencies": { "ms": "^2.1.0" } }';
const LOCK = JSON.stringify({
  lockfileVersion: 3,
  packages: { '': { dependencies: { ms: '^2.1.0' } }, 'node_modules/ms': { version: '2.1.3' } },
});
const files = { 'package.json': PACKAGE, 'package-lock.json': LOCK };

function declined(context?: BuildContext): string[] {
  const result = refactor(DOCKERFILE, { only: ['frozen-install'], ...(context && { context }) });
  expect(result.text).toBe(DOCKERFILE);
  return result.declines.map(({ reason }) => reason);
}

describe('frozen-install', () => {
  it('does it where the lockfile agrees', () => {
    const { text } = refactor(DOCKERFILE, { only: ['frozen-install'], context: memoryContext(files) });
    expect(text).toBe(DOCKERFILE.replace('npm install', 'npm ci'));
  });

  it('needs a build context', () => {
    expect(declined()).toEqual(['nothing is known of the build context']);
  });

  it('does not empty modules that come along', () => {
    const context = memoryContext({ ...files, 'node_modules/ms/index.js': '' });
    expect(declined(context)).toEqual(['node_modules may be there already, and would be emptied']);
    const ignored = memoryContext({ ...files, 'node_modules/ms/index.js': '', '.dockerignore': 'node_modules\n' });
    expect(refactor(DOCKERFILE, { only: ['frozen-install'], context: ignored }).fixes).toHaveLength(1);
  });

  it('needs to read the lockfile', () => {
    const context = {
      ...memoryContext(files),
      readText: (path: string) => (path === 'package.json' ? PACKAGE : undefined),
    };
    expect(declined(context)).toEqual(['package-lock.json can not be read']);
  });
});
