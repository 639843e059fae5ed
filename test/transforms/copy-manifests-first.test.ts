import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';

const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY app .\nRUN npm ci\n';

describe('copy-manifests-first', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dockmod-links-'));
    mkdirSync(join(root, 'app/packages'), { recursive: true });
    mkdirSync(join(root, 'app/lib'));
    writeFileSync(join(root, '.dockerignore'), '**/node_modules\n');
    writeFileSync(join(root, 'app/package.json'), '{ "workspaces": ["packages/*"] }');
    writeFileSync(join(root, 'app/package-lock.json'), '{ "lockfileVersion": 3, "packages": {} }');
    writeFileSync(join(root, 'app/lib/package.json'), '{}');
  });

  afterEach(() => rmSync(root, { recursive: true }));

  const run = (): ReturnType<typeof refactor> =>
    refactor(DOCKERFILE, { only: ['copy-manifests-first'], context: diskContext(root) });

  it('makes no folder where the COPY below it brings a link', () => {
    symlinkSync('../lib', join(root, 'app/packages/lib'));
    const { text, declines } = run();
    expect(text).toBe(DOCKERFILE);
    expect(declines.map(({ reason }) => reason)).toEqual([
      'packages/lib is a link, which can not take the place of a folder',
    ]);
  });

  it('makes one where that brings a folder', () => {
    mkdirSync(join(root, 'app/packages/lib'));
    symlinkSync('../../lib/package.json', join(root, 'app/packages/lib/package.json'));
    expect(run().text).toContain('COPY app/packages/lib/package.json ./packages/lib/\nRUN npm ci\nCOPY app .\n');
  });
});
