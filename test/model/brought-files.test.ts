import { describe, expect, it } from 'vitest';
import { memoryContext } from '../../src/context/build-context.ts';
import { broughtTo } from '../../src/model/brought-files.ts';
import type { Step } from '../../src/model/dockerfile.ts';
import { dockerfile } from '../support/read.ts';

const files = { 'a.json': '', 'b.txt': '', 'web/a.json': '', 'web/deep/c': '', '.dockerignore': 'b.txt\n' };

function broughtIn(steps: string, path: string): string | undefined {
  const file = dockerfile(`FROM node AS base\nWORKDIR /app\n${steps}\nRUN true\n`);
  const stage = file.stages.at(-1);
  if (stage === undefined) throw new Error('no stage');
  const brought = broughtTo(file, memoryContext(files), stage, stage.steps.at(-1) as Step, path);
  return brought?.from === 'context' ? brought.path : brought?.from;
}

describe('broughtTo', () => {
  it.each([
    ['COPY a.json .', '/app/a.json', 'a.json'],
    ['COPY a.json b.json', '/app/b.json', 'a.json'],
    ['COPY *.json /app/', '/app/a.json', 'a.json'],
    ['COPY w?b .', '/app/deep/c', 'web/deep/c'],
    ['COPY */a.json .', '/app/a.json', 'web/a.json'],
    ['COPY . .', '/app/web/deep/c', 'web/deep/c'],
    ['COPY web .\nCOPY a.json .', '/app/a.json', 'a.json'],
    ['COPY a.json .\nCOPY web .', '/app/a.json', 'web/a.json'],
    ['COPY a.json web/a.json ./', '/app/a.json', 'web/a.json'],
    ['COPY a.json .\nFROM base', '/app/a.json', 'a.json'],
    ['COPY --chown=node a.json .', '/app/a.json', 'a.json'],
    ['COPY --from=base /x /x\nCOPY a.json .', '/app/a.json', 'a.json'],
  ])('%j brings %s', (steps, path, from) => {
    expect(broughtIn(steps, path)).toBe(from);
  });

  it.each([
    ['COPY web /other', '/app/a.json'],
    ['COPY . .', '/app/b.txt'],
    ['COPY b.txt .', '/app/b.txt'],
    ['COPY a.json .', '/app/a'],
    ['COPY web/a.json .', '/app/web/a.json'],
    ['ONBUILD COPY a.json .', '/app/a.json'],
  ])('%j does not bring %s', (steps, path) => {
    expect(broughtIn(steps, path)).toBeUndefined();
  });

  it.each([
    ['COPY --from=base /app /app', '/app/a.json'],
    ['COPY --parents a.json .', '/app/a.json'],
    ['COPY $FILE .', '/app/a.json'],
    ['COPY a.json $FOLDER', '/app/a.json'],
    ['COPY [ab].json .', '/app/a.json'],
    ['ADD app.tar.gz .', '/app/a.json'],
    ['ADD https://example.org/a.json .', '/app/a.json'],
    ['COPY <<a.json .\n{}\na.json', '/app/a.json'],
  ])('%j may bring %s from elsewhere', (steps, path) => {
    expect(broughtIn(steps, path)).toBe('elsewhere');
  });
});
