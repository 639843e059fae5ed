import { remembered } from './remembered.ts';

/**
 * What the usual base images are made of: the distribution family, its release, and packages that are there from the start.
 * Package lists come from the images' own Dockerfiles (github.com/docker-library and the vendors' repositories).
 */
export type Family =
  | 'alpine'
  | 'arch'
  | 'busybox'
  | 'debian'
  | 'distroless'
  | 'rhel'
  | 'scratch'
  | 'suse'
  | 'ubuntu'
  | 'windows';

export type BaseImage = {
  readonly family: Family;
  /** Distribution codename, where the tag or the image fixes it. */
  readonly release?: string;
  /** Packages known to be installed. Never complete. */
  readonly packages: readonly string[];
  /** The image itself says what to run, so an image built on it is no mere base because it says nothing. */
  readonly runsSomething: boolean;
};

type Entry = {
  readonly family: Family;
  readonly packages?: readonly string[];
  /** Packages of the `-slim` variant, where they differ. */
  readonly slim?: readonly string[];
  readonly runs?: boolean;
  /** Tags of what is made of something else. */
  readonly variants?: readonly (readonly [RegExp, Family])[];
  /** Releases under tags that name no more than a version. */
  readonly under?: readonly (readonly [RegExp, string])[] | undefined;
};

const CURL = ['ca-certificates', 'curl', 'gnupg', 'netbase', 'tzdata', 'wget'];
const SCM = [...CURL, 'git', 'mercurial', 'openssh-client', 'procps', 'subversion'];
const BUILDPACK = [
  ...SCM,
  'autoconf',
  'automake',
  'bzip2',
  'default-libmysqlclient-dev',
  'dpkg-dev',
  'file',
  'g++',
  'gcc',
  'imagemagick',
  'libbz2-dev',
  'libc6-dev',
  'libcurl4-openssl-dev',
  'libdb-dev',
  'libevent-dev',
  'libffi-dev',
  'libgdbm-dev',
  'libglib2.0-dev',
  'libgmp-dev',
  'libjpeg-dev',
  'libkrb5-dev',
  'liblzma-dev',
  'libmagickcore-dev',
  'libmagickwand-dev',
  'libncurses5-dev',
  'libncursesw5-dev',
  'libpng-dev',
  'libpq-dev',
  'libreadline-dev',
  'libsqlite3-dev',
  'libssl-dev',
  'libtool',
  'libwebp-dev',
  'libxml2-dev',
  'libxslt-dev',
  'libyaml-dev',
  'make',
  'patch',
  'unzip',
  'xz-utils',
  'zlib1g-dev',
];
const TEMURIN = ['ca-certificates', 'curl', 'fontconfig', 'gnupg', 'locales', 'p11-kit', 'tzdata', 'wget'];
const PHP = [
  'autoconf',
  'ca-certificates',
  'curl',
  'dpkg-dev',
  'file',
  'g++',
  'gcc',
  'libc6-dev',
  'make',
  'pkg-config',
  're2c',
  'xz-utils',
];

/** github.com/dotnet/dotnet-docker, README.sdk.md of each version and documentation/supported-tags.md. */
const DOTNET: Entry['under'] = [
  [/^(?:3\.1|5\.0)(?:\.\d+)*$/, 'buster'],
  [/^[67]\.0(?:\.\d+)*$/, 'bullseye'],
  [/^[89]\.0(?:\.\d+)*$/, 'bookworm'],
  [/^10\.0(?:\.\d+)*$/, 'noble'],
];

const IMAGES: Readonly<Record<string, Entry>> = {
  almalinux: { family: 'rhel' },
  alpine: { family: 'alpine' },
  amazoncorretto: { family: 'rhel' },
  amazonlinux: { family: 'rhel' },
  archlinux: { family: 'arch' },
  'azul/zulu-openjdk': { family: 'ubuntu' },
  'azul/zulu-openjdk-alpine': { family: 'alpine' },
  'azul/zulu-openjdk-debian': { family: 'debian' },
  'bellsoft/liberica-openjdk-alpine': { family: 'alpine' },
  'bellsoft/liberica-openjdk-alpine-musl': { family: 'alpine' },
  'bellsoft/liberica-openjdk-debian': { family: 'debian' },
  'bellsoft/liberica-openjre-alpine': { family: 'alpine' },
  'bellsoft/liberica-openjre-alpine-musl': { family: 'alpine' },
  'bellsoft/liberica-openjre-debian': { family: 'debian' },
  'buildpack-deps': { family: 'debian', packages: BUILDPACK },
  busybox: { family: 'busybox' },
  caddy: { family: 'alpine', runs: true },
  cassandra: { family: 'ubuntu', runs: true },
  centos: { family: 'rhel' },
  clojure: { family: 'debian' },
  composer: { family: 'alpine' },
  'container-registry.oracle.com/graalvm': { family: 'rhel' },
  'container-registry.oracle.com/java': { family: 'rhel' },
  'continuumio/anaconda3': { family: 'debian' },
  'continuumio/miniconda3': {
    family: 'debian',
    packages: ['bzip2', 'ca-certificates', 'git', 'mercurial', 'openssh-client', 'procps', 'subversion', 'wget'],
  },
  crystallang: { family: 'ubuntu' },
  dart: { family: 'debian', packages: ['ca-certificates', 'curl', 'git', 'openssh-client'] },
  debian: { family: 'debian' },
  'denoland/deno': { family: 'debian', variants: [[/^bin/, 'scratch']] },
  docker: { family: 'alpine', runs: true },
  'eclipse-temurin': { family: 'ubuntu', packages: TEMURIN },
  elixir: { family: 'debian', packages: BUILDPACK, slim: [] },
  erlang: { family: 'debian', packages: BUILDPACK, slim: [] },
  fedora: { family: 'rhel' },
  gcc: { family: 'debian', packages: BUILDPACK },
  'ghcr.io/astral-sh/uv': { family: 'scratch', variants: [[/debian/, 'debian']] },
  golang: { family: 'debian', packages: [...SCM, 'g++', 'gcc', 'libc6-dev', 'make', 'pkg-config'] },
  gradle: {
    family: 'ubuntu',
    packages: [...TEMURIN, 'unzip', 'git', 'git-lfs', 'mercurial', 'openssh-client', 'subversion'],
    variants: [[/graal|corretto/, 'rhel']],
  },
  haproxy: { family: 'debian', runs: true },
  haskell: {
    family: 'debian',
    packages: ['ca-certificates', 'curl', 'dpkg-dev', 'git', 'gcc', 'gnupg', 'g++', 'libc6-dev', 'make'],
  },
  httpd: { family: 'debian', packages: ['ca-certificates'], runs: true },
  ibmjava: { family: 'ubuntu' },
  'jenkins/jenkins': {
    family: 'debian',
    packages: ['ca-certificates', 'curl', 'git', 'git-lfs', 'gnupg', 'tzdata', 'unzip'],
    runs: true,
  },
  julia: { family: 'debian', packages: ['ca-certificates', 'curl'] },
  mariadb: { family: 'ubuntu', runs: true },
  maven: {
    family: 'ubuntu',
    packages: [...TEMURIN, 'git', 'openssh-client'],
    // github.com/carlossg/docker-maven: the tag names the image of Java that it is built on.
    variants: [[/corretto|graalvm|^[\d.]+-(?:open)?jdk-(?:1[2-9]|2\d)(?!.*slim)/, 'rhel']],
  },
  memcached: { family: 'debian', runs: true },
  mongo: { family: 'ubuntu', packages: ['ca-certificates', 'gnupg', 'jq', 'procps'], runs: true },
  mono: { family: 'debian' },
  mysql: { family: 'rhel', runs: true },
  neo4j: { family: 'debian', runs: true },
  nginx: { family: 'debian', packages: ['ca-certificates', 'curl', 'gettext-base', 'tzdata'], runs: true },
  node: { family: 'debian', packages: [...BUILDPACK, 'python3'], slim: [] },
  openjdk: {
    family: 'debian',
    packages: [
      'bzip2',
      'ca-certificates',
      'curl',
      'fontconfig',
      'git',
      'gnupg',
      'openssh-client',
      'procps',
      'unzip',
      'wget',
      'xz-utils',
    ],
    slim: ['ca-certificates'],
    // github.com/docker-library/openjdk, generate-stackbrew-library.sh: Oracle Linux from Java 12 on, where the tag says nothing else.
    variants: [[/^(?:1[2-9]|[2-9]\d|jdk|latest)(?!.*(?:slim|buster|bullseye|bookworm|trixie))/, 'rhel']],
  },
  'opensuse/leap': { family: 'suse' },
  'opensuse/tumbleweed': { family: 'suse' },
  oraclelinux: { family: 'rhel' },
  perl: { family: 'debian', packages: BUILDPACK, slim: ['ca-certificates'] },
  phusion: { family: 'ubuntu' },
  'phusion/baseimage': { family: 'ubuntu', packages: ['ca-certificates', 'cron'], runs: true },
  php: { family: 'debian', packages: PHP },
  postgres: { family: 'debian', runs: true },
  'postgis/postgis': { family: 'debian', runs: true },
  pypy: { family: 'debian', packages: BUILDPACK, slim: ['ca-certificates'] },
  python: {
    family: 'debian',
    packages: [...BUILDPACK, 'libbluetooth-dev', 'tk-dev', 'uuid-dev'],
    slim: ['ca-certificates', 'netbase', 'tzdata'],
  },
  'oven/bun': { family: 'debian' },
  'pytorch/pytorch': { family: 'ubuntu' },
  'r-base': { family: 'debian', packages: ['ca-certificates', 'locales', 'wget'] },
  rabbitmq: { family: 'ubuntu', runs: true },
  redis: { family: 'debian', runs: true },
  'rocker/r-ver': { family: 'ubuntu' },
  rockylinux: { family: 'rhel' },
  ruby: {
    family: 'debian',
    packages: BUILDPACK,
    slim: ['bzip2', 'ca-certificates', 'libffi-dev', 'libgmp-dev', 'libssl-dev', 'libyaml-dev', 'procps', 'zlib1g-dev'],
  },
  rust: { family: 'debian', packages: BUILDPACK, slim: ['ca-certificates', 'gcc', 'libc6-dev'] },
  'hseeberger/scala-sbt': {
    family: 'debian',
    variants: [
      [/^eclipse-temurin/, 'ubuntu'],
      [/graalvm/, 'rhel'],
    ],
  },
  'sbtscala/scala-sbt': { family: 'ubuntu', variants: [[/corretto|graalvm|oracle/, 'rhel']] },
  scratch: { family: 'scratch' },
  solr: { family: 'ubuntu', runs: true },
  swift: { family: 'ubuntu' },
  'tensorflow/tensorflow': { family: 'ubuntu' },
  tomcat: { family: 'ubuntu', packages: TEMURIN, runs: true },
  traefik: { family: 'alpine', runs: true },
  ubuntu: { family: 'ubuntu' },
  wordpress: { family: 'debian', packages: PHP, runs: true },
  'gcr.io/distroless': { family: 'distroless' },
  'mcr.microsoft.com/devcontainers': { family: 'debian' },
  'mcr.microsoft.com/dotnet': {
    family: 'debian',
    packages: ['ca-certificates', 'tzdata'],
    variants: [[/^(?:latest|1[1-9]\.\d+(?:\.\d+)*)$/, 'ubuntu']],
    under: DOTNET,
  },
  'mcr.microsoft.com/dotnet/core': { family: 'debian', packages: ['ca-certificates', 'tzdata'], under: DOTNET },
  'mcr.microsoft.com/dotnet/framework': { family: 'windows' },
  'mcr.microsoft.com/playwright': { family: 'ubuntu' },
  'mcr.microsoft.com/powershell': { family: 'ubuntu' },
  'mcr.microsoft.com/vscode/devcontainers': { family: 'debian' },
  'mcr.microsoft.com/windows': { family: 'windows' },
  'microsoft/dotnet': { family: 'debian', packages: ['ca-certificates'] },
  'microsoft/windowsservercore': { family: 'windows' },
  'microsoft/nanoserver': { family: 'windows' },
  'nvidia/cuda': { family: 'ubuntu', packages: ['ca-certificates'] },
  'quay.io/centos': { family: 'rhel' },
  'registry.access.redhat.com': { family: 'rhel' },
  'registry.redhat.io': { family: 'rhel' },
};

/** Codenames and numbers that a tag may carry, by family. */
const RELEASES: Readonly<Record<'debian' | 'ubuntu', Readonly<Record<string, string>>>> = {
  debian: {
    8: 'jessie',
    9: 'stretch',
    10: 'buster',
    11: 'bullseye',
    12: 'bookworm',
    13: 'trixie',
    jessie: 'jessie',
    stretch: 'stretch',
    buster: 'buster',
    bullseye: 'bullseye',
    bookworm: 'bookworm',
    trixie: 'trixie',
    sid: 'sid',
  },
  ubuntu: {
    '14.04': 'trusty',
    '16.04': 'xenial',
    '18.04': 'bionic',
    '20.04': 'focal',
    '22.04': 'jammy',
    '24.04': 'noble',
    '26.04': 'resolute',
    trusty: 'trusty',
    xenial: 'xenial',
    bionic: 'bionic',
    focal: 'focal',
    jammy: 'jammy',
    noble: 'noble',
    resolute: 'resolute',
  },
};

/** Variants that a tag may name, whatever the image. */
const TAG_FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/distroless|chiseled/, 'distroless'],
  [/alpine/, 'alpine'],
  [/windowsservercore|nanoserver|ltsc20\d\d/, 'windows'],
  [/(?:^|-)ubi\d|(?:^|-)rocky|centos|fedora|(?:^|-)al20\d\d|(?:^|-)el\d|oracle|amazonlinux|azurelinux|mariner/, 'rhel'],
];

/** What is known of an image by its name (registry prefix of Docker Hub left out) and tag. */
export const knownImage = remembered(lookUp);

function lookUp(name: string, tag: string): BaseImage | undefined {
  const entry = entryOf(name);
  const named = [...TAG_FAMILIES, ...(entry?.variants ?? [])].find(([pattern]) => pattern.test(tag))?.[1];
  if (named !== undefined && named !== entry?.family)
    return { family: named, packages: [], runsSomething: entry?.runs === true };
  const release = releaseOf(name, tag) ?? releaseUnder(entry, tag);
  const family = release?.family ?? entry?.family;
  if (family === undefined) return undefined;
  const packages = (/slim/.test(tag) ? entry?.slim : undefined) ?? variantPackages(name, tag) ?? entry?.packages ?? [];
  const facts = { family, packages, runsSomething: entry?.runs === true };
  return release === undefined ? facts : { ...facts, release: release.codename };
}

/** The longest known prefix of the name: `gcr.io/distroless/static` is one of `gcr.io/distroless`. */
function entryOf(name: string): Entry | undefined {
  for (let prefix = name; prefix !== ''; prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))) {
    const entry = IMAGES[prefix];
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function releaseOf(name: string, tag: string): { family: Family; codename: string } | undefined {
  for (const family of ['debian', 'ubuntu'] as const) {
    for (const [mark, codename] of Object.entries(RELEASES[family])) {
      const isName = /^[a-z]/.test(mark);
      const own = name === family && new RegExp(`^${mark.replace('.', '\\.')}(?![0-9])`).test(tag);
      const marked = isName && tag.split(/[-_.]/).some((part) => part === mark);
      const prefixed = new RegExp(`${family}-?${mark.replace('.', '\\.')}(?![0-9])`).test(tag);
      if (own || marked || prefixed) return { family, codename };
    }
  }
  return undefined;
}

function releaseUnder(entry: Entry | undefined, tag: string): { family: Family; codename: string } | undefined {
  const codename = entry?.under?.find(([pattern]) => pattern.test(tag))?.[1];
  return codename === undefined ? undefined : { family: codename in RELEASES.ubuntu ? 'ubuntu' : 'debian', codename };
}

function variantPackages(name: string, tag: string): readonly string[] | undefined {
  if (name !== 'buildpack-deps') return undefined;
  if (tag.endsWith('curl')) return CURL;
  return tag.endsWith('scm') ? SCM : undefined;
}
