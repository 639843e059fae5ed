import { describe, expect, it } from 'vitest';
import { isFolderThere } from '../../src/model/folders-there.ts';
import { dockerfile, lastStage, lastStep } from '../support/read.ts';

function isThere(steps: string, path: string, base = 'debian:12'): boolean {
  const file = dockerfile(`FROM ${base}\n${steps}\nRUN last\n`);
  return isFolderThere(lastStage(file), lastStep(file), path);
}

describe('isFolderThere', () => {
  it.each([
    ['a folder of the system', '', '/usr/local/bin'],
    ['the working directory', 'WORKDIR /app', '/app'],
    ['what the working directory is in', 'WORKDIR /srv/shop/api', '/srv/shop'],
    ['a working directory that was left', 'WORKDIR /app\nWORKDIR /other', '/app'],
    ['a folder that is made', 'RUN mkdir -p /etc/shop/keys', '/etc/shop'],
    ['a folder that is made by a path from here', 'WORKDIR /app\nRUN mkdir logs', '/app/logs'],
  ])('knows %s', (_, steps, path) => {
    expect(isThere(steps, path)).toBe(true);
  });

  it.each([
    ['a path that nothing is said of', '', '/etc/shop'],
    ['what is made in another folder', 'RUN cd /srv && mkdir shop', '/shop'],
    ['another folder than the one that is made', 'RUN mkdir /app', '/shop'],
  ])('does not know %s', (_, steps, path) => {
    expect(isThere(steps, path)).toBe(false);
  });

  it('knows no folders of an image without a system', () => {
    expect(isThere('', '/usr/local/bin', 'scratch')).toBe(false);
  });

  it('knows where an image starts', () => {
    expect(isThere('', '/go', 'golang:1.22')).toBe(true);
  });
});
