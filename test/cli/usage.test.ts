import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folder, OLD, run } from './support.ts';

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['an unknown option', ['--wirte'], /unknown option '--wirte' \(Did you mean --write\?\)/],
  ['an unknown format', ['--format', 'xml'], /'xml' is invalid.*text, json, patch/],
  ['an unknown way to merge', ['--merge', 'none'], /'none' is invalid.*careful, all/],
  ['an option without its value', ['--only'], /argument missing/],
  [
    'an unknown id after --only',
    ['--only', 'renew,nothing'],
    /no transform is called "nothing"; `dockmod list` shows them all/,
  ],
  ['an unknown id after --skip', ['--skip', 'DL0000'], /no transform is called "DL0000"/],
  ['an empty list of ids', ['--only', ','], /"," names no transform/],
  ['an empty list of registries', ['--mirror', ','], /"," names no registry/],
  [
    'an address for a registry',
    ['--mirror', 'https://registry.example.com'],
    /--mirror https:.*: no registry as FROM has it/,
  ],
  ['--check with --write', ['--check', '--write'], /cannot be used with/],
  ['- with other paths', ['-', 'Dockerfile'], /- is the standard input/],
  ['- with --write', ['-', '-w'], /--write has no file to write for -/],
  ['--stdin-filename without -', ['--stdin-filename', 'x'], /there is no -/],
  ['an empty path', [''], /an empty path/],
  ['a context that is not there', ['--context', 'gone'], /--context gone: no such folder/],
  ['a context that is a file', ['--context', 'Dockerfile'], /--context Dockerfile: no such folder/],
  ['list with an argument', ['list', 'x'], /too many arguments/],
  ['explain without one', ['explain'], /missing required argument 'id'/],
  ['explain with an unknown id', ['explain', 'nothing'], /no transform is called "nothing"/],
];

test.each(WRONG)('%s is one line and exit 2', async (_, argv, message) => {
  const cwd = folder({ Dockerfile: OLD });
  const { code, stdout, stderr } = await run(argv, { cwd });
  expect(stderr).toMatch(/^dockmod: .*\n$/);
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readFileSync(`${cwd}/Dockerfile`, 'utf8')).toBe(OLD);
});

describe('answers', () => {
  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    for (const flag of ['--version', '-V'])
      expect(await run([flag])).toEqual({ stdout: `${version}\n`, stderr: '', code: 0 });
  });

  test('--help names every option and the exit codes', async () => {
    const { stdout, stderr, code } = await run(['--help']);
    const options = [
      '--write',
      '--check',
      '--safe',
      '--only',
      '--skip',
      '--merge',
      '--low-ports',
      '--mirror',
      '--format',
      '--output',
      '--verbose',
      '--context',
      '--stdin-filename',
      '--no-color',
    ];
    for (const word of [...options, '-w', 'list', 'explain', 'Exit codes']) expect(stdout).toContain(word);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  test('they load no transform', async () => {
    const { main } = await import('../../src/cli/main.ts');
    const output = { write: async () => undefined, closed: () => false, terminal: false };
    const io = {
      cwd: '/',
      env: {},
      stdin: async () => new Uint8Array(),
      stdout: output,
      stderr: output,
      finishFilesFirst: () => undefined,
    };
    const load = async (): Promise<never> => {
      throw new Error('loaded');
    };
    expect(await main(['--help'], io, load)).toBe(0);
    expect(await main(['--version'], io, load)).toBe(0);
    expect(await main(['--wrong'], io, load)).toBe(2);
  });

  test('list is a table of all transforms', async () => {
    const { stdout, code } = await run(['list']);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'renew    safe    Title of renew',
      'decide   review  Title of decide',
      'ask      manual  Title of ask',
    ]);
    expect(code).toBe(0);
  });

  test('explain takes an id, in any case', async () => {
    const { stdout, code } = await run(['explain', 'Renew']);
    for (const part of [
      'Title of renew',
      'The reason why renew is there.',
      'DL9001, DL9002',
      'https://example.org/renew',
      'docs/transforms/renew.md',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(code).toBe(0);
  });

  test('explain takes a rule of another linter, and tells all that cover it', async () => {
    const { stdout } = await run(['explain', 'dl9002']);
    expect(stdout).toContain('Title of renew');
    expect(stdout).toContain('Title of decide');
  });

  test('explain tells why no transform takes care of a rule', async () => {
    const { stdout, code } = await run(['explain', 'dl3008']);
    expect(stdout).toMatch(/^DL3008\nhadolint: .*\n\nNo transform does this: versions come from/);
    expect(stdout).toContain('docs/coverage.md');
    expect(code).toBe(0);
  });

  test('list and explain have colours on a terminal', async () => {
    expect((await run(['list'], { terminal: true })).stdout).toContain('\u001b[');
    expect((await run(['list', '--no-color'], { terminal: true })).stdout).not.toContain('\u001b[');
    expect((await run(['explain', 'renew'], { terminal: true })).stdout).toContain('\u001b[');
  });
});
