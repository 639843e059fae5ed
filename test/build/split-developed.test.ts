import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { splitBuildStage } from '../../src/transforms/split-build-stage.ts';
import { run } from '../cli/support.ts';
import { build, hasEngine, type Image, inContainer } from './docker.ts';
import { lifeOf } from './life.ts';
import { prepared } from './split/prepared.ts';

const COMPOSE = 'services:\n  notes:\n    build: .\n    command: npx tsc --noEmit --listFilesOnly\n';
const IMAGE = 'dockmod-test-split-developed';
const PROGRAM = { port: 3100, asks: ['/', '/words', '/static/style.css'] };

describe.skipIf(!hasEngine())('a service that develops in the image of a program', () => {
  let folder: string;
  let images: { readonly before: Image; readonly builds: Image; readonly runs: Image };
  let command: readonly string[];

  beforeAll(async () => {
    folder = prepared('node-typescript');
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git/HEAD'), '');
    writeFileSync(join(folder, 'compose.yaml'), COMPOSE);
    const dockerfile = (): string => readFileSync(join(folder, 'Dockerfile'), 'utf8');
    const before = dockerfile();
    await run(['--write'], { transforms: [splitBuildStage], cwd: folder });
    const { notes } = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8')).services;
    command = notes.command.split(' ');
    images = {
      before: build(`${IMAGE}:before`, before, folder),
      builds: build(`${IMAGE}:builds`, dockerfile(), folder, notes.build.target),
      runs: build(`${IMAGE}:runs`, dockerfile(), folder),
    };
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('does in the stage that builds what it did', () => {
    const [old, now] = [images.before, images.builds].map(({ tag }) => inContainer(tag, command));
    expect(old).toMatchObject({ status: 0, stdout: expect.stringContaining('/app/src/index.ts') });
    expect(now).toEqual(old);
    expect(images.builds.config).toEqual({ ...images.before.config, Cmd: ['node'], ExposedPorts: null });
  });

  it('leaves what it needs out of the image that runs, which does what it did', async () => {
    const paths = ['/app/src', '/app/node_modules/typescript', '/usr/bin/gcc'];
    const there = paths.filter((path) => inContainer(images.runs.tag, ['test', '-e', path]).status === 0);
    expect(there).toEqual([]);
    expect(images.runs.size / images.before.size).toBeLessThan(0.6);
    expect(await lifeOf(images.runs.tag, PROGRAM)).toEqual(await lifeOf(images.before.tag, PROGRAM));
  });
});
