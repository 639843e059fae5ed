import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskContext } from '../../src/context/disk-context.ts';
import { refactor } from '../../src/index.ts';
import { folder, put } from './support.ts';

test('reads files by their path from the root', () => {
  const { readText } = diskContext(folder({ 'package.json': '{}', 'a/b/requirements.txt': 'flask\n', empty: '' }));
  expect(readText('package.json')).toBe('{}');
  expect(readText('a/b/requirements.txt')).toBe('flask\n');
  expect(readText('./a//b/requirements.txt')).toBe('flask\n');
  expect(readText('empty')).toBe('');
});

test('reads each file once, also one that is not there', () => {
  const root = folder({ one: 'first' });
  const { readText } = diskContext(root);
  expect([readText('one'), readText('two')]).toEqual(['first', undefined]);
  put(root, { one: 'second', two: 'second' });
  expect([readText('one'), readText('two')]).toEqual(['first', undefined]);
});

test('knows files that only their owner may read', () => {
  const root = folder({ open: '', shut: '' });
  chmodSync(join(root, 'open'), 0o644);
  chmodSync(join(root, 'shut'), 0o640);
  const { isClosed } = diskContext(root);
  expect(['open', 'shut', 'missing'].map((path) => isClosed?.(path))).toEqual([false, true, false]);
});

test('copies of files that only their owner may read keep containers from running as another user', () => {
  const text = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY app.py .\nCOPY shop.ini /etc/\nCMD ["python", "app.py"]\n';
  const root = folder({ Dockerfile: text, 'app.py': 'import shop\n', 'shop.ini': '' });
  const reasons = (): string[] =>
    refactor(text, { only: ['add-user'], context: diskContext(root) }).declines.map(({ reason }) => reason);
  expect(reasons()).toEqual([]);
  chmodSync(join(root, 'shop.ini'), 0o600);
  expect(reasons()).toEqual(['what line 4 brings is closed to other users']);
});

test('reads nothing before it is asked', () => {
  const root = folder();
  const { readText } = diskContext(join(root, 'later'));
  put(root, { 'later/file': 'text' });
  expect(readText('file')).toBe('text');
});

describe('never leaves the root', () => {
  const root = (): string => folder({ 'root/in': 'in', secret: 'secret', 'root-twin/secret': 'secret' });

  test.each([
    '../secret',
    'x/../../secret',
    '..\\secret',
    '/etc/passwd',
    '',
    '..',
    '../root/in',
    '../root-twin/secret',
  ])('by the path %j', (path) => {
    expect(diskContext(join(root(), 'root')).readText(path)).toBeUndefined();
  });

  test('by a link', () => {
    const outer = root();
    symlinkSync('../secret', join(outer, 'root/link'));
    symlinkSync('..', join(outer, 'root/up'));
    symlinkSync('in', join(outer, 'root/fine'));
    const { readText } = diskContext(join(outer, 'root'));
    expect([readText('link'), readText('up/secret'), readText('fine')]).toEqual([undefined, undefined, 'in']);
  });

  test('when it is a link itself', () => {
    const outer = root();
    symlinkSync('root', join(outer, 'alias'));
    const { readText } = diskContext(join(outer, 'alias'));
    expect([readText('in'), readText('../secret')]).toEqual(['in', undefined]);
  });

  test('with names that begin with dots', () => {
    expect(diskContext(folder({ '..file': 'x', '.dockerignore': 'y' })).readText('..file')).toBe('x');
  });
});

test('knows nothing of what is no text', () => {
  const root = folder({ binary: 'a\0b', latin: Buffer.from([0x63, 0xe9]), bom: '\ufeff{}' });
  mkdirSync(join(root, 'folder'));
  writeFileSync(join(root, 'limit'), 'x'.repeat(5_000_000));
  writeFileSync(join(root, 'large'), 'x'.repeat(5_000_001));
  const { readText } = diskContext(root);
  expect(['binary', 'latin', 'folder', 'large', 'folder/x', 'binary/x', 'a\0b'].map(readText)).toEqual(
    Array(7).fill(undefined),
  );
  expect(readText('limit')).toHaveLength(5_000_000);
  expect(readText('bom')).toBe('{}');
});

describe('says what stands at a path', () => {
  const files = { 'root/file': '', 'root/folder/b': '', 'root/folder/a': '', secret: '' };

  test.each([
    ['', 'folder', ['alias', 'circle', 'file', 'folder', 'gone', 'out', 'up', 'way']],
    ['.', 'folder', ['alias', 'circle', 'file', 'folder', 'gone', 'out', 'up', 'way']],
    ['file', 'file', undefined],
    ['./file', 'file', undefined],
    ['folder', 'folder', ['a', 'b']],
    ['folder/', 'folder', ['a', 'b']],
    ['folder/a', 'file', undefined],
    ['folder/c', undefined, undefined],
    ['alias', 'file', undefined],
    ['way', 'folder', ['a', 'b']],
    ['way/a', 'file', undefined],
    ['out', undefined, undefined],
    ['up', undefined, undefined],
    ['up/secret', undefined, undefined],
    ['gone', undefined, undefined],
    ['circle', undefined, undefined],
    ['..', undefined, undefined],
    ['../root/file', undefined, undefined],
    ['folder/../file', undefined, undefined],
    ['/etc', undefined, undefined],
    ['/etc/passwd', undefined, undefined],
  ])('%j: %j', (path, kind, names) => {
    const outer = folder(files);
    const links = { alias: 'file', way: 'folder', out: '../secret', up: '..', gone: 'nothing', circle: 'circle' };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(outer, 'root', name));
    const { kindOf, namesIn } = diskContext(join(outer, 'root'));
    expect([kindOf(path), namesIn(path)]).toEqual([kind, names]);
  });

  test('also where there are too many names to list', () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`${index}.txt`, '']));
    const root = folder({ ...many, 'sub/a': 'x' });
    for (const [name, target] of Object.entries({ alias: 'sub/a', way: 'sub', out: '..', gone: 'nothing' }))
      symlinkSync(target, join(root, name));
    const { kindOf, namesIn, readText, isLink } = diskContext(root);
    const paths = ['', '599.txt', '600.txt', 'sub', 'sub/a', 'sub/b', 'alias', 'way', 'way/a', 'out', 'gone', '1.txt/'];
    expect(paths.map(kindOf)).toEqual([
      ...['folder', 'file', undefined, 'folder', 'file', undefined, 'file', 'folder', 'file', undefined, undefined],
      undefined,
    ]);
    expect(namesIn('')).toHaveLength(605);
    expect([readText('alias'), readText('way/a')]).toEqual(['x', 'x']);
    expect(['alias', 'sub', 'out'].map((path) => isLink?.(path))).toEqual([true, false, false]);
  });

  test('once', () => {
    const root = folder({ a: '' });
    const { kindOf, namesIn } = diskContext(root);
    expect([kindOf('b'), namesIn('')]).toEqual([undefined, ['a']]);
    put(root, { b: '' });
    expect([kindOf('b'), namesIn('')]).toEqual([undefined, ['a']]);
  });
});

test('a root that is not there holds nothing', () => {
  const root = folder();
  rmSync(root, { recursive: true });
  expect(diskContext(root).readText('x')).toBeUndefined();
  mkdirSync(root);
});
