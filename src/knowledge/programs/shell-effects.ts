/** Commands that go to another folder for the rest of their shell. */
export const folderChanges: readonly string[] = ['cd', 'popd', 'pushd'];

/**
 * What a command leaves behind in its shell, or outside of files. A RUN starts with a fresh shell, so each of these ends with
 * its RUN, and would reach into the next commands once two RUNs share a shell.
 */
export type ShellEffect = {
  readonly names: readonly string[];
  readonly leaves: string;
  /** It reaches beyond brackets: others than the shell itself are changed. */
  readonly outlivesGroup?: true;
  /** It matters only where it names the user that the shell runs as. */
  readonly ofUser?: true;
};

export const shellEffects: readonly ShellEffect[] = [
  { names: folderChanges, leaves: 'changes the working directory' },
  {
    names: [
      ...['export', 'unset', 'readonly', 'declare', 'typeset', 'local', 'read'],
      ...['getopts', 'let', 'mapfile', 'readarray'],
    ],
    leaves: 'sets variables',
  },
  { names: ['shopt', 'umask', 'ulimit', 'trap', 'alias', 'unalias', 'hash', 'enable'], leaves: 'changes its shell' },
  { names: ['source', '.', 'nvm', 'conda', 'workon'], leaves: 'loads settings into its shell' },
  { names: ['exit', 'exec', 'return', 'break', 'continue', 'logout'], leaves: 'ends its shell' },
  {
    names: [
      'service',
      'systemctl',
      'invoke-rc.d',
      'start-stop-daemon',
      'supervisord',
      'rc-service',
      'mysqld',
      'mysqld_safe',
      'mongod',
      'pg_ctlcluster',
      'dockerd',
    ],
    leaves: 'starts a service, which would live on',
    outlivesGroup: true,
  },
  {
    names: ['usermod', 'adduser', 'gpasswd', 'addgroup'],
    leaves: 'changes the user that the shell runs as, which a running shell does not notice',
    outlivesGroup: true,
    ofUser: true,
  },
  {
    names: ['chsh', 'newgrp'],
    leaves: 'changes the user that the shell runs as, which a running shell does not notice',
    outlivesGroup: true,
  },
  {
    names: ['mount', 'umount', 'swapon', 'sysctl', 'hostname'],
    leaves: 'changes what ends with its container',
    outlivesGroup: true,
  },
];

/** A word that sets a variable while it is expanded: `${A:=b}`, `$((A += 1))`. */
export const assigningWord = /\$\{\w+:?=|\$\(\([^)]*(?:\+\+|--|[^=!<>]=(?!=))/;

/**
 * What has a program go on behind a call, whatever it is called: `pg_ctl … start`, also as what `su -c` is handed, and options
 * that make a daemon of it (redis.io, gnupg.org, rabbitmq.com and others).
 */
export const startsDaemon =
  /(?<=[\s"'])(?:start|-+daemon(?:ize)?(?:=(?:yes|true))?|-+detach(?:ed)?|--background|--fork)(?=[\s"';&]|$)/;

/** Images that have a program where a newer one of it goes, in /usr/local. */
export const renewedInPlace: ReadonlyMap<string, RegExp> = new Map([
  ['gem', /(?:^|\/)ruby$/],
  ['npm', /(?:^|\/)node$/],
  ['pip', /(?:^|\/)(?:python|pypy)$/],
]);

/** Commands that set what a program is found by, or works with, for the rest of their shell. */
export const settingChanges: readonly string[] = ['.', 'export', 'nvm', 'source', 'unset'];

/** Commands that only answer a question. */
export const questions: readonly string[] = ['[', '[[', 'command', 'grep', 'hash', 'test', 'type', 'which'];

/** Folders that nobody works in. */
export const remoteFolders = /^(?:\/var\/(?:cache|lib|log)|\/usr\/share|(?:~|\/root|\$\{?HOME\}?)\/\.)/;

/** Variables without which a program is another one, or looks for its files elsewhere. */
export const decisiveVariables = /^(?:PATH|HOME|XDG_\w+)$|token|auth|pass|secret|key|cache|config|prefix/i;

/** Options of `set` that change nothing for a chain of `&&`: each failure ends it anyway, and -x only prints. */
export const harmlessSetOptions = /^[-+][ex]+$/;

/** Files that BuildKit provides anew for every RUN, and files that a new shell reads. */
export const perRunFiles =
  /\/dev\/shm\b|\/etc\/(?:hosts|resolv\.conf|hostname|environment|profile(?:\.d\/\S*)?|bash\.bashrc)\b|\.bashrc\b|\.profile\b|\.bash_profile\b/;

/** The commands after it would have started in another shell. */
export const replacesShell =
  /\b(?:cp|dpkg-divert|install|ln|mv|update-alternatives)\s[^;&|]*\/bin\/sh\b|\bbusybox --install\b/;

/** Images whose own SHELL reads the settings of an environment first (micromamba-docker.readthedocs.io). */
export const activatingImages = /(?:^|\/)micromamba$/;

/** Options of a shell with which it reads files of the user first, as a login shell or an interactive one. */
export const readsItsFiles = /^-[a-z]*[il]|^--login$/;

/** Variables that make every new shell read a file. */
export const startupVariables: readonly string[] = ['BASH_ENV', 'ENV'];
