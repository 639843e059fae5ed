import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { folder, OLD, run } from './support.ts';

const read = (path: string): string => readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
const schemas = {
  result: ajv.compile(JSON.parse(read('json/result-v1.schema.json'))),
  transforms: ajv.compile(JSON.parse(read('json/transforms-v1.schema.json'))),
};

// biome-ignore lint/suspicious/noExplicitAny: the schema says what it is
function expectValid(schema: keyof typeof schemas, text: string): any {
  const value = JSON.parse(text);
  schemas[schema](value);
  expect(schemas[schema].errors ?? []).toEqual([]);
  return value;
}

/** A file for each thing that can become of one. */
const EVERYTHING = {
  Dockerfile: 'FROM a\nRUN echo old maybe hard odd liar\n',
  'boom/Dockerfile': 'FROM a\nRUN boom\n',
  'empty/Dockerfile': '',
  'locked/Dockerfile': OLD,
  'template/Dockerfile.j2': '',
  'unchanged/Dockerfile': 'FROM a\n',
  'unknown/Dockerfile': 'FROM a\nFRUM b\n',
};

describe('a report fits its schema', () => {
  test('whatever became of the files', async () => {
    const cwd = folder(EVERYTHING);
    const { stdout, code } = await run(['--format', 'json', '.', 'gone'], { cwd });
    const { files, summary, ...head } = expectValid('result', stdout);
    expect(head).toEqual({ schemaVersion: 1, dockmod: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(files.map(({ path, status }: { path: string; status: string }) => `${path} ${status}`)).toEqual([
      'Dockerfile changed',
      'boom/Dockerfile error',
      'empty/Dockerfile error',
      'locked/Dockerfile changed',
      'template/Dockerfile.j2 skipped',
      'unchanged/Dockerfile unchanged',
      'unknown/Dockerfile error',
      'gone error',
    ]);
    expect(files[0]).toMatchObject({
      written: false,
      fixes: [
        { transform: 'renew', safety: 'safe', start: { line: 2, column: 10 }, end: { line: 2, column: 13 } },
        { transform: 'decide' },
      ],
      held: [{ transform: 'ask', safety: 'manual' }],
      declines: [{ transform: 'wonder', reason: 'nobody knows why' }],
      withheld: [{ transform: 'lie' }],
      diff: expect.stringMatching(/^diff --git a\/Dockerfile b\/Dockerfile\n/),
    });
    expect(files[6].problem).toEqual({ message: 'unknown instruction "FRUM"', line: 2, column: 1 });
    expect(summary).toEqual({
      checked: 3,
      changed: 2,
      unchanged: 1,
      left: 0,
      skipped: 1,
      errors: 4,
      written: 0,
      fixes: { safe: 2, review: 1 },
      held: { review: 0, manual: 1 },
      declines: 1,
      withheld: 1,
    });
    expect(code).toBe(2);
  });

  test('after writing, and where that failed', async () => {
    const cwd = folder(EVERYTHING);
    chmodSync(join(cwd, 'locked/Dockerfile'), 0o444);
    const { files, summary } = expectValid(
      'result',
      (await run(['--format', 'json', '--write', '--safe'], { cwd })).stdout,
    );
    expect(files[0]).toMatchObject({
      status: 'changed',
      written: true,
      held: [{ transform: 'decide', safety: 'review' }, { transform: 'ask' }],
    });
    expect(files[3]).toMatchObject({ status: 'error', written: false, problem: { message: 'read-only; not written' } });
    expect(files[3].diff).toContain('+RUN echo new');
    expect(summary).toMatchObject({ written: 1, held: { review: 1, manual: 1 } });
  });

  test('of transforms', async () => {
    expect(expectValid('transforms', (await run(['list', '--format', 'json'])).stdout).transforms).toHaveLength(6);
    const { transforms } = expectValid('transforms', (await run(['explain', 'DL9002', '--format', 'json'])).stdout);
    expect(transforms.map(({ id }: { id: string }) => id)).toEqual(['renew', 'decide']);
  });

  test('of a rule that no transform takes care of', async () => {
    const { transforms, rule } = expectValid(
      'transforms',
      (await run(['explain', 'DL3008', '--format', 'json'])).stdout,
    );
    expect(transforms).toEqual([]);
    expect(rule).toMatchObject({ id: 'DL3008', tool: 'hadolint', none: expect.any(String) });
  });

  test('of the transforms that there are', async () => {
    const { transforms } = await import('../../src/transforms/index.ts');
    expectValid('transforms', (await run(['list', '--format', 'json'], { transforms })).stdout);
  });
});

test('the schema refuses what is no report', async () => {
  const { stdout } = await run(['--format', 'json'], { cwd: folder({ Dockerfile: OLD }) });
  // biome-ignore lint/suspicious/noExplicitAny: the schema says what it is
  const broken = (change: (report: any) => void): boolean => {
    const report = JSON.parse(stdout);
    change(report);
    return schemas.result(report);
  };
  expect(broken(() => undefined)).toBe(true);
  expect(broken((report) => delete report.files[0].diff)).toBe(false);
  expect(broken((report) => (report.files[0].status = 'error'))).toBe(false);
  expect(broken((report) => (report.files[0].problem = { message: 'x' }))).toBe(false);
  expect(broken((report) => (report.files[0].fixes[0].start.line = 0))).toBe(false);
  expect(broken((report) => (report.schemaVersion = 2))).toBe(false);
  expect(broken((report) => (report.more = 1))).toBe(false);
});

describe('the documentation', () => {
  const blocks = (language: string): string[] =>
    [...read('json.md').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
      (match) => match[1] ?? '',
    );
  const [report = '', catalogue = ''] = blocks('json');

  test('shows reports that fit', () => {
    expectValid('result', report);
    expectValid('transforms', catalogue);
  });

  test('shows what is really printed, but for the words', async () => {
    const { transforms } = await import('../../src/transforms/index.ts');
    const [good = '', broken = ''] = blocks('dockerfile');
    const cwd = folder({ 'services/Dockerfile': good, 'services/broken.Dockerfile': broken });
    const { stdout, code } = await run(['--format', 'json', '--only', 'use-apt-get', 'services'], { cwd, transforms });
    const withoutWords = (text: string): unknown =>
      JSON.parse(text, (key, value) => (['message', 'reason', 'dockmod'].includes(key) ? 'words' : value));
    expect(withoutWords(report)).toEqual(withoutWords(stdout));
    expect(code).toBe(2);
  });
});
