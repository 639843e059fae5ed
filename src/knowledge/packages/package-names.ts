/**
 * Debian packages under one name in every release that images are still built on (Debian 8 and Ubuntu 14.04 on), by
 * packages.debian.org and packages.ubuntu.com. What is not listed may be called something else, or be part of another package.
 */
export const namedSoEverywhere: readonly string[] = [
  'apache2',
  'autoconf',
  'automake',
  'build-essential',
  'ca-certificates',
  'curl',
  'dbus',
  'g++',
  'gcc',
  'ghostscript',
  'git',
  'gnupg',
  'krb5-config',
  'ldap-utils',
  'libc6-dev',
  'libfl-dev',
  'libltdl-dev',
  'libsasl2-modules',
  'lmodern',
  'make',
  'openssh-client',
  'pkg-config',
  'psmisc',
  'python3-dev',
  'qemu-utils',
  'ruby-dev',
  'shared-mime-info',
  'ssl-cert',
  'unzip',
  'xauth',
  'xz-utils',
];

/** Names that came later, and the releases that have them. */
export const namedSoLately: readonly string[] = ['cargo', 'fonts-liberation', 'libprotobuf-dev', 'poppler-data', 'xxd'];

export const recentReleases: readonly string[] = [
  'buster',
  'bullseye',
  'bookworm',
  'trixie',
  'bionic',
  'focal',
  'jammy',
  'noble',
  'resolute',
];
