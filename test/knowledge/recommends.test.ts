import { describe, expect, test } from 'vitest';
import { leanInstall, matters } from '../../src/knowledge/packages/recommends.ts';
import { simulated, simulatedReleases } from '../../src/knowledge/packages/recommends-debian.ts';

const empty: ReadonlySet<string> = new Set();
const addsOf = (packages: string, present: ReadonlySet<string> = empty, release: string | undefined = 'bookworm') =>
  leanInstall(packages.split(' '), present, release).adds.join(' ');

describe('what must be named', () => {
  test.each([
    ['curl', 'ca-certificates'],
    ['wget', 'ca-certificates'],
    ['git', 'ca-certificates openssh-client'],
    ['gcc', 'libc6-dev'],
    // A compiler without headers passes no check of CMake, so what gcc loses in turn counts as well.
    ['cmake', 'ca-certificates gcc libc6-dev make'],
    ['autoconf', 'automake'],
    ['python3-pip', 'build-essential python3-dev'],
    ['golang', 'g++ pkg-config'],
    ['procps', 'psmisc'],
    ['vim', 'xxd'],
    ['xvfb', 'xauth'],
    ['graphviz', 'fonts-liberation'],
    ['gcc-aarch64-linux-gnu', 'libc6-dev-arm64-cross'],
    ['software-properties-common', 'gnupg'],
  ])('%s', (packages, adds) => {
    expect(addsOf(packages)).toBe(adds);
  });

  test('libtool names what brings autoconf and automake', () => {
    expect(addsOf('libtool')).toBe('libltdl-dev');
    expect(addsOf('autoconf automake libtool')).toBe('libltdl-dev');
  });

  test('names differ by release', () => {
    expect(addsOf('imagemagick', empty, 'bookworm')).toBe('ghostscript libmagickcore-6.q16-6-extra');
    expect(addsOf('imagemagick', empty, 'trixie')).toContain('libmagickcore-7.q16-10-extra');
    expect(addsOf('docker.io', empty, 'trixie')).toContain('docker-cli');
  });

  test('the reason names who recommended it', () => {
    expect(leanInstall(['jq', 'curl'], empty, 'trixie').because).toEqual([
      { add: 'ca-certificates', for: 'curl', because: 'https and other TLS connections fail without certificates' },
    ]);
    expect(leanInstall(['cmake'], empty, 'trixie').because).toContainEqual({
      add: 'libc6-dev',
      for: 'gcc',
      because: 'nothing compiles without the headers of the C library',
    });
  });
});

describe('what needs no naming', () => {
  test('what is in the image', () => {
    expect(addsOf('curl', new Set(['ca-certificates']))).toBe('');
    expect(addsOf('git', new Set(['ca-certificates']))).toBe('openssh-client');
  });

  test('what a package of the image brings', () => {
    expect(addsOf('cmake', new Set(['build-essential', 'ca-certificates']))).toBe('');
  });

  test('what another package brings', () => {
    expect(addsOf('build-essential cmake')).toBe('ca-certificates');
    expect(addsOf('g++ gcc')).toBe('');
    expect(addsOf('autoconf automake')).toBe('');
  });

  test('what the listed packages add up to', () => {
    expect(addsOf('python3-pip g++ make python3-dev')).toBe('');
    expect(addsOf('cmake clang make ca-certificates')).toBe('libclang-rt-14-dev');
  });

  test('a package that is in the image already', () => {
    expect(leanInstall(['curl'], new Set(['curl']), 'bookworm')).toEqual({
      adds: [],
      because: [],
      unknown: [],
      losing: [],
      metapackages: [],
    });
  });

  test('what would make the owner of an image laugh', () => {
    for (const packages of ['build-essential', 'nginx', 'cron', 'supervisor', 'nodejs', 'postgresql-client', 'ffmpeg'])
      expect(addsOf(packages)).toBe('');
  });
});

describe('what is known', () => {
  test('packages that lose nothing', () => {
    for (const release of [...simulatedReleases, undefined, 'noble']) {
      const { losing, unknown, adds } = leanInstall(['make', 'jq', 'unzip'], empty, release);
      expect({ losing, unknown, adds }).toEqual({ losing: [], unknown: [], adds: [] });
    }
  });

  test('packages that lose something, whether it matters or not', () => {
    expect(leanInstall(['build-essential', 'nginx', 'make'], empty, 'bookworm').losing).toEqual([
      'build-essential',
      'nginx',
    ]);
  });

  test('packages without a simulation', () => {
    const { unknown, losing } = leanInstall(['openjdk-11-jdk', 'postgresql-client-9.6', 'jq'], empty, 'bookworm');
    expect(unknown).toEqual(['openjdk-11-jdk', 'postgresql-client-9.6']);
    expect(losing).toEqual([]);
    expect(leanInstall(['constructor', '__proto__'], empty, 'bookworm').unknown).toEqual(['constructor', '__proto__']);
  });

  test('a package that only one of the releases has', () => {
    expect(leanInstall(['openjdk-17-jdk'], empty, 'trixie').unknown).toEqual(['openjdk-17-jdk']);
    expect(leanInstall(['openjdk-17-jdk'], empty, undefined).unknown).toEqual([]);
  });

  test('metapackages are left alone', () => {
    const packages = ['ubuntu-desktop', 'xfce4', 'ros-noetic-ros-base', 'texlive-full', 'r-base', 'curl'];
    const { metapackages, adds, unknown } = leanInstall(packages, empty, 'bookworm');
    expect(metapackages).toEqual(packages.slice(0, -1));
    expect(adds).toEqual(['ca-certificates']);
    expect(unknown).toEqual([]);
  });
});

describe('another release, or none', () => {
  test('counts what is lost in any', () => {
    expect(addsOf('default-jre-headless', empty, 'bookworm')).toBe('');
    expect(addsOf('default-jre-headless', empty, 'trixie')).toBe('libfontconfig1 libharfbuzz0b');
    expect(addsOf('default-jre-headless', empty, 'jammy')).toBe('libfontconfig1 libharfbuzz0b');
  });

  test('names no package that may not exist there', () => {
    const { adds, unknown } = leanInstall(['imagemagick', 'curl'], empty, undefined);
    expect(adds).toEqual(['ca-certificates', 'ghostscript']);
    expect(unknown).toEqual(['imagemagick']);
    // Bookworm has a libclang-rt-19-dev as well, but its clang is another.
    expect(leanInstall(['clang'], empty, undefined)).toMatchObject({ adds: [], unknown: ['clang'] });
  });
});

describe('the tables', () => {
  test('every package that may be added exists in a release and brings itself', () => {
    for (const [lost, { add = lost }] of Object.entries(matters)) {
      const rows = simulatedReleases.flatMap((release) => simulated(release)[add] ?? []);
      expect(rows.length, add).toBeGreaterThan(0);
      for (const row of rows) expect(row.brings, add).toContain(add);
    }
  });

  test('every judgement is about something that some package loses', () => {
    const lost = new Set(
      simulatedReleases.flatMap((release) => Object.values(simulated(release)).flatMap((row) => row.loses ?? [])),
    );
    expect(Object.keys(matters).filter((name) => !lost.has(name))).toEqual([]);
  });

  test('loses is a part of what is lost', () => {
    for (const release of simulatedReleases)
      for (const [name, { lost, loses = [] }] of Object.entries(simulated(release)))
        expect(lost, name).toBeGreaterThanOrEqual(loses.length);
  });
});
