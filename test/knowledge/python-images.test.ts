import { describe, expect, it } from 'vitest';
import { hasOldPip, hasVenv, hasWheel, releaseOfPython } from '../../src/knowledge/python-images.ts';

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

  it('says what an environment starts with', () => {
    expect(['2.7', '3.1', '3.12', 'latest'].map(hasVenv)).toEqual([false, true, true, true]);
    expect(['3.6', '3.6.15', '3.7.2', '3.8', '3.11', '3.60'].map(hasOldPip)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['3.9', '3.11', '3.11-bookworm', '3.12', '3'].map(hasWheel)).toEqual([true, true, true, false, false]);
  });
});
