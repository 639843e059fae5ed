import { describe, expect, it } from 'vitest';
import { firstWithOmit, imageNpm, npmVersion } from '../../src/knowledge/node/npm.ts';
import { isAtLeast } from '../../src/knowledge/versions.ts';

const versionKnowsOmit = (version: string): boolean => isAtLeast(npmVersion(version), firstWithOmit);

function imageKnowsOmit(name: string, tag: string, pinned: boolean): boolean | undefined {
  const version = imageNpm(name, tag, pinned);
  return version && isAtLeast(version, firstWithOmit);
}

describe('imageNpm', () => {
  it.each([
    ['6.9', 0],
    ['8.9-alpine', 0],
    ['8', 6],
    ['carbon', 6],
    ['9.11', 5],
    ['10.1', 5],
    ['10.24.1-slim', 6],
    ['fermium', 6],
    ['15', 7],
    ['17.3', 8],
    ['18.12-slim', 8],
    ['18', 9],
    ['19.1', 8],
    ['20', 9],
    ['22-bookworm', 10],
    ['latest', 11],
  ])('of node:%s is npm %i or later', (tag, major) => {
    expect(imageNpm('node', tag, false)?.[0]).toBe(major);
  });
});

describe('the npm of an image knows --omit', () => {
  it.each([
    '16',
    'v18',
    '20.2.0-alpine3.18',
    '140',
    'lts-iron',
    'jod-slim',
    'latest',
    'lts',
    'current',
    'slim',
    'alpine',
  ])('holds for node:%s', (tag) => {
    expect(imageKnowsOmit('node', tag, false)).toBe(true);
  });

  it.each(['bookworm', 'lts-bullseye-slim', 'current-alpine', 'lts-alpine3.15'])('holds for node:%s', (tag) => {
    expect(imageKnowsOmit('node', tag, false)).toBe(true);
    expect(imageKnowsOmit('node', tag, true)).toBeUndefined();
  });

  it.each(['15', '14.21.3', '8-onbuild', '0.12', 'argon', 'lts-fermium-slim'])('does not hold for node:%s', (tag) => {
    expect(imageKnowsOmit('node', tag, false)).toBe(false);
  });

  it.each(['jessie', 'lts-stretch', 'alpine3.9', 'lts-alpine3.14', 'mine', '20x', 'constructor'])(
    'is not known for node:%s',
    (tag) => {
      expect(imageKnowsOmit('node', tag, false)).toBeUndefined();
    },
  );

  it('is not known for other images', () => {
    expect(imageKnowsOmit('mine/node', '20', false)).toBeUndefined();
    expect(imageKnowsOmit('ubuntu', '22.04', false)).toBeUndefined();
    expect(imageKnowsOmit('public.ecr.aws/docker/library/node', '20', false)).toBe(true);
  });
});

describe('a version of npm knows --omit', () => {
  it.each(['', 'latest', '7', '^8', '~9.1', '10.2.3', '7.10.0', 'latest-8', 'next-10', 'v8.1.0'])(
    'holds for %j',
    (version) => {
      expect(versionKnowsOmit(version)).toBe(true);
    },
  );

  it.each(['6', '^6.14', '7.0.3', 'latest-6', '$VERSION', '<8', '>=6', '8x'])('does not hold for %j', (version) => {
    expect(versionKnowsOmit(version)).toBe(false);
  });
});
