import { describe, expect, it } from 'vitest';
import { listTransforms } from '../src/index.ts';
import { SAFETIES } from '../src/model/finding.ts';
import {
  afterwards,
  alsoChangedBy,
  expectedOf,
  fixtureCases,
  orphans,
  reportOf,
  runCase,
  writeExpected,
} from './support/fixtures.ts';

// UPDATE_FIXTURES=1 writes what comes out as what is expected: read the diff before you commit it.
const update = process.env['UPDATE_FIXTURES'] === '1';
const boldest = new Map(listTransforms().map(({ id, maxSafety }) => [id, SAFETIES.indexOf(maxSafety)]));
const withWindowsEndings = (text: string): string => text.replace(/\r?\n/g, '\r\n');
const withoutFinalNewline = (text: string): string => text.replace(/\r?\n$/, '');

describe.each(fixtureCases())('$group/$name', (fixture) => {
  const result = runCase(fixture, fixture.text);
  if (update) writeExpected(fixture, result);

  it('comes out as expected', () => {
    const expected = expectedOf(fixture);
    expect(expected, 'no expectation yet: run with UPDATE_FIXTURES=1 and read it').toBeDefined();
    expect(result.text).toBe(expected?.text);
    expect(reportOf(result)).toBe(expected?.report);
    expect(alsoChangedBy(result)).toEqual(expected?.also);
  });

  it('is a file that a builder takes', () => {
    expect(result.status).not.toBe('invalid');
  });

  it('has every fix proven and within the safety of its transform', () => {
    expect(result.withheld).toEqual([]);
    for (const fix of result.fixes)
      expect(SAFETIES.indexOf(fix.safety)).toBeLessThanOrEqual(boldest.get(fix.transform) ?? -1);
  });

  it('changes nothing when run again', () => {
    const again = runCase(afterwards(fixture, result), result.text);
    expect(again.text).toBe(result.text);
    expect(alsoChangedBy(again)).toEqual({});
  });

  it.skipIf(fixture.options.unixOnly)('does the same with Windows line endings', () => {
    expect(runCase(fixture, withWindowsEndings(fixture.text)).text).toBe(withWindowsEndings(result.text));
  });

  it('does the same without a final newline', () => {
    const shorter = withoutFinalNewline(fixture.text);
    const expected = result.text === fixture.text ? shorter : withoutFinalNewline(result.text);
    expect(runCase(fixture, shorter).text).toBe(expected);
  });

  it.runIf(fixture.name.startsWith('leaves-'))('is left as it was, with a reason', () => {
    expect(result.text).toBe(fixture.text);
    expect(alsoChangedBy(result)).toEqual({});
    const reasons = [...result.declines, ...result.held, ...(result.problem ? [result.problem] : [])];
    if (!fixture.options.silent) expect(reasons).not.toEqual([]);
  });
});

it('has no expectation without a case', () => {
  expect(orphans()).toEqual([]);
});
