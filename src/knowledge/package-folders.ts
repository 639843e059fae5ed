/**
 * Folders in which packages put files, or whose files their scripts, triggers and managers read. What is copied there and what an
 * install does can not change places. Source: the Filesystem Hierarchy Standard 3.0 and Debian policy 9.1.
 */
const folders: readonly RegExp[] = [
  /^\/(?:bin|boot|dev|etc|lib\w*|nix|proc|run|sbin|sys|usr|var)(?:\/|$)/,
  // What is copied here may land in any of their folders.
  /^\/(?:home|opt|root|srv)?$/,
  // Settings of the user that installs: .gnupg, .wgetrc, .rpmmacros.
  /^\/(?:root|home\/[^/]+)\/\./,
  /^\/srv\/(?:ftp|git|http|svn|tftp|www)(?:\/|$)/,
  /^\/opt\/(?:amazon|chef|cni|containerd|google|intel|microsoft|mssql|nvidia|oracle|puppetlabs|remi|rh|rocm|ros)(?:[-/]|$)/,
];

/** What is not theirs of that: the usual places of applications, and scripts that only the image itself starts. */
const spared: readonly RegExp[] = [
  /^\/usr\/(?:app|apps|code|project|service|workspace)(?:\/|$)/,
  /^\/usr\/src\/[^/]+/,
  /^\/var\/(?:app|task)(?:\/|$)/,
  /^\/usr\/local\/s?bin\/[^/]*(?:\.(?:py|rb|sh)|entrypoint)$/,
];

export const isOfPackages = (path: string): boolean =>
  folders.some((pattern) => pattern.test(path)) && !spared.some((pattern) => pattern.test(path));

/** Variables that name folders in which package managers, and what the scripts of packages start, look for files. */
export const searchVariables =
  /^(?:APT_CONFIG|BASH_ENV|CURL_\w+|ENV|GNUPGHOME|HOME|LD_\w+|NODE_\w+|OPENSSL_\w+|PATH|PERL\w+|PYTHON\w+|RPM_\w+|RUBY\w+|SSL_\w+|TMPDIR|XDG_\w+|ZYPP_\w+)$/;

/** Names of files that package managers take where the name of a package could stand, or read what they do from. */
export const packageFileNames = /\.(?:apk|asc|conf|crt|deb|dsc|gpg|json|key|list|pem|pub|repo|rpm|sources|txt|ya?ml)$/;

/** Options of package managers behind which a file or folder is named, not a package or a repository. */
export const takesFile =
  /^(?:-[cDpR]|--(?:cache-dir|config|config-file|installroot|keys-dir|repositories-file|reposd-dir|root)|(?:-o)?Dir(?:::\w+)*)$/;

/** Files that name folders for what packages start when they are installed: ldconfig, fc-cache. */
export const readByTriggers: readonly string[] = ['/etc/fonts', '/etc/ld.so.conf', '/etc/ld.so.conf.d'];

/** Programs that make, own or remove what they are given, and lead no other program there. */
export const staysThere: ReadonlySet<string> = new Set([
  'addgroup',
  'adduser',
  'cd',
  'chgrp',
  'chmod',
  'chown',
  'groupadd',
  'mkdir',
  'rm',
  'rmdir',
  'test',
  'touch',
  'useradd',
  'usermod',
]);
