import { describe, expect, it } from 'vitest';
import {
  copiedFrom,
  fromParts,
  isBuiltOn,
  lineage,
  rootImage,
  shippedStages,
  stageCalled,
  stagesOn,
} from '../../src/model/dockerfile.ts';
import { dockerfile, instruction, lastStage, lastStep } from '../support/read.ts';

/** What each stage is built on: the index of a stage, the name and tag of an image, or nothing known. */
const bases = (text: string): (number | string | undefined)[] =>
  dockerfile(text).stages.map(({ base }) => {
    if (base.kind === 'stage') return base.stage.index;
    return base.kind === 'image' ? `${base.image.name}:${base.image.tag}` : undefined;
  });

describe('stages', () => {
  it('begin with the layers of those that they are built on', () => {
    const file = dockerfile('FROM a AS x\nFROM x AS y\nFROM b AS z\nFROM y\nFROM z\n');
    const on = file.stages.map((stage) => stagesOn(file, stage).map(({ index }) => index));
    expect(on).toEqual([[0, 1, 3], [1, 3], [2, 4], [3], [4]]);
    const asked = file.stages.map((stage) =>
      file.stages.flatMap((later) => (isBuiltOn(later, stage) ? [later.index] : [])),
    );
    expect(asked).toEqual(on);
  });

  it('hold their steps, and ARGs before the first FROM are globals', () => {
    const file = dockerfile('ARG A=1\nARG B\nFROM a\nRUN x\nFROM b AS second\nCOPY c d\nUSER e\n');
    const keywords = (steps: readonly { instruction: { keyword: string } }[]) =>
      steps.map((step) => step.instruction.keyword);
    expect(keywords(file.globals)).toEqual(['ARG', 'ARG']);
    expect(file.stages.map(({ steps }) => keywords(steps))).toEqual([['RUN'], ['COPY', 'USER']]);
    expect(file.stages.map(({ name, index }) => [name, index])).toEqual([
      [undefined, 0],
      ['second', 1],
    ]);
  });

  it.each([
    ['an image', 'FROM debian:12\n', ['debian:12']],
    ['an earlier stage', 'FROM a AS base\nFROM base\n', ['a:latest', 0]],
    ['an earlier stage in another case', 'FROM a as Base\nFROM BASE AS x\n', ['a:latest', 0]],
    ['the last of two stages of a name', 'FROM a AS x\nFROM b AS x\nFROM x\n', ['a:latest', 'b:latest', 1]],
    ['an image where the stage comes later', 'FROM base\nFROM a AS base\n', ['base:latest', 'a:latest']],
    ['a name from an argument', 'ARG V=12\nFROM debian:${V}-slim\n', ['debian:12-slim']],
    ['a whole name from an argument', 'ARG BASE=debian:12\nFROM $BASE AS x\n', ['debian:12']],
    ['a default inside of the name', 'FROM debian:${V:-11}\n', ['debian:11']],
    ['a stage named by an argument', 'ARG T=dev\nFROM a AS dev\nFROM $T\n', ['a:latest', 0]],
    ['an argument without a default', 'ARG V\nFROM debian:$V\n', [undefined]],
    ['an argument of a stage, which counts for none', 'FROM a\nARG V=1\nFROM b:$V\n', ['a:latest', undefined]],
    ['a platform before the name', 'FROM --platform=$BUILDPLATFORM golang:1.21 AS b\n', ['golang:1.21']],
    ['quotes', 'ARG V=1\nFROM "a:$V"\n', ['a:1']],
  ])('may be built on %s', (_, text, expected) => {
    expect(bases(text)).toEqual(expected);
  });

  it('have a lineage that ends at an image', () => {
    const file = dockerfile('FROM debian:12 AS a\nFROM a AS b\nFROM other\nFROM b AS c\n');
    expect([...lineage(lastStage(file))].map(({ index }) => index)).toEqual([3, 1, 0]);
    expect(rootImage(lastStage(file))?.family).toBe('debian');
    expect(rootImage(lastStage(dockerfile('FROM $X AS a\nFROM a\n')))).toBeUndefined();
  });

  it('take an image that is called like a property of objects for unknown', () => {
    for (const name of ['constructor', 'tostring', '__proto__', 'a/constructor'])
      expect(() => dockerfile(`FROM ${name}\nRUN a\n`)).not.toThrow();
  });
});

describe('ONBUILD', () => {
  it('defers its RUN, whose commands are known all the same', () => {
    const step = lastStep(dockerfile('FROM a\nONBUILD RUN b c\n'));
    expect(step.deferred).toBe(true);
    expect(step.run?.script.commands[0]?.name).toBe('b');
  });
});

describe('shippedStages', () => {
  const shipped = (text: string) => shippedStages(dockerfile(text)).map(({ index }) => index);

  it.each([
    ['the last one', 'FROM a\nFROM b\n', [1]],
    ['one that --target can name', 'FROM a AS dev\nFROM b\n', [0, 1]],
    ['not one that another is built on', 'FROM a AS base\nFROM base\n', [1]],
    ['not one that another copies from', 'FROM a AS build\nFROM b\nCOPY --from=build x y\n', [1]],
    ['not one that another copies from by number', 'FROM a AS build\nFROM b\nCOPY --from=0 x y\n', [1]],
    ['not one that another mounts', 'FROM a AS build\nFROM b\nRUN --mount=type=bind,from=build,target=/x y\n', [1]],
    ['not one that a trigger copies from', 'FROM a AS build\nFROM b\nONBUILD COPY --from=build x y\n', [1]],
    ['one that copies from an image', 'FROM a AS dev\nCOPY --from=nginx:1 x y\nFROM b\n', [0, 1]],
    ['one of the same name that is not meant', 'FROM a AS x\nFROM b AS x\nFROM x\n', [0, 2]],
  ])('holds %s', (_, text, expected) => {
    expect(shipped(text)).toEqual(expected);
  });
});

describe('fromParts', () => {
  it.each([
    ['FROM a', { base: 'a', name: undefined }],
    ['FROM --platform=x a AS B', { base: 'a', name: 'B' }],
    ['FROM  a:1   as  b', { base: 'a:1', name: 'b' }],
    ['FROM a as', { base: 'a as', name: undefined }],
  ])('of %s', (text, expected) => {
    expect(fromParts(lastStage(dockerfile(text)).from)).toEqual(expected);
  });
});

describe('copiedFrom', () => {
  it.each([
    ['COPY --from=a x y', ['a']],
    ['COPY --chown=1 --from=a x y', ['a']],
    ['RUN --mount=type=bind,from=a,target=/x --mount=type=cache,target=/y b', ['a']],
    ['RUN --mount=from=a --mount=target=/x,from=b c', ['a', 'b']],
    ['ONBUILD COPY --from=a x y', ['a']],
    ['COPY x y', []],
    ['COPY a--b --from=x c', []],
  ])('of %s', (text, expected) => {
    expect(copiedFrom(instruction(text))).toEqual(expected);
  });
});

describe('stageCalled', () => {
  const file = dockerfile('FROM a AS One\nFROM b AS two\nFROM c\nFROM d AS one\nFROM e\n');
  const last = lastStage(file);

  it.each([
    ['one', 3],
    ['TWO', 1],
    ['0', 0],
    ['2', 2],
    ['4', undefined],
    ['nginx', undefined],
    ['constructor', undefined],
  ])('finds for %s stage %s', (name, index) => {
    expect(stageCalled(file, name, last)?.index).toBe(index);
  });

  it('finds only what stands before', () => {
    const second = file.stages[1];
    expect(second && stageCalled(file, 'one', second)?.index).toBe(0);
    expect(second && stageCalled(file, 'two', second)).toBeUndefined();
    expect(second && stageCalled(file, '3', second)).toBeUndefined();
  });
});
