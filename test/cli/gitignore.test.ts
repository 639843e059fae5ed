import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTargets } from '../../src/cli/targets.ts';
import { type Files, folder, put } from './support.ts';

const searched = async (cwd: string, path = '.'): Promise<string[]> =>
  (await findTargets([path], cwd)).map((target) => target.path);

const git = (cwd: string, ...args: string[]): string => execFileSync('git', args, { cwd, encoding: 'utf8' });

/** What git itself does not ignore. */
const untracked = (cwd: string): string[] =>
  git(cwd, '-c', 'core.quotePath=off', '-c', 'core.excludesFile=', 'ls-files', '-o', '--exclude-standard')
    .split('\n')
    .filter((path) => path.endsWith('Dockerfile'))
    .sort();

function repository(files: Files): string {
  const root = folder();
  git(root, 'init', '-q');
  put(root, files);
  return root;
}

const TREES: readonly (readonly [string, Files])[] = [
  ['a folder', { '.gitignore': 'build/\n', 'build/Dockerfile': '', Dockerfile: '', 'sub/build/Dockerfile': '' }],
  ['an anchored name', { '.gitignore': '/build\n', 'build/Dockerfile': '', 'sub/build/Dockerfile': '' }],
  [
    'nested files',
    {
      '.gitignore': 'x/\n',
      'a/.gitignore': '!x/\ny/\n',
      'a/x/Dockerfile': '',
      'x/Dockerfile': '',
      'a/y/Dockerfile': '',
      'y/Dockerfile': '',
    },
  ],
  ['no way back into an ignored folder', { '.gitignore': 'x/\n!x/Dockerfile\n', 'x/Dockerfile': '', Dockerfile: '' }],
  ['a way back for a file', { '.gitignore': 'x/*\n!x/keep/\n', 'x/keep/Dockerfile': '', 'x/drop/Dockerfile': '' }],
  [
    'an inner file that ignores itself empty',
    { 'cache/.gitignore': '*\n', 'cache/Dockerfile': '', 'cache/a/Dockerfile': '', Dockerfile: '' },
  ],
  [
    'comments, spaces and Windows lines',
    { '.gitignore': '# x\r\nbuild/\r\n\\#y/\r\n', 'build/Dockerfile': '', '#y/Dockerfile': '', 'x/Dockerfile': '' },
  ],
  ['names of another case', { '.gitignore': 'Build/\n', 'build/Dockerfile': '', 'Build2/Dockerfile': '' }],
  [
    'stars',
    {
      '.gitignore': '**/gen/**\n*.tmp/\n',
      'a/gen/b/Dockerfile': '',
      'gen/Dockerfile': '',
      'x.tmp/Dockerfile': '',
      'y/Dockerfile': '',
    },
  ],
  [
    'odd names',
    {
      '.gitignore': 'ü/\n',
      'ü/Dockerfile': '',
      '.../Dockerfile': '',
      'a b/Dockerfile': '',
      '[x]/.gitignore': 'y/\n!z/\n',
      '[x]/y/Dockerfile': '',
      '[x]/a/y/Dockerfile': '',
      'x/y/Dockerfile': '',
      '!a/.gitignore': '/y\n',
      '!a/y/Dockerfile': '',
      '#b/.gitignore': 'y/z/\n',
      '#b/y/z/Dockerfile': '',
      '#b/z/Dockerfile': '',
      'a*/.gitignore': 'q\n',
      'a*/q/Dockerfile': '',
      'ab/q/Dockerfile': '',
      ' s /.gitignore': 'q\n',
      ' s /q/Dockerfile': '',
    },
  ],
  [
    'an inner negation',
    {
      '.gitignore': 'x*\n',
      'a/.gitignore': '!x*/\n',
      'a/x1/y/Dockerfile': '',
      'a/x1/x.Dockerfile': '',
      'x1/Dockerfile': '',
    },
  ],
  [
    'everything but',
    {
      '.gitignore': '*\n!*/\n!Dockerfile\n!.gitignore\n',
      'a/b/Dockerfile': '',
      'a/x.Dockerfile': '',
      'c/.gitignore': 'Dockerfile\n',
      'c/Dockerfile': '',
    },
  ],
  ['the exclude file of the repository', { '.git/info/exclude': 'secret/\n', 'secret/Dockerfile': '', Dockerfile: '' }],
];

test.each(TREES)('agrees with git: %s', async (_, files) => {
  const root = repository(files);
  const expected = untracked(root);
  expect(expected).not.toHaveLength(0);
  expect((await searched(root)).sort()).toEqual(expected);
});

describe('a search in a part of a repository', () => {
  const files: Files = {
    '.gitignore': 'out/\n/a/drop/\n',
    'a/.gitignore': 'tmp/\n',
    'a/b/Dockerfile': '',
    'a/b/out/Dockerfile': '',
    'a/b/tmp/Dockerfile': '',
    'a/drop/Dockerfile': '',
  };

  test('heeds the files above it, up to the root', async () => {
    const root = repository(files);
    expect(await searched(join(root, 'a/b'))).toEqual(['Dockerfile']);
    expect(await searched(root, 'a/b')).toEqual(['a/b/Dockerfile']);
  });

  test('heeds nothing above the root', async () => {
    const outer = folder({ '.gitignore': '*\n', 'inner/Dockerfile': '' });
    git(join(outer, 'inner'), 'init', '-q');
    expect(await searched(join(outer, 'inner'))).toEqual(['Dockerfile']);
  });

  test('looks into an ignored folder that is named', async () => {
    const root = repository(files);
    expect(await searched(root, 'a/drop')).toEqual(['a/drop/Dockerfile']);
  });

  test('leaves the rules behind at a repository inside', async () => {
    const root = repository({
      '.gitignore': 'x/\n',
      'module/.git': 'gitdir: ../.git/modules/module\n',
      'module/x/Dockerfile': '',
      'x/Dockerfile': '',
      Dockerfile: '',
    });
    expect(await searched(root)).toEqual(['Dockerfile', 'module/x/Dockerfile']);
  });
});

test('outside of a repository the files below count', async () => {
  const root = folder({ '.gitignore': 'a/\n', 'a/Dockerfile': '', 'b/Dockerfile': '' });
  expect(await searched(root)).toEqual(['b/Dockerfile']);
});
