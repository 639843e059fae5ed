import { describe, expect, it } from 'vitest';
import {
  hasOldPip,
  hasVenv,
  hasWheel,
  releaseOfPython,
  slimImageOf,
  tagUnderUv,
} from '../../src/knowledge/python-images.ts';

describe('the slim image of a Python', () => {
  it.each([
    ['python', 'latest', 'python:slim'],
    ['python:latest', 'latest', 'python:slim'],
    ['python:3', '3', 'python:3-slim'],
    ['python:3.11.4', '3.11.4', 'python:3.11.4-slim'],
    ['python:3.14-rc', '3.14-rc', 'python:3.14-rc-slim'],
    ['python:bookworm', 'bookworm', 'python:slim-bookworm'],
    ['localhost:5000/python:3.12-trixie', '3.12-trixie', 'localhost:5000/python:3.12-slim-trixie'],
    ['python:${V}', '3.11', 'python:${V}-slim'],
    ['python:$V-bookworm', '3.11-bookworm', 'python:$V-slim-bookworm'],
    ['python:${V:-3.11}', '3.11', 'python:${V:-3.11}-slim'],
    ['python:3.11-slim', '3.11-slim', 'python:3.11-slim'],
    ['python:3.11-alpine3.20', '3.11-alpine3.20', 'python:3.11-alpine3.20'],
  ])('%s', (text, tag, slim) => {
    expect(slimImageOf(text, tag)).toBe(slim);
  });

  it.each([
    ['python:3.11-windowsservercore', '3.11-windowsservercore'],
    ['python:3.11-onbuild', '3.11-onbuild'],
    ['python:3.11@sha256:00', '3.11'],
    ['python:${TAG}', '3.11-bookworm'],
  ])('is not known of %s', (text, tag) => {
    expect(slimImageOf(text, tag)).toBeUndefined();
  });

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
