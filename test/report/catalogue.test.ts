import { expect, test } from 'vitest';
import type { TransformMeta } from '../../src/model/finding.ts';
import { catalogue, explanation, ruleExplanation } from '../../src/report/catalogue.ts';
import { plain } from '../../src/report/paint.ts';

const meta: TransformMeta = {
  id: 'merge-things',
  title: 'Things become one',
  why: 'Word '.repeat(40).trim(),
  phase: 'steps',
  maxSafety: 'review',
  covers: ['DL1', 'DS-2'],
  references: ['https://example.org/1', 'https://example.org/2'],
  since: '0.1.0',
};

test('the catalogue is a table', () => {
  expect(catalogue([meta, { ...meta, id: 'x', maxSafety: 'safe', title: 'Short' }], plain)).toBe(
    'merge-things  review  Things become one\nx             safe    Short\n',
  );
  expect(catalogue([], plain)).toBe('');
});

test('an explanation tells all that is known, in lines of 80', () => {
  const text = explanation(meta, plain);
  for (const part of [
    meta.id,
    meta.title,
    'DL1, DS-2',
    ...meta.references,
    '0.1.0',
    'review',
    'docs/transforms/merge-things.md',
  ]) {
    expect(text).toContain(part);
  }
  const why = text.split('\n').filter((line) => line.startsWith('Word'));
  expect(why.map((line) => line.length)).toEqual([79, 79, 39]);
});

test('an explanation leaves out what there is not', () => {
  expect(explanation({ ...meta, covers: [] }, plain)).not.toContain('Covers');
});

test('what is done only when asked for is marked so', () => {
  const asked: TransformMeta = { ...meta, onlyWhenAsked: true };
  expect(catalogue([asked], plain)).toContain('Things become one (only when asked for with --only)\n');
  expect(explanation(asked, plain)).toContain('Runs        only when asked for: --only merge-things\n');
  expect(explanation(meta, plain)).not.toContain('only when asked for');
});

test('an explanation of a rule says why there is no transform, or which one is planned', () => {
  const rule = { id: 'DL1', tool: 'hadolint', title: 'no things' };
  expect(ruleExplanation({ ...rule, none: 'nobody knows' }, plain)).toMatch(
    /^DL1\nhadolint: no things\n\nNo transform does this: nobody knows\.\n\nMore {8}docs/,
  );
  expect(ruleExplanation({ ...rule, planned: 'no-things' }, plain)).toContain(
    'No transform does this yet; no-things will.',
  );
});
