import { execFileSync } from 'node:child_process';
import { chmodSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { splitBuildStage } from '../../src/transforms/split-build-stage.ts';
import { type Files, folder, run, text } from './support.ts';

const DOCKERFILE = 'FROM golang:1.22\nWORKDIR /bell\nCOPY . .\nRUN go build -o bell .\nCMD ["./bell"]\n';
const COMPOSE =
  '# to work\nservices:\n  bell:\n    build: . # here\n    command: go run .\n    volumes:\n      - .:/bell\n';
const AFTER = COMPOSE.replace('build: . # here', 'build:\n      context: . # here\n      target: builder');
const MAIN = 'package main\n\nfunc main() {}\n';
const FILES: Files = {
  '.git/HEAD': '',
  Dockerfile: DOCKERFILE,
  'compose.yaml': COMPOSE,
  'go.mod': 'module example.org/bell\n\ngo 1.22\n',
  'main.go': MAIN,
};
const transforms = [splitBuildStage];
const project = (more: Files = {}): string => folder({ ...FILES, ...more });
const isSplit = (root: string, path = 'Dockerfile'): boolean => text(root, path).includes(' AS builder');

describe('a fix that needs a compose file', () => {
  it('shows it as a hunk of its own, and writes neither', async () => {
    const root = project();
    const { stdout } = await run([], { transforms, cwd: root });
    expect(stdout).toContain('its service `bell` gets `target: builder`');
    expect(stdout).toContain('diff --git a/compose.yaml b/compose.yaml\n--- a/compose.yaml\n+++ b/compose.yaml\n');
    expect(stdout).toContain('\n-    build: . # here\n+    build:\n+      context: . # here\n+      target: builder\n');
    expect([text(root, 'Dockerfile'), text(root, 'compose.yaml')]).toEqual([DOCKERFILE, COMPOSE]);
  });

  it('writes both, and finds nothing more', async () => {
    const root = project();
    const { code, stderr } = await run(['--write'], { transforms, cwd: root });
    expect([code, stderr]).toEqual([0, expect.stringContaining('written to 1 file')]);
    expect([isSplit(root), text(root, 'compose.yaml')]).toEqual([true, AFTER]);
    expect(await run(['--check'], { transforms, cwd: root })).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    ['Windows line endings', COMPOSE.replaceAll('\n', '\r\n'), AFTER.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${COMPOSE}`, `\ufeff${AFTER}`],
    ['no last line break', COMPOSE.trimEnd(), AFTER.trimEnd()],
  ])('keeps %s, on disk and in a patch', async (_, before, after) => {
    const root = project({ 'compose.yaml': before });
    const { stdout } = await run(['--format', 'patch'], { transforms, cwd: root });
    const other = project({ 'compose.yaml': before });
    execFileSync('git', ['apply', '-'], { cwd: other, input: stdout });
    await run(['--write'], { transforms, cwd: root });
    expect([text(root, 'compose.yaml'), text(other, 'compose.yaml')]).toEqual([after, after]);
    expect(text(other, 'Dockerfile')).toBe(text(root, 'Dockerfile'));
  });

  it('is named by --check and by JSON, from where one stands', async () => {
    const root = project();
    const check = await run(['--check'], { transforms, cwd: root });
    expect([check.code, check.stdout]).toEqual([1, 'Dockerfile\ncompose.yaml\n']);
    const json = await run(['--format', 'json', join('..', 'Dockerfile')], { transforms, cwd: join(root, '.git') });
    expect(JSON.parse(json.stdout).files[0].alsoChanges).toEqual(['../compose.yaml']);
  });

  const serviceOf = (name: string): string =>
    COMPOSE.slice(COMPOSE.indexOf('  bell:')).replace('bell:', `${name}:`).replace('build: .', `build: ./${name}`);
  const below = (name: string): Files => ({
    [`${name}/Dockerfile`]: DOCKERFILE,
    [`${name}/go.mod`]: `module example.org/${name}\n\ngo 1.22\n`,
    [`${name}/main.go`]: MAIN,
  });
  const shared: Files = {
    '.git/HEAD': '',
    'compose.yaml': `services:\n${serviceOf('one')}${serviceOf('two')}`,
    ...below('one'),
    ...below('two'),
  };

  it.each([['--write'], ['--format', 'patch']])(
    'gathers the targets of all Dockerfiles of a run (%s)',
    async (...mode) => {
      const root = folder(shared);
      const { stdout } = await run([...mode, '.'], { transforms, cwd: root });
      if (mode[0] !== '--write') execFileSync('git', ['apply', '-'], { cwd: root, input: stdout });
      expect([isSplit(root, 'one/Dockerfile'), isSplit(root, 'two/Dockerfile')]).toEqual([true, true]);
      expect(text(root, 'compose.yaml').match(/context: \.\/(?:one|two) # here\n {6}target: builder/g)).toHaveLength(2);
      expect((await run(['--check', '.'], { transforms, cwd: root })).code).toBe(0);
    },
  );

  it('is left alone where only the Dockerfile counts', async () => {
    const root = project();
    const { stdout, stderr } = await run(['-', '--stdin-filename', 'Dockerfile', '--verbose'], {
      transforms,
      cwd: root,
      stdin: DOCKERFILE,
    });
    expect(stdout).toBe(DOCKERFILE);
    expect(stderr).toContain('compose.yaml would have to change with it');
  });

  it.each<[string, (root: string) => void]>([
    ['is read-only', (root) => chmodSync(join(root, 'compose.yaml'), 0o444)],
    [
      'is a link',
      (root) => {
        renameSync(join(root, 'compose.yaml'), join(root, 'real.yaml'));
        symlinkSync('real.yaml', join(root, 'compose.yaml'));
      },
    ],
  ])('writes nothing where the file %s, and goes on with others', async (_, make) => {
    const root = project(below('other'));
    make(root);
    const { code, stderr } = await run(['--write', '.'], { transforms, cwd: root });
    expect([code, stderr]).toEqual([2, expect.stringContaining('compose.yaml can not be written; nothing is')]);
    expect([text(root, 'Dockerfile'), text(root, 'compose.yaml')]).toEqual([DOCKERFILE, COMPOSE]);
    expect(isSplit(root, 'other/Dockerfile')).toBe(true);
  });

  it('does not read what is outside of the repository', async () => {
    const compose = COMPOSE.replace('build: .', 'build: bell');
    const root = folder({ ...below('bell'), 'bell/.git/HEAD': '', 'compose.yaml': compose });
    await run(['--write', 'bell'], { transforms, cwd: root });
    expect([isSplit(root, 'bell/Dockerfile'), text(root, 'compose.yaml')]).toEqual([true, compose]);
  });
});
