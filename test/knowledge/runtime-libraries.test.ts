import { describe, expect, test } from 'vitest';
import { isBuildPackage } from '../../src/knowledge/packages/build-packages.ts';
import { runtimeLibraries } from '../../src/knowledge/packages/runtime-libraries.ts';
import { alpineRelease } from '../../src/knowledge/packages/runtime-libraries-alpine.ts';

describe('what a program that was linked needs', () => {
  test.each([
    ['bullseye', 'libicu-dev', 'libicu67'],
    ['bookworm', 'libpq-dev', 'libpq5'],
    ['bookworm', 'libicu-dev', 'libicu72'],
    ['trixie', 'libcurl4-openssl-dev', 'libcurl4t64'],
    // Through metapackages
    ['bookworm', 'default-libmysqlclient-dev', 'libmariadb3'],
    ['trixie', 'libjpeg-dev', 'libjpeg62-turbo'],
    ['bookworm', 'libldap2-dev', 'libldap-2.5-0'],
    // A name that another package provides
    ['bookworm', 'libxslt-dev', 'libxslt1.1'],
    // The library in a section of its own field
    ['bullseye', 'libtesseract-dev', 'libtesseract4'],
    // Slim images have it in some releases
    ['bookworm', 'libssl-dev', 'libssl3'],
    ['trixie', 'libssl-dev', ''],
    ['bookworm', 'libffi-dev', ''],
    ['trixie', 'libffi-dev', 'libffi8'],
    ['bookworm', 'zlib1g-dev', ''],
    // Headers alone, and nothing of what comes with a compiler
    ['bookworm', 'nlohmann-json3-dev', ''],
    ['bookworm', 'libboost-dev', ''],
    ['jammy', 'libssl-dev', 'libssl3'],
    ['noble', 'libssl-dev', 'libssl3t64'],
    ['noble', 'libpq-dev', 'libpq5'],
    ['alpine', 'postgresql-dev', 'libpq'],
    ['alpine', 'openssl-dev', 'libcrypto3 libssl3'],
    ['alpine-before-3.17', 'openssl-dev', 'libcrypto1.1 libssl1.1'],
    ['focal', 'libssl-dev', 'libssl1.1'],
    ['jammy', 'libsndfile1-dev', 'libsndfile1'],
    ['noble', 'libgeos-dev', 'libgeos-c1t64'],
    ['jammy', 'libicu-dev', 'libicu70'],
    ['focal', 'libxss-dev', 'libxss1'],
    ['jammy', 'libgbm-dev', 'libgbm1'],
    ['noble', 'libaprutil1-dev', 'libaprutil1t64'],
    ['noble', 'libcurl4-openssl-dev', 'libcurl4t64'],
    ['stretch', 'libssl-dev', 'libssl1.1'],
    ['buster', 'libicu-dev', 'libicu63'],
  ])('%s: %s', (release, name, libraries) => {
    expect(runtimeLibraries(release, name)?.join(' ')).toBe(libraries);
  });

  test.each([
    [undefined, 'alpine'],
    ['3.20', 'alpine'],
    ['3.17.1', 'alpine'],
    ['3.16', 'alpine-before-3.17'],
    ['3.5', undefined],
  ])('Alpine %s: %s', (version, release) => {
    expect(alpineRelease(version)).toBe(release);
  });

  test('parts of a family count, its dependencies do not', () => {
    expect(runtimeLibraries('bookworm', 'libboost-all-dev')).toContain('libboost-filesystem1.74.0');
    expect(runtimeLibraries('bookworm', 'libopencv-dev')).toContain('libopencv-core406');
    expect(runtimeLibraries('bookworm', 'libkrb5-dev')).toContain('libgssapi-krb5-2');
    expect(runtimeLibraries('bookworm', 'libgd-dev')).toEqual(['libgd3']);
  });

  test.each([
    ['jessie', 'libpq-dev'],
    ['noble', 'libc-ares-dev'],
    ['trixie', 'libatlas-base-dev'],
    ['bookworm', 'python3-dev'],
    ['bookworm', 'libpq5'],
  ])('not known: %s: %s', (release, name) => {
    expect(runtimeLibraries(release, name)).toBeUndefined();
  });
});

describe('packages for building only', () => {
  test.each(
    `gcc g++ g++-12 gcc-aarch64-linux-gnu make cmake build-essential build-base musl-dev linux-headers linux-headers-amd64 python3-dev
    libpq-dev openssl-devel pkg-config rustc golang-1.22 maven default-jdk-headless openjdk-17-jdk clang-14`.split(
      /\s+/,
    ),
  )('%s', (name) => {
    expect(isBuildPackage(name)).toBe(true);
  });

  test.each(
    'git curl wget bash ca-certificates unzip libpq5 python3 openjdk-17-jre default-jre gettext libstdc++6'.split(' '),
  )('not %s', (name) => {
    expect(isBuildPackage(name)).toBe(false);
  });
});
