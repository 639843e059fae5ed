import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refactor } from '../../src/index.ts';
import { jsonForm } from '../../src/syntax/instruction.ts';
import { dockerfile, runSteps } from '../support/read.ts';

/** Commands that write down where and how they run, change their shell, fail, or end it. */
const COMMANDS = [
  'echo one >> "$LOG"',
  'echo two >> "$LOG"',
  'pwd >> "$LOG"',
  'echo "A=$A" >> "$LOG"',
  'umask >> "$LOG"',
  'cd sub',
  'cd ..',
  'export A=1',
  'A=2',
  'unset A',
  'umask 077',
  'set -e',
  'set -ex',
  'set +e',
  'true',
  'false',
  '[ "$A" = 1 ]',
  'exit 0',
  'exit 3',
  'exec true',
  'cd / && exec pwd',
  'f() { echo f >> "$LOG"; }',
  '. ./settings',
];

const { script } = fc.letrec<{ script: string; list: string; item: string }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { arbitrary: fc.constantFrom(...COMMANDS), weight: 6 },
    { arbitrary: tie('list').map((list) => `(${list})`), weight: 1 },
    { arbitrary: tie('list').map((list) => `{ ${list}; }`), weight: 1 },
    { arbitrary: tie('list').map((list) => `for x in 1 2; do ${list}; done`), weight: 1 },
    { arbitrary: fc.tuple(tie('list'), tie('list')).map(([a, b]) => `if ${a}; then ${b}; fi`), weight: 1 },
    { arbitrary: tie('item').map((item) => `! ${item}`), weight: 1 },
    { arbitrary: tie('item').map((item) => `true | ${item}`), weight: 1 },
    { arbitrary: tie('item').map((item) => `${item} | cat > /dev/null`), weight: 1 },
  ),
  list: fc
    .tuple(
      tie('item'),
      fc.array(fc.tuple(fc.constantFrom(' && ', ' && ', ' || ', '; '), tie('item')), { maxLength: 3 }),
    )
    .map(([first, rest]) => first + rest.map(([operator, item]) => operator + item).join('')),
  script: tie('list'),
}));

const shells = fc.constantFrom(
  ...[
    '',
    'SHELL ["/bin/sh", "-ec"]\n',
    'SHELL ["/bin/bash", "-c"]\n',
    'SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\n',
  ],
);

const files = fc
  .tuple(shells, fc.array(script, { minLength: 2, maxLength: 4 }))
  .map(([shell, runs]) => `FROM debian:12\n${shell}${runs.map((run) => `RUN ${run}\n`).join('')}`);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dockmod-merge-'));
  spawnSync('mkdir', ['-p', join(folder, 'sub/sub')]);
  writeFileSync(join(folder, 'settings'), 'A=settings\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs one RUN after the other, each in a shell of its own, as a build does; what they wrote down, unless one of them fails. */
function play(text: string): string | undefined {
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const file = dockerfile(text);
  const shell = file.source.instructions.find(({ keyword }) => keyword === 'SHELL');
  const [program = '', ...options] = (shell && jsonForm(shell.args)) ?? ['/bin/sh', '-c'];
  const failed = runSteps(file).some(({ instruction }) => {
    const env = { PATH: process.env['PATH'], LOG: log };
    return spawnSync(program, [...options, instruction.args.text], { cwd: folder, env }).status !== 0;
  });
  return failed ? undefined : readFileSync(log, 'utf8');
}

/** More of them take minutes: MERGE_RUNS asks for them. */
const numRuns = Number(process.env['MERGE_RUNS'] ?? 60);

describe('merged RUNs', () => {
  it('do what they did one by one, in real shells', () => {
    let merged = 0;
    fc.assert(
      fc.property(files, (text) => {
        const result = refactor(text, { only: ['merge-runs', 'merge-package-install'], merge: 'all' });
        expect(result.withheld).toEqual([]);
        if (result.text === text) return;
        merged++;
        expect({ text: result.text, log: play(result.text) }).toEqual({ text: result.text, log: play(text) });
      }),
      { numRuns },
    );
    expect(merged).toBeGreaterThan(numRuns / 10);
  });
});
