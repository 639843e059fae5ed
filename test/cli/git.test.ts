import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Files, folder, put, run, text } from './support.ts';

const git = (cwd: string, args: readonly string[], input = ''): string =>
  execFileSync('git', args, { cwd, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

function repository(files: Files): string {
  const root = folder();
  git(root, ['init', '-q']);
  put(root, files);
  return root;
}

const FILES: Files = {
  Dockerfile: 'FROM a\nRUN echo old\n',
  'windows/Dockerfile': 'FROM a\r\nRUN echo old\r\n',
  'cut/Dockerfile': 'FROM a\nRUN echo old',
  'marked/Dockerfile': '\ufeffFROM a\nRUN echo old\n',
  'mixed/Dockerfile': 'FROM a\r\nRUN echo old\nRUN echo old',
  'with space/Dockerfile.my file': 'FROM a\nRUN echo old\n',
  'quote"s/tab\there/Dockerfile': 'FROM a\nRUN echo old\n',
  'Ümläut/文件.Dockerfile': 'FROM a\nRUN echo old\n',
  'back\\slash/Dockerfile': 'FROM a\nRUN echo old\n',
  'sub/sub/Dockerfile': 'FROM a\nRUN echo old\n',
  'sub/Dockerfile': 'FROM a\nRUN echo old\nRUN echo kept\nRUN 1\nRUN 2\nRUN 3\nRUN 4\nRUN 5\nRUN 6\nRUN echo old\n',
  'quiet/Dockerfile': 'FROM a\n',
};

const after = (content: string): string => content.replaceAll('old', 'new');

function expectRewritten(root: string, under = ''): void {
  for (const [path, content] of Object.entries(FILES)) {
    expect([path, text(root, path)]).toEqual([path, path.startsWith(under) ? after(String(content)) : content]);
  }
}

describe.each([
  ['a patch', ['--format', 'patch']],
  ['a report in words', []],
  ['a report in many words', ['--verbose']],
] as const)('git apply takes %s', (_, format) => {
  test('at the root of a repository', async () => {
    const root = repository(FILES);
    git(root, ['apply', '--whitespace=nowarn'], (await run([...format, '.'], { cwd: root })).stdout);
    expectRewritten(root);
  });

  test('in a folder of a repository, one that holds its own name too', async () => {
    const root = repository(FILES);
    const cwd = join(root, 'sub');
    git(cwd, ['apply'], (await run([...format], { cwd })).stdout);
    expectRewritten(root, 'sub/');
  });

  test('outside of any repository', async () => {
    const root = folder(FILES);
    git(root, ['apply', '--whitespace=nowarn'], (await run([...format, '.'], { cwd: root })).stdout);
    expectRewritten(root);
  });
});

/** It is not everywhere. */
const GNU_PATCH = 'patch';
const hasPatch = spawnSync(GNU_PATCH, ['--version']).status === 0;

test.runIf(hasPatch)('GNU patch takes it too', async () => {
  const root = folder({ 'a b/Dockerfile': 'FROM a\nRUN echo old', Dockerfile: 'FROM a\nRUN echo old\n' });
  const { stdout } = await run([], { cwd: root });
  expect(spawnSync(GNU_PATCH, ['-p1', '--binary'], { cwd: root, input: stdout })).toMatchObject({ status: 0 });
  expect([text(root, 'a b/Dockerfile'), text(root, 'Dockerfile')]).toEqual([
    'FROM a\nRUN echo new',
    'FROM a\nRUN echo new\n',
  ]);
});

describe('a file is found', () => {
  const patchOf = async (cwd: string, path: string): Promise<string> =>
    (await run(['--format', 'patch', path], { cwd })).stdout;

  test('when it is named by an absolute path', async () => {
    const root = repository(FILES);
    git(root, ['apply'], await patchOf(root, join(root, 'sub')));
    expectRewritten(root, 'sub/');
  });

  test('at the root, when it is named from another folder of the repository', async () => {
    const root = repository(FILES);
    git(root, ['apply'], await patchOf(join(root, 'quiet'), '../sub'));
    expectRewritten(root, 'sub/');
  });

  test('when it is named through a link, behind which git does not look', async () => {
    const root = repository(FILES);
    symlinkSync('sub/Dockerfile', join(root, 'link'));
    symlinkSync('sub', join(root, 'folder'));
    git(root, ['apply'], await patchOf(root, 'link'));
    git(root, ['apply'], await patchOf(root, 'folder/sub'));
    expectRewritten(root, 'sub/');
    expect(readFileSync(join(root, 'link'), 'utf8')).toContain('new');
  });

  test('when one stands behind a link', async () => {
    const root = repository(FILES);
    const elsewhere = folder();
    symlinkSync(root, join(elsewhere, 'repository'));
    git(root, ['apply'], await patchOf(join(elsewhere, 'repository'), 'sub'));
    expectRewritten(root, 'sub/');
  });

  test('from the root of the disk, when it is elsewhere', async () => {
    const root = folder(FILES);
    const patch = await patchOf(folder(), join(root, 'sub/Dockerfile'));
    expect(patch.split('\n')[0]).toBe(`diff --git a${root}/sub/Dockerfile b${root}/sub/Dockerfile`);
    expect(patch).toBe(await patchOf(join(root, 'quiet'), '../sub/Dockerfile'));
  });
});
