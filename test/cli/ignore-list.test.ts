import { chmodSync, existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyManifestsFirst } from '../../src/transforms/copy-manifests-first.ts';
import { writeDockerignore } from '../../src/transforms/write-dockerignore.ts';
import { counted, type Files, folder, run, text } from './support.ts';

const DOCKERFILE = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci --ignore-scripts\nCMD ["npm", "start"]\n';
const FILES: Files = {
  '.git/HEAD': '',
  Dockerfile: DOCKERFILE,
  'package.json': '{"name":"shop"}',
  'package-lock.json': '{"lockfileVersion":3,"packages":{"":{"name":"shop"}}}',
};
const transforms = [copyManifestsFirst];
const project = (more: Files = {}): string => folder({ ...FILES, ...more });
const isReordered = (root: string, path = 'Dockerfile'): boolean => text(root, path).includes('COPY package.json');

describe('a fix that needs the ignore list', () => {
  it('shows it as a hunk of its own, and writes neither', async () => {
    const root = project();
    const { stdout } = await run([], { transforms, cwd: root });
    expect(stdout).toContain(
      'diff --git a/.dockerignore b/.dockerignore\nnew file mode 100644\n--- /dev/null\n+++ b/.dockerignore\n@@ -0,0 +1 @@\n+node_modules\n',
    );
    expect(existsSync(join(root, '.dockerignore'))).toBe(false);
    expect(text(root, 'Dockerfile')).toBe(DOCKERFILE);
  });

  it('writes both', async () => {
    const root = project();
    const { code, stderr } = await run(['--write'], { transforms, cwd: root });
    expect([code, stderr]).toEqual([0, expect.stringContaining('written to 1 file')]);
    expect(text(root, '.dockerignore')).toBe('node_modules\n');
    expect(isReordered(root)).toBe(true);
    expect((await run(['--check'], { transforms, cwd: root })).code).toBe(0);
  });

  it.each([
    ['a list without a last line break', '*.log', '*.log\nnode_modules\n'],
    ['Windows line endings', '*.log\r\n', '*.log\r\nnode_modules\r\n'],
    ['an empty list', '', 'node_modules\n'],
  ])('goes on from %s', async (_, before, after) => {
    const root = project({ '.dockerignore': before });
    await run(['--write'], { transforms, cwd: root });
    expect(text(root, '.dockerignore')).toBe(after);
  });

  it('goes on from the list of the Dockerfile, where it has one', async () => {
    const root = project({ 'Dockerfile.dockerignore': '*.log\n', '.dockerignore': '*.md\n' });
    await run(['--write'], { transforms, cwd: root });
    expect([text(root, 'Dockerfile.dockerignore'), text(root, '.dockerignore')]).toEqual([
      '*.log\nnode_modules\n',
      '*.md\n',
    ]);
  });

  it.each([['--write'], ['--format', 'patch']])(
    'changes it once for all Dockerfiles of a run (%s)',
    async (...mode) => {
      const root = project({ 'Dockerfile.dev': DOCKERFILE });
      const { stdout } = await run(mode, { transforms, cwd: root });
      if (mode[0] === '--write') {
        expect(text(root, '.dockerignore')).toBe('node_modules\n');
        expect([isReordered(root), isReordered(root, 'Dockerfile.dev')]).toEqual([true, true]);
      } else {
        expect(stdout.match(/^diff .*$/gm)).toEqual([
          'diff --git a/Dockerfile b/Dockerfile',
          'diff --git a/.dockerignore b/.dockerignore',
          'diff --git a/Dockerfile.dev b/Dockerfile.dev',
        ]);
      }
    },
  );

  it('is named by --check and by JSON', async () => {
    const root = project();
    const check = await run(['--check'], { transforms, cwd: root });
    expect([check.code, check.stdout]).toEqual([1, 'Dockerfile\n.dockerignore\n']);
    const json = await run(['--format', 'json'], { transforms, cwd: root });
    expect(JSON.parse(json.stdout).files[0].alsoChanges).toEqual(['.dockerignore']);
  });

  it.each<[string, Files]>([
    ['beside it', { 'other.dockerfile': 'FROM a\nCOPY node_modules/b /b\n' }],
    [
      'that is built by a compose file',
      {
        'compose.yaml': 'services:\n  a:\n    build:\n      context: .\n      dockerfile: ci/image\n',
        'ci/image': 'FROM a\nRUN --mount=type=bind,source=node_modules,target=/b true\n',
      },
    ],
    ['further down, of the same run', { 'ci/Dockerfile': 'FROM a\nADD node_modules /b\n' }],
  ])('is left alone where another Dockerfile %s takes what would be kept out', async (_, more) => {
    const root = project(more);
    const { stdout } = await run(['--verbose', '.'], { transforms, cwd: root });
    expect(stdout).toMatch(/a Dockerfile takes node_modules(?:\/b)? from this context, which would be kept out/);
    expect(stdout).not.toContain('+node_modules');
  });

  it('is left alone where only the Dockerfile counts', async () => {
    const root = project();
    const { stdout, stderr } = await run(['-', '--stdin-filename', 'Dockerfile', '--verbose'], {
      transforms,
      cwd: root,
      stdin: DOCKERFILE,
    });
    expect(stdout).toBe(DOCKERFILE);
    expect(stderr).toContain('.dockerignore would have to change with it');
  });

  it.each<[string, (list: string) => void]>([
    [
      'is read-only',
      (list) => {
        writeFileSync(list, '*.log\n');
        chmodSync(list, 0o444);
      },
    ],
    ['leads out of the context', (list) => symlinkSync('/nowhere', list)],
  ])('writes nothing where the list %s', async (_, make) => {
    const root = project();
    make(join(root, '.dockerignore'));
    const { code, stderr } = await run(['--write'], { transforms, cwd: root });
    expect([code, stderr]).toEqual([2, expect.stringContaining('.dockerignore can not be written; nothing is')]);
    expect(text(root, 'Dockerfile')).toBe(DOCKERFILE);
  });

  it('reads another Dockerfile of the context once, however many lines there are', async () => {
    const root = project({ 'Dockerfile.dev': 'FROM a\nCOPY .git /b\n' });
    const reads = counted('readFileSync');
    await run(['Dockerfile'], { transforms: [copyManifestsFirst, writeDockerignore], cwd: root });
    const paths = reads.mock.calls.map(([path]) => `${path}`);
    expect(paths.filter((path) => path.endsWith('/Dockerfile.dev'))).toHaveLength(1);
  });

  it('does not touch a list that it can not read', async () => {
    const root = project({ '.dockerignore': new Uint8Array([0xff, 0xfe, 0]) });
    const { stdout } = await run(['--write', '--verbose'], { transforms, cwd: root });
    expect(stdout).toContain('.dockerignore can not be read');
    expect(isReordered(root)).toBe(false);
  });
});
