import { chmodSync, lstatSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSource, type Source } from '../../src/cli/read.ts';
import { type AlsoWritten, writeBack, writeWhole } from '../../src/cli/write.ts';
import { folder, NEW, OLD, text } from './support.ts';

function sourceOf(file: string): Source {
  const reading = readSource({ path: 'Dockerfile', file });
  if ('problem' in reading) throw new Error(reading.problem.message);
  return reading.source;
}

const modeOf = (file: string): number => statSync(file).mode & 0o7777;

describe('a file is written back', () => {
  test('with its mode, and nothing beside it', () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    for (const mode of [0o600, 0o755, 0o664]) {
      chmodSync(file, mode);
      expect(writeBack(file, `${NEW}# ${mode}\n`, sourceOf(file))).toBeUndefined();
      expect(text(root, 'Dockerfile')).toBe(`${NEW}# ${mode}\n`);
      expect(modeOf(file)).toBe(mode);
      expect(readdirSync(root)).toEqual(['Dockerfile']);
    }
  });

  test.runIf(process.getuid?.() === 0)('with its owner, where that is allowed', async () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    const { chownSync } = await import('node:fs');
    chownSync(file, 1234, 2345);
    chmodSync(file, 0o640);
    expect(writeBack(file, NEW, sourceOf(file))).toBeUndefined();
    expect(statSync(file)).toMatchObject({ uid: 1234, gid: 2345 });
    expect(modeOf(file)).toBe(0o640);
  });

  test('in the place of the old one, never into it: who has that open keeps reading it', () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    const before = statSync(file).ino;
    writeBack(file, NEW, sourceOf(file));
    expect(statSync(file).ino).not.toBe(before);
  });

  test('byte for byte', () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    const odd = '\ufeffFROM a\r\n# é 文 🐳\r\nRUN x';
    writeBack(file, odd, sourceOf(file));
    expect(text(root, 'Dockerfile')).toBe(odd);
  });

  test('through symbolic links, which stay', () => {
    const root = folder({ 'real/Dockerfile': OLD });
    symlinkSync('real/Dockerfile', join(root, 'one'));
    symlinkSync('one', join(root, 'two'));
    expect(writeBack(join(root, 'two'), NEW, sourceOf(join(root, 'two')))).toBeUndefined();
    expect(text(root, 'real/Dockerfile')).toBe(NEW);
    expect(readlinkSync(join(root, 'two'))).toBe('one');
    expect(lstatSync(join(root, 'one')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(root, 'real'))).toEqual(['Dockerfile']);
  });
});

test('a name may be as long as names can be', () => {
  const name = `${'n'.repeat(244)}.Dockerfile`;
  const root = folder({ [name]: OLD });
  expect(writeBack(join(root, name), NEW, sourceOf(join(root, name)))).toBeUndefined();
  expect(text(root, name)).toBe(NEW);
});

describe('a file is left as it is', () => {
  test('when nobody may write it', () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    chmodSync(file, 0o444);
    expect(writeBack(file, NEW, sourceOf(file))).toBe('read-only; not written');
    expect(text(root, 'Dockerfile')).toBe(OLD);
  });

  test('when it has changed since it was read', () => {
    const root = folder({ Dockerfile: OLD });
    const file = join(root, 'Dockerfile');
    const source = sourceOf(file);
    writeFileSync(file, `${OLD}# mine\n`);
    expect(writeBack(file, NEW, source)).toBe('changed on disk since it was read; not written');
    expect(text(root, 'Dockerfile')).toBe(`${OLD}# mine\n`);
    expect(readdirSync(root)).toEqual(['Dockerfile']);
  });

  test('when it has gone since', () => {
    const root = folder({ Dockerfile: OLD, other: '' });
    const file = join(root, 'Dockerfile');
    const source = sourceOf(file);
    expect(writeBack(join(root, 'gone'), NEW, source)).toBe('not written: no such file or folder');
    expect(readdirSync(root)).toEqual(['Dockerfile', 'other']);
  });
});

describe('a file is written back with others', () => {
  const around = (): { root: string; own: string; source: Source; also: AlsoWritten[] } => {
    const root = folder({ Dockerfile: OLD, list: 'a\n' });
    const also = [
      { file: join(root, 'list'), before: 'a\n', after: 'b\n' },
      { file: join(root, 'new'), before: undefined, after: 'c\n' },
    ];
    return { root, own: join(root, 'Dockerfile'), source: sourceOf(join(root, 'Dockerfile')), also };
  };

  test('all of them', () => {
    const { root, own, source, also } = around();
    expect(writeBack(own, NEW, source, also)).toBeUndefined();
    expect(['Dockerfile', 'list', 'new'].map((name) => text(root, name))).toEqual([NEW, 'b\n', 'c\n']);
    expect(readdirSync(root)).toHaveLength(3);
  });

  test.each<[string, string, (root: string) => void]>([
    [
      'one was changed',
      'list changed on disk since it was read; nothing is written',
      (root) => writeFileSync(join(root, 'list'), 'x'),
    ],
    [
      'one came',
      'new changed on disk since it was read; nothing is written',
      (root) => writeFileSync(join(root, 'new'), 'x'),
    ],
    [
      'it was changed itself',
      'changed on disk since it was read; not written',
      (root) => writeFileSync(join(root, 'Dockerfile'), 'x'),
    ],
    ['one is closed', 'list can not be written; nothing is', (root) => chmodSync(join(root, 'list'), 0o444)],
    ['it is closed itself', 'read-only; not written', (root) => chmodSync(join(root, 'Dockerfile'), 0o444)],
  ])('or none, where %s', (_, why, change) => {
    const { root, own, also } = around();
    const source = sourceOf(own);
    change(root);
    const before = readdirSync(root).map((name) => [name, text(root, name)]);
    expect(writeBack(own, NEW, why === 'read-only; not written' ? sourceOf(own) : source, also)).toBe(why);
    expect(readdirSync(root).map((name) => [name, text(root, name)])).toEqual(before);
  });
});

describe('a file of ours', () => {
  test('is made, replaced, and written through a link', () => {
    const root = folder();
    writeWhole(join(root, 'out'), 'one');
    chmodSync(join(root, 'out'), 0o600);
    writeWhole(join(root, 'out'), 'two');
    symlinkSync('out', join(root, 'link'));
    writeWhole(join(root, 'link'), 'three');
    expect(text(root, 'out')).toBe('three');
    expect(modeOf(join(root, 'out'))).toBe(0o600);
    expect(readdirSync(root).sort()).toEqual(['link', 'out']);
  });

  test('does not take the place of a device', () => {
    writeWhole('/dev/null', 'text');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
