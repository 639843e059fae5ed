/** Programs that are done in no time and change nothing but files or users: to run them again costs nothing. */
export const fileWork: ReadonlySet<string> = new Set([
  '[',
  'addgroup',
  'adduser',
  'basename',
  'cat',
  'chgrp',
  'chmod',
  'chown',
  'chpasswd',
  'cp',
  'dirname',
  'echo',
  'groupadd',
  'groupmod',
  'install',
  'ln',
  'mkdir',
  'mktemp',
  'mv',
  'passwd',
  'printf',
  'pwd',
  'rm',
  'rmdir',
  'sed',
  'tee',
  'test',
  'touch',
  'tr',
  'true',
  'truncate',
  'unlink',
  'useradd',
  'usermod',
]);

/** Of these, those that make no file of their own accord; what they print may be sent to one. */
export const filesNothing: ReadonlySet<string> = new Set([
  '[',
  'addgroup',
  'chgrp',
  'chmod',
  'chown',
  'chpasswd',
  'echo',
  'groupadd',
  'groupmod',
  'passwd',
  'printf',
  'set',
  'test',
  'true',
]);

/** Of these, those whose plain words are names of users, whose homes they may make. */
export const makesUsers: ReadonlySet<string> = new Set(['adduser', 'useradd', 'usermod']);

/** They make users or groups, or change them. */
export const makesUsersOrGroups: ReadonlySet<string> = new Set([...makesUsers, 'addgroup', 'groupadd', 'groupmod']);

/** Programs that take files away. */
export const removers: ReadonlySet<string> = new Set(['rm', 'rmdir', 'unlink']);

/** Programs that make the files that they name, all of them or the last one, and their options whose value is a word of its own. */
export const filesMadeBy: ReadonlyMap<string, { readonly which: 'all' | 'last'; readonly valued?: RegExp }> = new Map([
  ['cp', { which: 'last', valued: /^(?:-S|--suffix)$/ }],
  ['tee', { which: 'all' }],
  ['touch', { which: 'all', valued: /^(?:-[drt]|--date|--reference|--time)$/ }],
  ['truncate', { which: 'all', valued: /^(?:-[rs]|--reference|--size)$/ }],
]);

/** Files that programs write to while they run, by their names; what an install or a build reads has such names as well. */
export const keepsData =
  /^(?!.*(?:constraints|package|requirements|tsconfig|version)[\w.-]*$).*\.(?:csv|dat|db\d?|env|jsonl?|log|pid|sqlite\d?|state|txt)$/i;

/** Programs that change, replace or move what they are told. */
export const rewriters: ReadonlySet<string> = new Set([
  'cp',
  'install',
  'ln',
  'mv',
  'rm',
  'rmdir',
  'sed',
  'tee',
  'truncate',
  'unlink',
]);

/** Folders that belong to the whole system: two commands that both name one of them need not have to do with each other. */
export const systemFolders: ReadonlySet<string> = new Set([
  '/',
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/lib',
  '/lib64',
  '/media',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/srv',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/usr/include',
  '/usr/lib',
  '/usr/local',
  '/usr/local/bin',
  '/usr/local/lib',
  '/usr/sbin',
  '/usr/share',
  '/usr/src',
  '/var',
  '/var/cache',
  '/var/lib',
  '/var/log',
  '/var/tmp',
]);

/** All that is in a folder for temporary files: of no use once its RUN has ended. */
export const temporary = /^\/(?:var\/)?tmp(?:\/\*?)?$/;

/**
 * Variables that these programs, or the shell that starts them, heed by themselves: where programs, libraries, homes and temporary
 * files are, what language and time are, and how strictly POSIX is followed.
 */
export const heededVariables =
  /^(?:BASH.*|CDPATH|COLUMNS|ENV|GLOBIGNORE|HOME|IFS|LANG|LANGUAGE|LC_.*|LD_.*|LOGNAME|MALLOC_.*|PATH|POSIX.*|PS4|PWD|SHELL.*|TMPDIR|TZ|.*BACKUP.*|USER|USERNAME|VERSION_CONTROL)$/;

/** Programs that write what they fetch where they are told to, and those that set a shell up: none touches a project by itself. */
export const bystanders: ReadonlySet<string> = new Set([
  ':',
  'corepack',
  'curl',
  'date',
  'export',
  'gpg',
  'id',
  'locale-gen',
  'set',
  'setcap',
  'sleep',
  'uname',
  'update-ca-certificates',
  'wget',
  'whoami',
]);

/** Programs that build nothing: they neither compile a project nor look at what its package manager downloaded. */
export const buildsNothing: ReadonlySet<string> = new Set([
  ...fileWork,
  ...removers,
  ':',
  'awk',
  'cd',
  'curl',
  'cut',
  'date',
  'du',
  'exit',
  'export',
  'file',
  'find',
  'getent',
  'git',
  'grep',
  'gunzip',
  'gzip',
  'head',
  'id',
  'jar',
  'java',
  'jdeps',
  'jlink',
  'ldconfig',
  'ldd',
  'ls',
  'openssl',
  'readlink',
  'set',
  'setcap',
  'sha256sum',
  'sleep',
  'sort',
  'stat',
  'strip',
  'tail',
  'tar',
  'tree',
  'uname',
  'unzip',
  'update-ca-certificates',
  'upx',
  'wc',
  'wget',
  'which',
  'whoami',
  'xz',
  'zip',
]);
