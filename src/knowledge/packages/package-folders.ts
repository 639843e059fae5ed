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

/** What is not theirs of that: the usual places of applications. */
const spared: readonly RegExp[] = [
  /^\/usr\/(?:app|apps|code|project|service|workspace)(?:\/|$)/,
  /^\/usr\/src\/[^/]+/,
  /^\/var\/(?:app|task)(?:\/|$)/,
];

/** Programs that package managers, and the shells that run them, find by their names. */
const common: ReadonlySet<string> = new Set([
  '[',
  'apk',
  'awk',
  'bash',
  'basename',
  'busybox',
  'cat',
  'chmod',
  'chown',
  'cmp',
  'comm',
  'cp',
  'curl',
  'cut',
  'dash',
  'date',
  'dirname',
  'eatmydata',
  'echo',
  'env',
  'expr',
  'false',
  'find',
  'gawk',
  'grep',
  'gzip',
  'head',
  'id',
  'install',
  'ldconfig',
  'ln',
  'ls',
  'mawk',
  'microdnf',
  'mkdir',
  'mktemp',
  'mv',
  'nice',
  'printf',
  'readlink',
  'rm',
  'rmdir',
  'sed',
  'sh',
  'sleep',
  'sort',
  'stat',
  'sudo',
  'tail',
  'tar',
  'tdnf',
  'tee',
  'test',
  'timeout',
  'touch',
  'tr',
  'true',
  'uname',
  'uniq',
  'wc',
  'wget',
  'which',
  'xargs',
  'xz',
  'yes',
  'zypper',
  'zstd',
]);

const kin = /^(?:apt|dnf|dpkg|gpg|perl|python|rpm|yum)/;

/**
 * A program that the image adds beside those of its packages, whose scripts do not find it: they run in the root folder with
 * PATH=/usr/sbin:/usr/bin:/sbin:/bin (DPkg::Path in apt.conf(5); apk_db_run_script in apk's database.c; doScriptExec in rpmscript.c).
 */
function isOwnProgram(path: string): boolean {
  const name = /^\/usr\/local\/s?bin\/([^/]+)$/.exec(path)?.[1];
  return name !== undefined && !common.has(name) && !kin.test(name);
}

export const isOfPackages = (path: string): boolean =>
  folders.some((pattern) => pattern.test(path)) && !spared.some((pattern) => pattern.test(path)) && !isOwnProgram(path);

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
