/**
 * What tells whether a command runs the same with a shell in front of it (`CMD npm start`) and without (`CMD ["npm", "start"]`).
 */

/** Words that only a shell knows: builtins without a program of that name, reserved words, and functions of shell set-ups. */
export const shellWords: ReadonlySet<string> = new Set([
  '!',
  '[[',
  '.',
  ':',
  'alias',
  'bg',
  'break',
  'builtin',
  'case',
  'cd',
  'command',
  'conda',
  'continue',
  'coproc',
  'declare',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'eval',
  'exit',
  'export',
  'fg',
  'fi',
  'for',
  'function',
  'getopts',
  'hash',
  'if',
  'in',
  'jobs',
  'let',
  'local',
  'nvm',
  'popd',
  'pushd',
  'read',
  'readonly',
  'return',
  'select',
  'set',
  'shift',
  'shopt',
  'source',
  'then',
  'time',
  'times',
  'trap',
  'type',
  'typeset',
  'ulimit',
  'umask',
  'unalias',
  'unset',
  'until',
  'wait',
  'while',
  'workon',
  '{',
  '}',
]);

/** Characters that mean something to a shell wherever they stand outside of quotes, and some of them inside. */
export const shellCharacters = /[$`\\~*?[\]{}<>|&;()#\n]/;

/** Text in quotes; in double ones some characters keep their meaning. */
export const quoted = /'[^']*'|"(?:[^"\\]|\\.)*"/gs;
export const expandsIn = /^".*[$`\\!]/s;

/** Folders of programs that come with packages, so that none of them is a script without a `#!` line. */
export const programFolders: readonly string[] = ['/bin/', '/sbin/', '/usr/bin/', '/usr/sbin/'];

/**
 * Images that set no SHELL, and no ENTRYPOINT or one that ends in `exec "$@"` whatever the command is, by their own Dockerfiles
 * (github.com/docker-library). Those of servers (redis, postgres, nginx) look at the command, and do more for their own.
 */
export const transparentImages: ReadonlySet<string> = new Set([
  'almalinux',
  'alpine',
  'amazoncorretto',
  'amazonlinux',
  'archlinux',
  'buildpack-deps',
  'busybox',
  'centos',
  'debian',
  'eclipse-temurin',
  'elixir',
  'erlang',
  'fedora',
  'gcc',
  'golang',
  'node',
  'openjdk',
  'oraclelinux',
  'perl',
  'php',
  'pypy',
  'python',
  'rockylinux',
  'ruby',
  'rust',
  'swift',
  'ubuntu',
]);
