import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, NEW, OLD, run, text } from './support.ts';

test('- prints the rewritten file, and talks on stderr', async () => {
  expect(await run(['-'], { stdin: OLD })).toEqual({ stdout: NEW, stderr: '1 fix in 1 file (1 safe).\n', code: 0 });
});

test('- prints what it got where nothing changes', async () => {
  expect(await run(['-'], { stdin: NEW })).toEqual({ stdout: NEW, stderr: 'Nothing to change in 1 file.\n', code: 0 });
});

test.each([
  ['Windows lines', 'FROM a\r\nRUN echo old\r\n'],
  ['no final newline', 'FROM a\nRUN echo old'],
  ['a byte order mark', '\ufeffFROM a\nRUN echo old\n'],
])('keeps %s', async (_, stdin) => {
  expect((await run(['-'], { stdin })).stdout).toBe(stdin.replace('old', 'new'));
});

test('no file is touched, also not the one that it is called after', async () => {
  const cwd = folder({ Dockerfile: OLD });
  await run(['-', '--stdin-filename', 'Dockerfile'], { cwd, stdin: OLD });
  expect(text(cwd, 'Dockerfile')).toBe(OLD);
  expect(readdirSync(cwd)).toEqual(['Dockerfile']);
});

test('bad input prints nothing, is named, exit 2', async () => {
  expect(await run(['-'], { stdin: 'FROM a\nFRUM b\n' })).toEqual({
    stdout: '',
    stderr: '<stdin>:2:1: unknown instruction "FRUM"\n1 file could not be read.\n',
    code: 2,
  });
  expect((await run(['-', '--stdin-filename', './sub/x'], { stdin: '' })).stderr).toMatch(
    /^\.\/sub\/x: an empty file\n/,
  );
});

test('an input that cannot be read is named', async () => {
  const stdin = Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
  expect(await run(['-'], { stdin })).toEqual({
    stdout: '',
    stderr: '<stdin>: a folder, not a file\n1 file could not be read.\n',
    code: 2,
  });
});

test('--check says it by name and exit code', async () => {
  expect(await run(['-', '--check'], { stdin: OLD })).toMatchObject({ stdout: '<stdin>\n', code: 1 });
  expect(await run(['-', '--check', '--stdin-filename', 'a/Dockerfile'], { stdin: OLD })).toMatchObject({
    stdout: 'a/Dockerfile\n',
    code: 1,
  });
  expect(await run(['-', '--check'], { stdin: NEW })).toMatchObject({ stdout: '', code: 0 });
});

test('--format patch and json say it their way', async () => {
  const cwd = folder();
  const patch = await run(['-', '--format', 'patch', '--stdin-filename', 'sub/Dockerfile'], { cwd, stdin: OLD });
  expect(patch.stdout).toMatch(/^diff --git a\/sub\/Dockerfile b\/sub\/Dockerfile\n/);
  expect((await run(['-', '--format', 'patch'], { cwd, stdin: OLD })).stdout).toMatch(
    /^diff --git a\/Dockerfile b\/Dockerfile\n/,
  );
  const json = await run(['-', '--format', 'json'], { cwd, stdin: OLD });
  expect(JSON.parse(json.stdout).files).toMatchObject([{ path: '<stdin>', status: 'changed' }]);
});

test('--verbose lists on stderr what was done', async () => {
  const { stdout, stderr } = await run(['-', '--verbose'], { stdin: OLD });
  expect(stdout).toBe(NEW);
  expect(stderr).toMatch(/^<stdin>\n {2}2:10 {2}renew {2}safe {2}old becomes new/);
});

test('--output takes the rewritten file, also in the place of the one it came from', async () => {
  const cwd = folder({ Dockerfile: OLD });
  expect(await run(['-', '--output', 'Dockerfile'], { cwd, stdin: OLD })).toMatchObject({ stdout: '', code: 0 });
  expect(text(cwd, 'Dockerfile')).toBe(NEW);
});

test('--output is not written where there is nothing to put there', async () => {
  const cwd = folder({ Dockerfile: OLD });
  expect((await run(['-', '--output', 'Dockerfile'], { cwd, stdin: 'FRUM' })).code).toBe(2);
  expect(text(cwd, 'Dockerfile')).toBe(OLD);
  expect(readdirSync(join(cwd))).toEqual(['Dockerfile']);
});
