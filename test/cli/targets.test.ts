import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findTargets } from '../../src/cli/targets.ts';
import { isDockerfileName } from '../../src/knowledge/projects/build-files.ts';
import { type Files, folder, put } from './support.ts';

const FROM = 'FROM a\n';

const filesAt = (...paths: string[]): Files => Object.fromEntries(paths.map((path) => [path, FROM]));

async function found(cwd: string, ...paths: string[]): Promise<string[]> {
  const targets = await findTargets(paths.length === 0 ? ['.'] : paths, cwd);
  return targets.map((target) => ('failure' in target ? `${target.path}: ${target.failure}` : target.path));
}

describe('names', () => {
  test.each([
    'Dockerfile',
    'Dockerfile.dev',
    'Dockerfile.prod.alpine',
    'api.Dockerfile',
    'api.dockerfile',
    'Containerfile',
    'Containerfile.dev',
    'dockerfile',
  ])('%s is a Dockerfile', (name) => {
    expect(isDockerfileName(name)).toBe(true);
  });

  test.each([
    '.dockerignore',
    'Dockerfile.dockerignore',
    'api.Dockerfile.dockerignore',
    'Containerfile.containerignore',
    'Dockerfile.md',
    'Dockerfile.rej',
    'Dockerfiles',
    'MyDockerfile',
    'Dockerfile-old',
    '.Dockerfile',
    'Dockerfile.',
    'docker-compose.yml',
    '.dockmod-1-abc',
  ])('%s is none', (name) => {
    expect(isDockerfileName(name)).toBe(false);
  });
});

describe('a folder', () => {
  test('is searched to the bottom, in the order of names', async () => {
    const cwd = folder(
      filesAt(
        'z/Dockerfile',
        'Dockerfile',
        'b/c/Dockerfile.dev',
        'a/x.Dockerfile',
        'a/Dockerfile',
        'a/README.md',
        '.devcontainer/Dockerfile',
      ),
    );
    expect(await found(cwd)).toEqual([
      '.devcontainer/Dockerfile',
      'Dockerfile',
      'a/Dockerfile',
      'a/x.Dockerfile',
      'b/c/Dockerfile.dev',
      'z/Dockerfile',
    ]);
  });

  test('that is called Dockerfile is searched like any other', async () => {
    const cwd = folder(filesAt('Dockerfile/Dockerfile', 'x/Dockerfile.d/a.Dockerfile'));
    expect(await found(cwd)).toEqual(['Dockerfile/Dockerfile', 'x/Dockerfile.d/a.Dockerfile']);
    expect(await found(cwd, 'Dockerfile')).toEqual(['Dockerfile/Dockerfile']);
  });

  test('of other people is not entered', async () => {
    const cwd = folder(
      filesAt(
        'Dockerfile',
        'node_modules/x/Dockerfile',
        'vendor/x/Dockerfile',
        '.git/Dockerfile',
        'sub/.venv/Dockerfile',
      ),
    );
    expect(await found(cwd)).toEqual(['Dockerfile']);
    expect(await found(cwd, 'vendor')).toEqual(['vendor/x/Dockerfile']);
  });

  test('without a Dockerfile is a miss', async () => {
    const cwd = folder({ 'sub/README.md': '', 'sub/Dockerfile.dockerignore': '' });
    expect(await found(cwd, 'sub')).toEqual(['sub: a folder without a Dockerfile in it']);
    expect(await found(cwd)).toEqual(['.: a folder without a Dockerfile in it']);
  });

  test('is named as its user names it', async () => {
    const root = folder(filesAt('here/Dockerfile', 'there/Dockerfile'));
    const cwd = join(root, 'here');
    expect(await found(cwd, './')).toEqual(['Dockerfile']);
    expect(await found(cwd, '../there/')).toEqual(['../there/Dockerfile']);
    expect(await found(cwd, join(root, 'there'))).toEqual([join(root, 'there/Dockerfile')]);
  });
});

describe('symbolic links', () => {
  test('to folders are not followed in a search, as they may lead in a circle', async () => {
    const cwd = folder(filesAt('a/Dockerfile'));
    symlinkSync('..', join(cwd, 'a/up'));
    symlinkSync('a', join(cwd, 'b'));
    expect(await found(cwd)).toEqual(['a/Dockerfile']);
  });

  test('to a folder are followed where they are named', async () => {
    const cwd = folder(filesAt('a/Dockerfile'));
    symlinkSync('a', join(cwd, 'b'));
    expect(await found(cwd, 'b')).toEqual(['b/Dockerfile']);
  });

  test('to files are files, and a file is listed once, by its own name', async () => {
    const cwd = folder(filesAt('z/Dockerfile', 'outside.txt'));
    mkdirSync(join(cwd, 'a'));
    symlinkSync('../z/Dockerfile', join(cwd, 'a/Dockerfile'));
    symlinkSync('outside.txt', join(cwd, 'Dockerfile'));
    expect(await found(cwd)).toEqual(['Dockerfile', 'z/Dockerfile']);
  });

  test('to nothing are misses', async () => {
    const cwd = folder(filesAt('a/Dockerfile'));
    symlinkSync('gone', join(cwd, 'Dockerfile'));
    expect(await found(cwd)).toEqual(['Dockerfile: a symbolic link to nothing', 'a/Dockerfile']);
    expect(await found(cwd, 'Dockerfile')).toEqual(['Dockerfile: a symbolic link to nothing']);
  });
});

describe('paths', () => {
  test('keep their order, and lead to each file once', async () => {
    const cwd = folder(filesAt('b/Dockerfile', 'a/Dockerfile', 'Dockerfile'));
    expect(await found(cwd, 'b', './Dockerfile', 'b/Dockerfile', '.', 'a')).toEqual([
      'b/Dockerfile',
      'Dockerfile',
      'a/Dockerfile',
    ]);
  });

  test('of files are taken whatever their name and whatever is ignored', async () => {
    const cwd = folder({
      ...filesAt('build.txt', 'Dockerfile.dockerignore', 'node_modules/Dockerfile'),
      '.gitignore': '*\n',
    });
    const paths = ['build.txt', 'Dockerfile.dockerignore', 'node_modules/Dockerfile'];
    expect(await found(cwd, ...paths)).toEqual(paths);
  });

  test('that are named after a search found them count as named', async () => {
    const cwd = folder(filesAt('a/Dockerfile'));
    expect(await findTargets(['.', 'a/Dockerfile'], cwd)).toEqual([
      { path: 'a/Dockerfile', file: join(cwd, 'a/Dockerfile'), named: true },
    ]);
  });

  test('to nothing are misses', async () => {
    const cwd = folder(filesAt('Dockerfile'));
    expect(await found(cwd, 'gone', 'Dockerfile/x', 'n'.repeat(300), 'a\0b')).toEqual([
      'gone: no such file or folder',
      'Dockerfile/x: no such file or folder',
      `${'n'.repeat(300)}: the name is too long`,
      expect.stringContaining('a\0b: '),
    ]);
    expect(await found(cwd, '/dev/null')).toEqual(['/dev/null: not a regular file; - reads the standard input']);
  });
});

describe('a glob that the shell did not expand', () => {
  const files = filesAt(
    'services/a/Dockerfile',
    'services/b/Dockerfile',
    'services/b/other.txt',
    'node_modules/x/Dockerfile',
    'out/Dockerfile',
  );

  test('finds what it means, in order', async () => {
    const cwd = folder(files);
    expect(await found(cwd, 'services/*/Dockerfile')).toEqual(['services/a/Dockerfile', 'services/b/Dockerfile']);
    expect(await found(cwd, 'services/{b,a}/Dockerfile')).toEqual(['services/a/Dockerfile', 'services/b/Dockerfile']);
    expect(await found(cwd, 'services/[b]/*.txt')).toEqual(['services/b/other.txt']);
    expect(await found(join(cwd, 'out'), '../services/?/Dockerfile')).toEqual([
      '../services/a/Dockerfile',
      '../services/b/Dockerfile',
    ]);
    expect(await found('/', `${cwd}/services/*/Dockerfile`)).toEqual([
      join(cwd, 'services/a/Dockerfile'),
      join(cwd, 'services/b/Dockerfile'),
    ]);
  });

  test('leaves out what a search leaves out, unless it says so', async () => {
    const cwd = folder({ ...files, '.gitignore': 'out/\n' });
    put(cwd, { '.git/HEAD': 'ref: refs/heads/main\n' });
    expect(await found(cwd, '**/Dockerfile')).toEqual(['services/a/Dockerfile', 'services/b/Dockerfile']);
    expect(await found(cwd, 'node_modules/*/Dockerfile')).toEqual(['node_modules/x/Dockerfile']);
  });

  test('finds nothing', async () => {
    expect(await found(folder(files), 'x/*')).toEqual(['x/*: no file has such a name']);
  });

  test('is a name first', async () => {
    const cwd = folder(filesAt('[a]/Dockerfile', 'a/Dockerfile'));
    expect(await found(cwd, '[a]/Dockerfile')).toEqual(['[a]/Dockerfile']);
  });
});
