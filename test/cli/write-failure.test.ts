import type * as Fs from 'node:fs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { folder, OLD, run, text } from './support.ts';

const failing = vi.hoisted(() => ({ step: '' }));

/** The real file system, in which one step fails as on a full disk. */
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const broken = (step: keyof typeof Fs) =>
    function (this: unknown, ...args: unknown[]): unknown {
      if (failing.step === step) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
      return (fs[step] as (...args: unknown[]) => unknown).apply(this, args);
    };
  const steps = ['openSync', 'writeSync', 'fchmodSync', 'fsyncSync', 'renameSync'] as const;
  return { ...fs, ...Object.fromEntries(steps.map((step) => [step, broken(step)])) };
});

beforeEach(() => {
  failing.step = '';
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

test('an --output that cannot be written is one line', async () => {
  const cwd = folder({ Dockerfile: OLD });
  failing.step = 'renameSync';
  const { code, stderr } = await run(['--output', join(cwd, 'report')], { cwd });
  failing.step = '';
  expect(stderr).toBe(`dockmod: --output ${join(cwd, 'report')}: no space left on the disk\n`);
  expect(code).toBe(2);
  expect(readdirSync(cwd)).toEqual(['Dockerfile']);
});
