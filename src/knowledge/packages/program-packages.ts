import type { Family } from '../images/base-images.ts';
import { lostWith } from '../images/slim-programs.ts';

/**
 * Programs that the smallest images with a shell have: those of packages that Debian requires (packages.debian.org, priority required:
 * coreutils, dash, diffutils, findutils, grep, gzip, hostname, login, mawk, mount, perl-base, sed, tar, util-linux), of which busybox has
 * most as well; and the words that shells know themselves.
 */
const REQUIRED = new Set(
  `. : [ [[ alias awk base64 basename bash break bg case cat cd chgrp chmod chown chroot cksum cmp command comm continue cp cut date dd df diff
  dirname du echo egrep env eval exec exit expand export expr false fg fgrep find fold getent getopt getopts grep groups gunzip gzip
  hash head hostname hostid id install jobs kill let link ln local login ls md5sum mkdir mkfifo mknod mktemp more mount mv nice nl nohup nproc
  od paste pidof printenv printf pwd read readlink readonly realpath return rev rm rmdir sed seq set setsid sh sha1sum sha256sum sha512sum
  shift shopt shuf sleep sort source split stat stty su sum sync tac tail tar tee test time timeout touch tr trap true truncate tty type typeset
  ulimit umask umount uname unexpand uniq unlink unset wait wc which whoami xargs yes zcat`.split(/\s+/),
);

/** Programs by the packages that bring them, where these are small and need nothing of a build. */
const PACKAGES: Readonly<Record<string, Readonly<Partial<Record<Family, string>>>>> = {
  bzip2: { alpine: 'bzip2', debian: 'bzip2', ubuntu: 'bzip2' },
  curl: { alpine: 'curl', debian: 'curl', ubuntu: 'curl' },
  dos2unix: { debian: 'dos2unix', ubuntu: 'dos2unix' },
  dot: { alpine: 'graphviz', debian: 'graphviz', ubuntu: 'graphviz' },
  'dumb-init': { alpine: 'dumb-init', debian: 'dumb-init', ubuntu: 'dumb-init' },
  envsubst: { alpine: 'gettext-envsubst', debian: 'gettext-base', ubuntu: 'gettext-base' },
  exiftool: { alpine: 'exiftool', debian: 'libimage-exiftool-perl', ubuntu: 'libimage-exiftool-perl' },
  ffmpeg: { alpine: 'ffmpeg', debian: 'ffmpeg', ubuntu: 'ffmpeg' },
  ffprobe: { alpine: 'ffmpeg', debian: 'ffmpeg', ubuntu: 'ffmpeg' },
  file: { alpine: 'file', debian: 'file', ubuntu: 'file' },
  free: { debian: 'procps', ubuntu: 'procps' },
  git: { alpine: 'git', debian: 'git', ubuntu: 'git' },
  gosu: { debian: 'gosu', ubuntu: 'gosu' },
  gpg: { alpine: 'gnupg', debian: 'gnupg', ubuntu: 'gnupg' },
  gs: { alpine: 'ghostscript', debian: 'ghostscript', ubuntu: 'ghostscript' },
  hg: { alpine: 'mercurial', debian: 'mercurial', ubuntu: 'mercurial' },
  jq: { alpine: 'jq', debian: 'jq', ubuntu: 'jq' },
  nc: { debian: 'netcat-openbsd', ubuntu: 'netcat-openbsd' },
  openssl: { alpine: 'openssl', debian: 'openssl', ubuntu: 'openssl' },
  patch: { alpine: 'patch', debian: 'patch', ubuntu: 'patch' },
  pdfinfo: { alpine: 'poppler-utils', debian: 'poppler-utils', ubuntu: 'poppler-utils' },
  pdftoppm: { alpine: 'poppler-utils', debian: 'poppler-utils', ubuntu: 'poppler-utils' },
  pdftotext: { alpine: 'poppler-utils', debian: 'poppler-utils', ubuntu: 'poppler-utils' },
  pg_dump: { alpine: 'postgresql-client', debian: 'postgresql-client', ubuntu: 'postgresql-client' },
  pg_isready: { alpine: 'postgresql-client', debian: 'postgresql-client', ubuntu: 'postgresql-client' },
  pgrep: { debian: 'procps', ubuntu: 'procps' },
  ping: { debian: 'iputils-ping', ubuntu: 'iputils-ping' },
  pkill: { debian: 'procps', ubuntu: 'procps' },
  ps: { debian: 'procps', ubuntu: 'procps' },
  psql: { alpine: 'postgresql-client', debian: 'postgresql-client', ubuntu: 'postgresql-client' },
  rsync: { alpine: 'rsync', debian: 'rsync', ubuntu: 'rsync' },
  sqlite3: { alpine: 'sqlite', debian: 'sqlite3', ubuntu: 'sqlite3' },
  ssh: { debian: 'openssh-client', ubuntu: 'openssh-client' },
  'su-exec': { alpine: 'su-exec' },
  svn: { alpine: 'subversion', debian: 'subversion', ubuntu: 'subversion' },
  tesseract: { alpine: 'tesseract-ocr', debian: 'tesseract-ocr', ubuntu: 'tesseract-ocr' },
  tini: { alpine: 'tini', debian: 'tini', ubuntu: 'tini' },
  top: { debian: 'procps', ubuntu: 'procps' },
  unbuffer: { alpine: 'expect', debian: 'expect', ubuntu: 'expect' },
  unzip: { debian: 'unzip', ubuntu: 'unzip' },
  uptime: { debian: 'procps', ubuntu: 'procps' },
  wget: { debian: 'wget', ubuntu: 'wget' },
  xz: { alpine: 'xz', debian: 'xz-utils', ubuntu: 'xz-utils' },
  zip: { alpine: 'zip', debian: 'zip', ubuntu: 'zip' },
  zstd: { alpine: 'zstd', debian: 'zstd', ubuntu: 'zstd' },
};

/** What busybox has beside what is required, and Debian has not. */
const BUSYBOX: ReadonlySet<string> = new Set([
  'dos2unix',
  'free',
  'nc',
  'pgrep',
  'pkill',
  'ps',
  'top',
  'uptime',
  'vi',
  'wget',
  'unzip',
  'nslookup',
  'ping',
]);

/**
 * The package that brings a program to the smallest image of a family; empty where the image has it. Undefined: not known.
 */
export function packageOfProgram(family: Family, program: string): string | undefined {
  if (program === 'bash' && family === 'alpine') return 'bash';
  if (REQUIRED.has(program) || (family === 'alpine' && BUSYBOX.has(program))) return '';
  return Object.hasOwn(PACKAGES, program) ? PACKAGES[program]?.[family] : undefined;
}

/**
 * The same for the slim image of a kind whose full one is built on: of what that has not, and no step installs, nothing is brought, as it is
 * not there today either.
 */
export function packageLost(family: Family, program: string): string | undefined {
  const found = packageOfProgram(family, program);
  return found === undefined || family !== 'debian' || lostWith(program) !== undefined ? found : '';
}

/** Every release of a family has a package of this name. */
export const isOfAnyRelease = (family: Family, name: string): boolean =>
  OF_ALL.has(name) || Object.values(PACKAGES).some((packages) => packages[family] === name);

const OF_ALL: ReadonlySet<string> = new Set(['bash', 'ca-certificates', 'tzdata']);

/** Images on buildpack-deps and on Debian itself, of which none has netcat (github.com/docker-library/buildpack-deps). */
const WITHOUT_NETCAT = /^(?:buildpack-deps|debian|gcc|golang|node|perl|php|python|ruby|rust)$/;
const NETCAT = /^(?:nc|netcat)$/;
const BRINGS_NETCAT = /\b(?:nc|ncat|netcat|nmap|busybox)\b/;

/** It is in no image of a name, and no step brings it: a script that asks for it does without where it is not there. */
export const isNowhere = (program: string, image: string, family: Family, steps: readonly string[]): boolean =>
  NETCAT.test(program) &&
  WITHOUT_NETCAT.test(image) &&
  family === 'debian' &&
  !steps.some((text) => BRINGS_NETCAT.test(text));
