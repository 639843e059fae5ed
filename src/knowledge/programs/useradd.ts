/** The useradd of shadow-utils, which every distribution has; busybox has adduser only. */
export const useradd = {
  syntax: {
    short: 'bcdefgGkKpPRsuZ',
    long: [
      'base-dir',
      'comment',
      'expiredate',
      'gid',
      'groups',
      'home',
      'home-dir',
      'inactive',
      'key',
      'password',
      'prefix',
      'root',
      'selinux-range',
      'selinux-user',
      'shell',
      'skel',
      'uid',
    ],
  },
  uid: ['u', 'uid'],
  /** It only shows or sets what later calls go by. */
  defaults: ['D', 'defaults'],
  noLog: ['l', 'no-log-init'],
  option: '--no-log-init',
};

/**
 * `adduser` of busybox, of Debian, and of Red Hat, where it is another name of useradd: which of their options take a value. `-u` is the
 * uid to all of them. Sources: busybox, loginutils/adduser.c and addgroup.c; Debian's adduser(8).
 */
export const adduser = {
  syntax: {
    short: `${useradd.syntax.short}hs`,
    long: [...useradd.syntax.long, 'conf', 'firstgid', 'firstuid', 'gecos', 'ingroup', 'lastgid', 'lastuid'],
  },
  uid: useradd.uid,
};

/** `groupadd` of shadow-utils, and `addgroup` of busybox and Debian. */
export const groupadd = {
  syntax: { short: 'gKpPRU', long: ['conf', 'gid', 'key', 'password', 'prefix', 'root', 'users'] },
  gid: ['g', 'gid'],
};

/** An id that is already another one's: then the first of the two in /etc/passwd is who runs. */
export const nonUnique: readonly string[] = ['o', 'non-unique'];

/** What may give a user or group another id, or take it away; to join more groups does neither. */
export const changesIds =
  /\b(?:userdel|deluser|groupmod|groupdel|delgroup|newusers|vipw|vigr)\b|\busermod\b(?!\s+-aG\b)|\/etc(?:\/(?:passwd|group))?\/?(?=[\s"';&|)\]]|$)/;

/**
 * What lastlog and faillog keep per user, in bytes: `struct lastlog` and `struct faillog`, at the offset of the uid. The files are
 * sparse, but archives of layers are not (github.com/moby/moby/issues/5419).
 */
export const bytesPerUid = 292 + 32;

/** From here on the files add some megabytes. */
export const highUid = 10_000;

/** Releases whose useradd knows the option as `-l` only. */
export const onlyShortOption: ReadonlyMap<string, RegExp> = new Map([['centos', /^(?:centos)?5(?!\d)/]]);
