import { chmodSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Files, folder, NEW, OLD, run, text } from './support.ts';

/** Something wrong, and the one line that says so. */
type Bad = { readonly path: string; readonly content?: string | Uint8Array; readonly line: RegExp };

const BAD: Readonly<Record<string, Bad>> = {
  'a missing path': { path: 'gone', line: /^gone: no such file or folder$/ },
  'a folder named Dockerfile': { path: 'Dockerfile', line: /^Dockerfile: a folder without a Dockerfile in it$/ },
  'a binary file': {
    path: 'Dockerfile',
    content: 'FROM a\nRUN \0',
    line: /^Dockerfile:2:5: a binary file \(NUL byte at offset 11\)$/,
  },
  'invalid UTF-8': {
    path: 'Dockerfile',
    content: Buffer.from('FROM a\n# \xe9\n', 'latin1'),
    line: /^Dockerfile:2:3: not valid UTF-8 \(byte 0xe9 at offset 9\)$/,
  },
  'UTF-16': { path: 'Dockerfile', content: Buffer.from('\ufeffFROM a\n', 'utf16le'), line: /^Dockerfile: UTF-16/ },
  'an empty file': { path: 'Dockerfile', content: '', line: /^Dockerfile: an empty file$/ },
  'only blank lines': { path: 'Dockerfile', content: '\n  \n', line: /^Dockerfile:1:1: the file has no instruction$/ },
  'only comments': { path: 'Dockerfile', content: '# x\n', line: /^Dockerfile:1:1: the file has no instruction$/ },
  'no FROM': { path: 'Dockerfile', content: 'ARG x\n', line: /^Dockerfile:1:1: no FROM/ },
  'something before FROM': {
    path: 'Dockerfile',
    content: '# x\nRUN x\nFROM a\n',
    line: /^Dockerfile:2:1: RUN before the first FROM$/,
  },
  'an unknown instruction': {
    path: 'Dockerfile',
    content: 'FROM a\n  FRUM b\n',
    line: /^Dockerfile:2:3: unknown instruction "FRUM"$/,
  },
  'an unterminated heredoc': {
    path: 'Dockerfile',
    content: 'FROM a\nRUN <<EOF\nx\n',
    line: /^Dockerfile:2:1: unterminated heredoc EOF$/,
  },
  'a template by name': { path: 'Dockerfile.j2', content: OLD, line: /^Dockerfile\.j2: a template \(\.j2\)/ },
  'a template by its text': {
    path: 'Dockerfile',
    content: 'FROM {{ base }}\nRUN echo old\n',
    line: /^Dockerfile:1:6: a template \(\{\{ \}\}\)/,
  },
  'an ERB template': {
    path: 'Dockerfile',
    content: 'FROM <%= base %>\nRUN echo old\n',
    line: /^Dockerfile:1:6: a template \(<% %>\)/,
  },
};

describe.each(Object.entries(BAD))('%s', (_, { path, content, line }) => {
  const files: Files = { 'bad/good.Dockerfile': OLD, ...(content === undefined ? {} : { [`bad/${path}`]: content }) };

  function badFolder(): string {
    const cwd = join(folder(files), 'bad');
    if (path === 'Dockerfile' && content === undefined) mkdirSync(join(cwd, path));
    return cwd;
  }

  test('is one line and exit 2, and does not stop the others', async () => {
    const cwd = badFolder();
    const { code, stdout, stderr } = await run(['--write', path, 'good.Dockerfile'], { cwd });
    const [first, second, ...rest] = stderr.trimEnd().split('\n');
    expect(first).toMatch(line);
    expect(second).toMatch(/^1 fix in 1 file \(1 safe\), written to 1 file\. 1 file could not be read\.$/);
    expect(rest).toEqual([]);
    expect(stdout).toContain('good.Dockerfile');
    expect(code).toBe(2);
    expect(text(cwd, 'good.Dockerfile')).toBe(NEW);
    if (content !== undefined) expect(text(cwd, path)).toBe(Buffer.from(content).toString('utf8'));
  });

  test('counts in a check too', async () => {
    expect(await run(['--check', path], { cwd: badFolder() })).toMatchObject({ code: 2, stdout: '' });
  });

  test.runIf(content !== undefined)('is the same from the standard input', async () => {
    const { code, stdout, stderr } = await run(['-', '--stdin-filename', path], {
      cwd: folder(),
      stdin: content ?? '',
    });
    expect(stderr.split('\n')[0]).toMatch(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('templates that a search meets', () => {
  test('are skipped with a word, and that is all', async () => {
    const cwd = folder({ Dockerfile: OLD, 'a/Dockerfile.tmpl': 'FROM {{x}}', 'b/Dockerfile': 'FROM {{ x }}\n' });
    const { code, stderr } = await run(['--write'], { cwd });
    expect(stderr.split('\n')).toEqual([
      'a/Dockerfile.tmpl: skipped: a template (.tmpl); only finished Dockerfiles are rewritten',
      'b/Dockerfile:1:6: skipped: a template ({{ }}); only finished Dockerfiles are rewritten',
      '1 fix in 1 file (1 safe), written to 1 file. 2 templates skipped.',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('are no reason to complain when they are all there is', async () => {
    const { code, stderr } = await run([], { cwd: folder({ 'Dockerfile.erb': '' }) });
    expect(stderr).toMatch(/\n1 template skipped\.\n$/);
    expect(code).toBe(0);
  });

  test('are an error when they are named as well', async () => {
    expect((await run(['.', 'Dockerfile.erb'], { cwd: folder({ 'Dockerfile.erb': OLD }) })).code).toBe(2);
  });
});

test('a file that nobody may read is named', async () => {
  const cwd = folder({ Dockerfile: OLD });
  chmodSync(join(cwd, 'Dockerfile'), 0o000);
  const { code, stderr } = await run([], { cwd });
  expect(stderr.split('\n')[0]).toBe('Dockerfile: permission denied');
  expect(code).toBe(2);
});

test.runIf(process.getuid?.() !== 0)('a folder that may not be read is named', async () => {
  const cwd = folder({ Dockerfile: OLD, 'closed/Dockerfile': OLD });
  chmodSync(join(cwd, 'closed'), 0o000);
  const { code, stderr } = await run([], { cwd });
  expect(stderr.split('\n')[0]).toBe('closed: permission denied');
  expect(code).toBe(2);
});

test('a file that is far too large is not read', async () => {
  const { code, stderr } = await run([], { cwd: folder({ Dockerfile: `FROM a\n#${'x'.repeat(5_000_000)}\n` }) });
  expect(stderr.split('\n')[0]).toBe('Dockerfile: larger than 5 MB');
  expect(code).toBe(2);
});

describe('a read-only file', () => {
  function readOnly(): string {
    const cwd = folder({ Dockerfile: OLD, 'other.Dockerfile': OLD });
    chmodSync(join(cwd, 'Dockerfile'), 0o444);
    return cwd;
  }

  test('is refused with --write, and does not stop the others', async () => {
    const cwd = readOnly();
    const { code, stdout, stderr } = await run(['-w'], { cwd });
    expect(stderr.split('\n')).toEqual([
      'Dockerfile: read-only; not written',
      '1 fix in 1 file (1 safe), written to 1 file. 1 file could not be written.',
      '',
    ]);
    expect(stdout).not.toMatch(/^Dockerfile$/m);
    expect(code).toBe(2);
    expect([text(cwd, 'Dockerfile'), text(cwd, 'other.Dockerfile')]).toEqual([OLD, NEW]);
  });

  test('is shown in the preview', async () => {
    const { code, stdout } = await run(['Dockerfile'], { cwd: readOnly() });
    expect(stdout).toContain('+RUN echo new');
    expect(code).toBe(0);
  });

  test('is no trouble when nothing in it changes', async () => {
    const cwd = folder({ Dockerfile: NEW });
    chmodSync(join(cwd, 'Dockerfile'), 0o444);
    expect(await run(['-w'], { cwd })).toMatchObject({ code: 0, stderr: 'Nothing to change in 1 file.\n' });
  });
});

test('a file where parsers disagree is left alone, which is no error', async () => {
  // To BuildKit an escaped backslash at the end of a line continues it; to dockerfile-ast it does not.
  const ambiguous = `${OLD}RUN echo a \\\\\nCMD y\n`;
  const cwd = folder({ Dockerfile: ambiguous });
  const { code, stdout, stderr } = await run([], { cwd });
  expect(stderr).toMatch(
    /^Dockerfile:\d+:\d+: .*left alone.*\nNothing to change in 1 file\. 1 file left alone as a whole\.\n$/,
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(await run(['-'], { stdin: ambiguous })).toMatchObject({ code: 0, stdout: ambiguous });
});

test('links in a search do not lead to work on a file twice', async () => {
  const cwd = folder({ 'a/Dockerfile': OLD });
  symlinkSync('a/Dockerfile', join(cwd, 'Dockerfile'));
  symlinkSync('.', join(cwd, 'loop'));
  const { stderr } = await run(['-w', '.', 'a', 'Dockerfile', 'loop'], { cwd });
  expect(stderr).toBe('1 fix in 1 file (1 safe), written to 1 file.\n');
  expect(text(cwd, 'a/Dockerfile')).toBe(NEW);
  expect(readdirSync(cwd).sort()).toEqual(['Dockerfile', 'a', 'loop']);
});
