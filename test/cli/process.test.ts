import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { transforms } from '../../src/transforms/index.ts';
import { type Files, folder, run, text } from './support.ts';

/** The program as a process of its own, from its source. */
const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function dockmod(
  args: readonly string[],
  cwd: string,
  { input, flags = [] }: { input?: string; flags?: readonly string[] } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...flags, '--import', TSX, BIN, ...args],
      { cwd, maxBuffer: 1e9 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
      },
    );
    child.stdin?.end(input ?? '');
  });
}

const shell = (script: string, cwd: string): Promise<Ended> =>
  new Promise((resolve) => {
    const dockmodHere = `dockmod() { ${JSON.stringify(process.execPath)} --import ${JSON.stringify(TSX)} ${JSON.stringify(BIN)} "$@"; }`;
    execFile('bash', ['-c', `set -o pipefail; ${dockmodHere}; ${script}`], { cwd }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });

const APT = 'FROM debian:12\nRUN apt install -y curl\n';

test('runs, and exits with what it found', async () => {
  const cwd = folder({ Dockerfile: APT });
  const [check, usage, version] = await Promise.all([
    dockmod(['--check'], cwd),
    dockmod(['--nope'], cwd),
    dockmod(['--version'], cwd),
  ]);
  expect(check).toMatchObject({ code: 1, stdout: 'Dockerfile\n' });
  expect(check.stderr).toMatch(/ in 1 file \(.*\)\. .*Nothing written/);
  expect(usage).toMatchObject({ code: 2, stdout: '', stderr: "dockmod: unknown option '--nope'\n" });
  expect(version).toMatchObject({ code: 0, stderr: '' });
});

test('rewrites the standard input', async () => {
  const { code, stdout } = await dockmod(['-', '--only', 'use-apt-get'], folder(), { input: APT });
  expect({ code, stdout }).toEqual({ code: 0, stdout: APT.replace('apt ', 'apt-get ') });
});

test('pipes into git apply, as a patch and as a report', async () => {
  const files: Files = { Dockerfile: APT, 'sub/Dockerfile': APT.replaceAll('\n', '\r\n') };
  const roots = [folder(files), folder(files)];
  const [patch, report] = await Promise.all([
    shell('dockmod --format patch . | git apply --whitespace=nowarn', roots[0] ?? ''),
    shell('dockmod . | git apply --whitespace=nowarn', roots[1] ?? ''),
  ]);
  expect([patch.code, report.code]).toEqual([0, 0]);
  for (const root of roots) {
    expect(text(root, 'Dockerfile')).toContain('apt-get install');
    expect(text(root, 'sub/Dockerfile')).toMatch(/apt-get [\s\S]*\r\n/);
    expect((await run(['--check'], { cwd: root, transforms })).code).toBe(0);
  }
});

test('ends quietly when its reader has gone', async () => {
  const cwd = folder(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`${index}/Dockerfile`, APT])));
  const { stdout, stderr } = await shell('dockmod . | head -n 1; echo "${PIPESTATUS[0]}"', cwd);
  expect({ stdout, stderr }).toEqual({ stdout: '0/Dockerfile\n0\n', stderr: '' });
});

test.runIf(process.platform === 'linux')('a full disk is one line', async () => {
  const cwd = folder({ Dockerfile: APT });
  const full = await shell('dockmod --format patch > /dev/full', cwd);
  expect(full).toMatchObject({ code: 2, stderr: 'dockmod: output failed: no space left on the disk\n' });
});

test('memory does not grow with the number of files', async () => {
  const large = `# ${'x'.repeat(1_000_000)}\n`;
  const cwd = folder(
    Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}/Dockerfile`, large + APT])),
  );
  const { code, stderr } = await dockmod(['--only', 'use-apt-get', '--format', 'patch'], cwd, {
    flags: ['--max-old-space-size=48'],
  });
  expect(stderr).toMatch(/^30 fixes in 30 files/);
  expect(code).toBe(0);
});

test('an interrupted run leaves whole files and nothing else', async () => {
  const cwd = folder(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}/Dockerfile`, APT])));
  const child = spawn(process.execPath, ['--import', TSX, BIN, '-w', '--only', 'use-apt-get'], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  child.stdout.once('data', () => child.kill('SIGINT'));
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(130);
  const { readdirSync } = await import('node:fs');
  const fixed = APT.replace('apt ', 'apt-get ');
  for (let index = 0; index < 300; index++) {
    expect(readdirSync(join(cwd, String(index)))).toEqual(['Dockerfile']);
    expect([APT, fixed]).toContain(text(cwd, `${index}/Dockerfile`));
  }
  expect(text(cwd, '0/Dockerfile')).toBe(fixed);
});
