import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { listTransforms } from '../../src/index.ts';
import { type ForeignRule, foreignRuleCalled, foreignRules } from '../../src/knowledge/foreign-rules.ts';

const path = 'src/knowledge/foreign-rules.ts';
const lines = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').split('\n');
const placeOf = ({ id }: ForeignRule): string =>
  `${path}:${lines.findIndex((line) => line.includes(`${id}: {`) || line.includes(`'${id}': {`)) + 1}`;
const metas = listTransforms();

it('knows every rule that a transform covers', () => {
  const known = new Set(foreignRules.map(({ id }) => id));
  const unknown = metas.flatMap(({ id, covers }) =>
    covers.filter((rule) => !known.has(rule)).map((rule) => [id, rule]),
  );
  expect(unknown).toEqual([]);
});

it('gives no reason for a rule that a transform covers', () => {
  const stale = foreignRules.flatMap((rule) => {
    const coverer = metas.find(({ covers }) => covers.includes(rule.id));
    const excuse = rule.planned === undefined ? 'none' : 'planned';
    return coverer && (rule.none ?? rule.planned)
      ? [`${coverer.id} covers ${rule.id}: delete \`${excuse}\` at ${placeOf(rule)}`]
      : [];
  });
  expect(stale).toEqual([]);
});

it('gives a reason, or the name of a plan, for every other rule', () => {
  const open = foreignRules.filter(({ id }) => !metas.some(({ covers }) => covers.includes(id)));
  const wrong = open.filter(({ none, planned }) => (none === undefined) === (planned === undefined));
  expect(wrong.map(placeOf)).toEqual([]);
});

it('has no plan for a transform that is there and does not cover the rule', () => {
  const ids = metas.map(({ id }) => id);
  const unkept = foreignRules.filter(({ planned }) => planned !== undefined && ids.includes(planned));
  expect(unkept.map((rule) => `${rule.planned} does not cover ${rule.id}: ${placeOf(rule)}`)).toEqual([]);
});

it('knows each rule once, whatever its tool', () => {
  const ids = foreignRules.map(({ id }) => id.toLowerCase());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => metas.some((meta) => meta.id === id))).toEqual([]);
});

it('finds a rule in any case', () => {
  expect(foreignRuleCalled(' dl3008 ')).toMatchObject({ id: 'DL3008', tool: 'hadolint' });
  expect(foreignRuleCalled('DL9999')).toBeUndefined();
});
