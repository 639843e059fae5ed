import { describe, expect, it } from 'vitest';
import { hasOldPip, hasVenv, hasWheel, releaseOfPython, tagUnderUv } from '../../src/knowledge/python/images.ts';

describe('the image of a Python', () => {
  it('is of a release that a version alone tells, and one of a certain day does not', () => {
    expect(['3.6', '3.8-slim', '3.12', 'latest', 'slim'].map(releaseOfPython)).toEqual([
      'bullseye',
      'bookworm',
      'trixie',
      'trixie',
      'trixie',
    ]);
    expect(['3.11.4', '2.7', '3.11-alpine'].map(releaseOfPython)).toEqual([undefined, undefined, undefined]);
  });

  it('is known of what images of uv are built on', () => {
    const tagOf = (tag: string): string | undefined => tagUnderUv('ghcr.io/astral-sh/uv', tag);
    expect(tagOf('python3.12-bookworm-slim')).toBe('3.12-slim-bookworm');
    expect(tagOf('0.5.1-python3.13-bookworm')).toBe('3.13-bookworm');
    expect(tagOf('python3.12-alpine')).toBe('3.12-alpine');
    expect(['latest', '0.5.1', 'debian-slim', 'python3.14t-bookworm'].map(tagOf)).toEqual(Array(4).fill(undefined));
  });

  it('says what an environment starts with', () => {
    expect(['2.7', '3.3', '3.4', '3.12', 'latest'].map(hasVenv)).toEqual([false, false, true, true, true]);
    const old = ['3.6', '3.6.15', '3.7.2', '3.7.12', '3.8.9-slim', '3.9.4'];
    expect(old.map(hasOldPip)).toEqual(old.map(() => true));
    const newer = ['3.7', '3.7.13', '3.8', '3.8.10', '3.9.5', '3.9.14', '3.11', '3.60'];
    expect(newer.map(hasOldPip)).toEqual(newer.map(() => false));
    expect(['3.9', '3.11', '3.11-bookworm', '3.12', '3'].map(hasWheel)).toEqual([true, true, true, false, false]);
  });
});
