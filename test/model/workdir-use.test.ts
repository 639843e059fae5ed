import { describe, expect, it } from 'vitest';
import { entryOf, ignoresWorkdir } from '../../src/model/workdir-use.ts';
import { dockerfile, lastStep } from '../support/read.ts';

const step = (text: string) => lastStep(dockerfile(`FROM a\n${text}\n`));
const pathOf = (text: string): string | undefined => {
  const { run } = step(text);
  return run && entryOf(run)?.path;
};

describe('entryOf', () => {
  it.each([
    ['RUN cd /a && b', '/a'],
    ['RUN cd /a; b', '/a'],
    ['RUN cd /a/b.c-d/ \\\n && b && c', '/a/b.c-d/'],
    ['RUN --network=none cd / && b || true; c', undefined],
    ['RUN cd /a && b; c || d', '/a'],
    ['RUN cd /a', undefined],
    ['RUN cd a && b', undefined],
    ['RUN cd ~/a && b', undefined],
    ['RUN cd $A && b', undefined],
    ['RUN cd "/a b" && b', undefined],
    ['RUN cd -P /a && b', undefined],
    ['RUN cd /a > /b && c', undefined],
    ['RUN X=1 cd /a && c', undefined],
    ['RUN cd /a || b', undefined],
    ['RUN cd /a | b', undefined],
    ['RUN cd /a & b', undefined],
    ['RUN cd /a && b & c', undefined],
    ['RUN ! cd /a && b', undefined],
    ['RUN (cd /a && b)', undefined],
    ['RUN b && cd /a && c', undefined],
    ['RUN cd /a && ! b', '/a'],
    ['RUN cd /a && (b; c)', '/a'],
    ['RUN --mount=type=bind,target=b cd /a && c', undefined],
    ['RUN <<E\ncd /a\nb\nE', undefined],
    ['RUN ["cd", "/a"]', undefined],
    ['RUN cd /a && "b', undefined],
  ])('of %j is %j', (text, expected) => {
    expect(pathOf(text)).toBe(expected);
  });
});

describe('ignoresWorkdir', () => {
  it.each([
    'ENV A=1',
    'ARG A',
    'USER a',
    'CMD a',
    'COPY a /b',
    'COPY --from=c a /b/',
    'ADD a b /c/',
    'COPY ["a b", "/c d/"]',
    'WORKDIR /a',
    'RUN cd /a && b',
    'WORKDIR /b\nRUN cd /a && b',
  ])('holds for %j', (text) => {
    expect(ignoresWorkdir(step(text))).toBe(true);
  });

  it.each([
    'RUN a',
    'RUN ["a"]',
    'COPY a b',
    'COPY a $B',
    'COPY ["a", "b"]',
    'COPY <<E /a\nb\nE',
    'ADD a .',
    'WORKDIR a',
    'WORKDIR $A',
    'WORKDIR /a\nRUN cd /a/ && b',
    'ONBUILD RUN a',
    'ONBUILD WORKDIR /a',
  ])('does not hold for %j', (text) => {
    expect(ignoresWorkdir(step(text))).toBe(false);
  });
});
