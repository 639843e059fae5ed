/**
 * Packages that bring programs which fetch, check, unpack and put right what is built: a program may start them as well, but what it starts its
 * sources tell.
 */
const FETCH_PACKAGES: ReadonlySet<string> = new Set([
  'apt-transport-https',
  'apt-utils',
  'bash',
  'bzip2',
  'ca-certificates',
  'curl',
  'dirmngr',
  'dos2unix',
  'file',
  'git',
  'git-lfs',
  'gnupg',
  'gnupg2',
  'lsb-release',
  'mercurial',
  'openssh',
  'openssh-client',
  'rsync',
  'software-properties-common',
  'subversion',
  'sudo',
  'tar',
  'unzip',
  'wget',
  'xz',
  'xz-utils',
  'zip',
]);

export const isFetchPackage = (name: string): boolean => FETCH_PACKAGES.has(name);
