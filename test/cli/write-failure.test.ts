import type * as Fs from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readSource } from '../../src/cli/read.ts';
import { writeBack } from '../../src/cli/write.ts';
import { folder, NEW, OLD, run, text } from './support.ts';

const failing = vi.hoisted(() => ({ step: '', after: 0, times: 0 }));

/** The real file system, in which one step fails as on a full disk. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const broken = (step: keyof typeof Fs) =>
    function (this: unknown, ...args: unknown[]): unknown {
      if (failing.step === step && failing.after-- <= 0 && failing.times-- > 0)
        throw Object.assign(new Error('no'), { code: 'ENOSPC' });
      return (fs[step] as (...args: unknown[]) => unknown).apply(this, args);
    };
  const steps = ['openSync', 'writeSync', 'fchmodSync', 'fsyncSync', 'renameSync'] as const;
  return { ...fs, ...Object.fromEntries(steps.map((step) => [step, broken(step)])) };
});

beforeEach(() => {
  Object.assign(failing, { step: '', after: 0, times: Number.POSITIVE_INFINITY });
});

test.each(['openSync', 'writeSync', 'fchmodSync', 'fsyncSync', 'renameSync'])(
  'when %s fails, the file is as it was, and nothing stays beside it',
  async (step) => {
    const cwd = folder({ Dockerfile: OLD });
    failing.step = step;
    const { code, stderr } = await run(['-w'], { cwd });
    failing.step = '';
    expect(stderr).toBe('Dockerfile: not written: no space left on the disk\n1 file could not be written.\n');
    expect(code).toBe(2);
    expect(text(cwd, 'Dockerfile')).toBe(OLD);
    expect(readdirSync(cwd)).toEqual(['Dockerfile']);
  },
);

describe('when the file itself can not be replaced', () => {
  const files = { Dockerfile: OLD, list: 'a\n' };

  function failAfter(others: number, times: number): { cwd: string; why: string | undefined } {
    const cwd = folder(files);
    const reading = readSource({ path: 'Dockerfile', file: join(cwd, 'Dockerfile') });
    if ('problem' in reading) throw new Error(reading.problem.message);
    const also = [
      { file: join(cwd, 'list'), before: 'a\n', after: 'b\n' },
      { file: join(cwd, 'new'), before: undefined, after: 'c\n' },
    ].slice(0, others);
    Object.assign(failing, { step: 'renameSync', after: others, times });
    const why = writeBack(join(cwd, 'Dockerfile'), NEW, reading.source, also);
    failing.step = '';
    return { cwd, why };
  }

  test.each([1, 2])('%i that change with it are as they were', (others) => {
    const { cwd, why } = failAfter(others, 1);
    expect(why).toBe('not written: no space left on the disk');
    expect(readdirSync(cwd).map((name) => [name, text(cwd, name)])).toEqual(Object.entries(files));
  });

  test('it says which could not be put back', () => {
    const { cwd, why } = failAfter(1, 2);
    expect(why).toBe('not written: no space left on the disk; list could not be put back: no space left on the disk');
    expect(text(cwd, 'Dockerfile')).toBe(OLD);
  });
});

test('an --output that cannot be written is one line', async () => {
  const cwd = folder({ Dockerfile: OLD });
  failing.step = 'renameSync';
  const { code, stderr } = await run(['--output', join(cwd, 'report')], { cwd });
  failing.step = '';
  expect(stderr).toBe(`dockmod: --output ${join(cwd, 'report')}: no space left on the disk\n`);
  expect(code).toBe(2);
  expect(readdirSync(cwd)).toEqual(['Dockerfile']);
});
