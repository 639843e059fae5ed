import { describe, expect, it } from 'vitest';
import { hasNodePackages, needsLibatomic, releaseOfNode, slimNode } from '../../src/knowledge/node/images.ts';

describe('the smaller image of Node.js', () => {
  it.each([
    ['node', 'latest', 'node:slim'],
    ['node:20', '20', 'node:20-slim'],
    ['node:20-bookworm', '20-bookworm', 'node:20-bookworm-slim'],
    ['node:20-alpine', '20-alpine', 'node:20-alpine'],
    ['node:10.16.0-stretch', '10.16.0-stretch', 'node:10.16.0-stretch-slim'],
    ['node:10.9.0-stretch', '10.9.0-stretch', undefined],
    ['node:10-stretch', '10-stretch', 'node:10-stretch-slim'],
    ['node:8.11.4', '8.11.4', 'node:8.11.4-slim'],
    ['node:8-onbuild', '8-onbuild', undefined],
    ['registry.example.com:5000/hub/node:20', '20', 'registry.example.com:5000/hub/node:20-slim'],
    ['registry.example.com:5000/hub/node', 'latest', 'registry.example.com:5000/hub/node:slim'],
    ['${REGISTRY}/node:${VERSION}', '20', '${REGISTRY}/node:${VERSION}-slim'],
    ['${IMAGE}', '20', undefined],
    ['node:20@sha256:ab', '20', undefined],
  ])('of %s is known', (written, tag, expected) => {
    expect(slimNode(written, tag)).toBe(expected);
  });
});

describe('the release under an image of Node.js', () => {
  it.each([
    ['20', 'bookworm'],
    ['20.2.0', undefined],
    ['20.11.1', 'bookworm'],
    ['18', 'bookworm'],
    ['18.12', undefined],
    ['16', undefined],
    ['lts', undefined],
  ])('%s is told where it has not changed', (tag, expected) => {
    expect(releaseOfNode(tag)).toBe(expected);
  });

  it('has packages, unless it is old', () => {
    expect(hasNodePackages('lts', undefined)).toBe(true);
    expect(hasNodePackages('20', 'bookworm')).toBe(true);
    expect(hasNodePackages('14', undefined)).toBe(false);
    expect(hasNodePackages('carbon', undefined)).toBe(false);
    expect(hasNodePackages('14-buster', 'buster')).toBe(false);
  });
});

it('tells which versions are linked with libatomic', () => {
  expect(needsLibatomic(24, false)).toBe(false);
  expect(needsLibatomic(25, false)).toBe(true);
  expect(needsLibatomic(undefined, false)).toBe(true);
  expect(needsLibatomic(20, true)).toBe(true);
});
