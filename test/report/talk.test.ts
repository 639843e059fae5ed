import { expect, test } from 'vitest';
import { remarks } from '../../src/report/talk.ts';
import { oneLine } from '../../src/report/words.ts';
import { changed, decline, unreadable } from './samples.ts';

test('a problem is one line with its file and place', () => {
  expect(remarks(unreadable('sub/Dockerfile'))).toEqual(['sub/Dockerfile:3:7: no FROM']);
  expect(remarks({ path: 'x', status: 'unreadable', written: false, problem: { message: 'gone' } })).toEqual([
    'x: gone',
  ]);
  expect(remarks({ path: 'x', status: 'skipped', written: false, problem: { message: 'a template' } })).toEqual([
    'x: skipped: a template',
  ]);
});

test('a name cannot forge a line', () => {
  expect(remarks(unreadable('a\nb\u001b[2J'))).toEqual(['a\\nb\\u{1b}[2J:3:7: no FROM']);
  expect(oneLine('right\u202eleft')).toBe('right\\u{202e}left');
  expect(oneLine('Ümläut 文件 🐳')).toBe('Ümläut 文件 🐳');
});

test('a withheld fix is named with its place and the failure of its proof', () => {
  expect(remarks(changed('Dockerfile', { withheld: [decline('liar', 4, 2)] }))).toEqual([
    'Dockerfile:4:2: withheld: liar: message of liar — reason of liar',
  ]);
});

test('nothing else needs to be said', () => {
  expect(remarks(changed('Dockerfile', { declines: [decline('odd', 1, 1)] }))).toEqual([]);
});
