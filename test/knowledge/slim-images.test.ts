import { expect, it } from 'vitest';
import { rarePlatform, slimVariant } from '../../src/knowledge/images/slim-images.ts';
import { brings, linksManuals, lostWith } from '../../src/knowledge/images/slim-programs.ts';
import { pipName, whyNoWheel } from '../../src/knowledge/python/pip-packages.ts';

const slimTag = (name: string, tag: string): string | undefined => {
  const variant = slimVariant(name, tag);
  return variant && `${tag.slice(0, tag.length - variant.end.length)}-slim${variant.end}`;
};

it.each([
  ['python', '3.12', '3.12-slim'],
  ['python', '3', '3-slim'],
  ['python', '3.12.4-bookworm', '3.12.4-slim-bookworm'],
  ['python', '2.7', undefined],
  ['python', '3.12-slim', undefined],
  ['python', '3.12-alpine', undefined],
  ['python', '3.12-windowsservercore', undefined],
  ['python', '3.13-rc', undefined],
  ['python', 'latest', undefined],
  ['node', '20', '20-slim'],
  ['node', 'lts', 'lts-slim'],
  ['node', '20.11-bookworm', '20.11-bookworm-slim'],
  ['node', '8', undefined],
  ['node', '20-stretch', undefined],
  ['ruby', '3.3-bookworm', '3.3-slim-bookworm'],
  ['rust', '1.80', '1.80-slim'],
  ['rust', '1.80-bookworm', '1.80-slim-bookworm'],
  ['perl', '5.40', '5.40-slim'],
  ['debian', '12', '12-slim'],
  ['debian', '12.5', '12.5-slim'],
  ['debian', 'bookworm', 'bookworm-slim'],
  ['debian', 'bookworm-20240211', 'bookworm-20240211-slim'],
  ['debian', 'stable', 'stable-slim'],
  ['debian', '10', undefined],
  ['debian', 'buster', undefined],
  ['debian', 'bookworm-backports', undefined],
  ['golang', '1.23', undefined],
  ['php', '8.3', undefined],
  ['openjdk', '11', undefined],
  ['constructor', '1', undefined],
])('the slim variant of %s:%s is %s', (name, tag, expected) => {
  expect(slimTag(name, tag)).toBe(expected);
});

it.each([
  ['flask', '==0.12', [3, 12], true],
  ['numpy', '', [3, 12], true],
  ['numpy', '>=1.20', [3, 12], true],
  ['numpy', '==1.26.4', [3, 12], true],
  ['numpy', '==1.25.2', [3, 12], false],
  ['numpy', '<2', [3, 12], false],
  ['numpy', '~=2.1.0', [3, 13], true],
  ['numpy', '>=1.26,<2', [3, 12], true],
  ['numpy', '==1.26.4', [3, 7], false],
  ['numpy', '', [3, 15], false],
  ['numpy', '', [3, Infinity], false],
  ['numpy', '', undefined, false],
  ['pycrypto', '', [3, 12], false],
] as const)('%s %s has a wheel for Python %j: %s', (name, versions, python, expected) => {
  expect(whyNoWheel(name, versions, python) === undefined).toBe(expected);
});

it.each([
  ['linux/arm/v7', true],
  ['linux/s390x', true],
  ['linux/386', true],
  ['linux/arm64', false],
  ['linux/arm64/v8', false],
  ['linux/amd64', false],
  ['$BUILDPLATFORM', false],
])('%s is a rare platform: %s', (platform, expected) => {
  expect(rarePlatform.test(platform)).toBe(expected);
});

it('calls pip packages by one name', () => {
  expect(['Flask_Login', 'zope.interface', 'a--b'].map(pipName)).toEqual(['flask-login', 'zope-interface', 'a-b']);
});

it('knows the programs of packages', () => {
  expect(['ps', 'convert', 'hg', 'node'].map(lostWith)).toEqual(['procps', 'imagemagick', 'mercurial', undefined]);
  expect(brings(new Set(['build-essential']), 'make')).toBe(true);
  expect(brings(new Set(['procps']), 'ps')).toBe(true);
  expect(brings(new Set(['jq']), 'jq')).toBe(true);
  expect(brings(new Set(['jq']), 'ps')).toBe(false);
});

it.each([
  ['openjdk-17-jre-headless', true],
  ['default-jdk', true],
  ['java-17-amazon-corretto-jdk', true],
  ['postgresql-client-15', true],
  ['maven', true],
  ['curl', false],
  ['javascript-common', false],
  ['libpq5', false],
  ['openssl', false],
])('%s links manuals: %s', (name, expected) => {
  expect(linksManuals.test(name)).toBe(expected);
});
