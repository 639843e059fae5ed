import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { paintDiff, unifiedDiff } from '../../src/report/diff.ts';

type Case = { readonly name: string; readonly before: string; readonly after: string };

/** What git makes of the diffs of some files, all in one patch. */
function applied(cases: readonly Case[]): string[] {
  const root = mkdtempSync(join(tmpdir(), 'dockmod-diff-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const { name, before } of cases) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), before);
  }
  const patch = cases.map(({ name, before, after }) => unifiedDiff(name, before, after)).join('');
  execFileSync('git', ['init', '-q'], { cwd: root });
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: root,
    input: patch,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return cases.map(({ name }) => readFileSync(join(root, name), 'utf8'));
}

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join('');

test('is what git prints', () => {
  const before = lines('FROM a', 'RUN b', 'RUN c', 'RUN d', 'RUN e', 'RUN f', 'RUN g', 'RUN h', 'RUN i', 'RUN j');
  const after = before.replace('RUN b', 'RUN B').replace('RUN j\n', 'RUN J');
  expect(unifiedDiff('sub/Dockerfile', before, after)).toBe(
    lines(
      'diff --git a/sub/Dockerfile b/sub/Dockerfile',
      '--- a/sub/Dockerfile',
      '+++ b/sub/Dockerfile',
      '@@ -1,5 +1,5 @@',
      ' FROM a',
      '-RUN b',
      '+RUN B',
      ' RUN c',
      ' RUN d',
      ' RUN e',
      '@@ -7,4 +7,4 @@',
      ' RUN g',
      ' RUN h',
      ' RUN i',
      '-RUN j',
      '+RUN J',
      '\\ No newline at end of file',
    ),
  );
});

const TEXTS: readonly (readonly [string, string, string])[] = [
  ['unix', 'FROM a\nRUN b\nRUN c\n', 'FROM a\nRUN B\nRUN c\n'],
  ['windows', 'FROM a\r\nRUN b\r\nRUN c\r\n', 'FROM a\r\nRUN B\r\nRUN c\r\n'],
  ['mixed line endings', 'FROM a\r\nRUN b\nRUN c\r\n', 'FROM a\r\nRUN B\nRUN c\r\n'],
  ['no final newline', 'FROM a\nRUN b', 'FROM a\nRUN B'],
  ['no final newline, changed above', 'FROM a\nRUN b\nRUN c', 'FROM a\nRUN B\nRUN c'],
  ['windows without final newline', 'FROM a\r\nRUN b', 'FROM a\r\nRUN B'],
  ['byte order mark', '\ufeffFROM a\nRUN b\n', '\ufeffFROM A\nRUN b\n'],
  ['one line', 'FROM a', 'FROM b'],
  ['lines that look like headers', 'FROM a\n-- b\n++ c\n@@ -1 +1 @@\n', 'FROM a\n-- B\n@@ -1 +1 @@\n'],
  ['a lone carriage return', 'FROM a\nRUN b\rc\n', 'FROM a\nRUN B\rc\n'],
  ['only additions', 'FROM a\nRUN b\n', 'FROM a\nRUN b\nRUN c\n'],
  ['only removals', 'FROM a\nRUN b\nRUN c\n', 'FROM a\nRUN c\n'],
  ['other line separators', 'FROM a\nRUN "\u2028\u0085\f"\n', 'FROM a\nRUN "\u2028\u0085\f" b\n'],
];

test.each(TEXTS)('git applies: %s', (_, before, after) => {
  expect(applied([{ name: 'Dockerfile', before, after }])).toEqual([after]);
});

const NAMES = [
  'Dockerfile',
  'sub/folder/Dockerfile',
  'with space/Docker file',
  ' leading and trailing ',
  'tab\tname',
  'quote"name',
  "apostrophe'name",
  'back\\slash',
  'new\nline',
  'bell\u0007 and \u0001',
  'Ümläut/文件',
  'emoji 🐳',
  'a b/c',
  'two  spaces',
  '-dash',
  '--- a/x',
  '2024-01-01 00:00:00',
  '[brackets]{braces}$',
];

test.each(NAMES)('git finds a file called %j', (name) => {
  const after = 'FROM b\n';
  expect(applied([{ name, before: 'FROM a\n', after }])).toEqual([after]);
});

test('names are quoted as git quotes them', () => {
  expect(unifiedDiff('ü "x"', 'a\n', 'b\n').split('\n')[0]).toBe(
    'diff --git "a/\\303\\274 \\"x\\"" "b/\\303\\274 \\"x\\""',
  );
});

test('git applies any change of any text', () => {
  const line = fc.constantFrom(
    '',
    'FROM a',
    'RUN b',
    '\t-c',
    '+d',
    '@@ -1,2 +3,4 @@',
    '--- e',
    '+++ f',
    '\\ No newline at end of file',
    '\ufeff',
    'é',
  );
  const text = fc
    .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 30 }), line)
    .map(([full, last]) => full.flat().join('') + last);
  const pairs = fc.sample(fc.tuple(text, text), { numRuns: 300, seed: 7 });
  const cases = pairs
    .filter(([before, after]) => before !== after && before !== '' && after !== '')
    .map(([before, after], index) => ({ name: `Dockerfile.${index}`, before, after }));
  expect(cases.length).toBeGreaterThan(200);
  expect(applied(cases)).toEqual(cases.map(({ after }) => after));
});

test('colours stand around lines, headers apart from what looks like them', () => {
  const diff = unifiedDiff('Dockerfile', 'a\n-- b\n', 'a\n++ b\n');
  expect(paintDiff(diff, (style, text) => `<${style}>${text}`).split('\n')).toEqual([
    '<bold>diff --git a/Dockerfile b/Dockerfile',
    '<bold>--- a/Dockerfile',
    '<bold>+++ b/Dockerfile',
    '<cyan>@@ -1,2 +1,2 @@',
    ' a',
    '<red>--- b',
    '<green>+++ b',
    '',
  ]);
});
