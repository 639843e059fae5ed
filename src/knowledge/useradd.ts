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
 * What lastlog and faillog keep per user, in bytes: `struct lastlog` and `struct faillog`, at the offset of the uid. The files are
 * sparse, but archives of layers are not (github.com/moby/moby/issues/5419).
 */
export const bytesPerUid = 292 + 32;

/** From here on the files add some megabytes. */
export const highUid = 10_000;

/** Releases whose useradd knows the option as `-l` only. */
export const onlyShortOption: ReadonlyMap<string, RegExp> = new Map([['centos', /^(?:centos)?5(?!\d)/]]);
