import type { ImageUser, UserTools } from '../images/image-users.ts';

/** The user that is made where an image has none: its number is above those that systems give out by themselves (login.defs(5)). */
export const newUser: ImageUser = { name: 'app', uid: 10_001, gid: 10_001, home: '/home/app' };

/**
 * Commands that make a user with its group and home, as whom nobody logs in.
 *
 * `shadow`: groupadd(8) and useradd(8); `--no-log-init` keeps lastlog and faillog small. `busybox` (loginutils/addgroup.c and adduser.c):
 * `-S` of the system, `-D` without a password. `files`: group(5) and passwd(5); who has no line in /etc/shadow has no password.
 */
export const creationOf: Readonly<Record<Exclude<UserTools, 'none'>, (user: ImageUser) => readonly string[]>> = {
  shadow: ({ name, uid, gid, home }) => [
    `groupadd --system --gid ${gid} ${name}`,
    `useradd --system --no-log-init --uid ${uid} --gid ${name} --create-home --home-dir ${home} --shell /usr/sbin/nologin ${name}`,
  ],
  busybox: ({ name, uid, gid, home }) => [
    `addgroup -S -g ${gid} ${name}`,
    `adduser -S -D -u ${uid} -G ${name} -h ${home} -s /sbin/nologin ${name}`,
  ],
  files: ({ name, uid, gid, home }) => [
    `echo '${name}:x:${gid}:' >> /etc/group`,
    `echo '${name}:x:${uid}:${gid}::${home}:/sbin/nologin' >> /etc/passwd`,
  ],
};

/**
 * Makes folders, or takes those that are there, for the user: what is above them stays root's. The install of coreutils and that of busybox
 * (coreutils/install.c) do the same here; both leave the folders with the mode 0755, whatever they had.
 */
export const foldersFor = ({ name }: ImageUser, paths: readonly string[]): string =>
  `install -d -o ${name} -g ${name} ${paths.join(' ')}`;

/** Gives folders that are there to the user. */
export const givenTo = ({ name }: ImageUser, paths: readonly string[]): string =>
  `chown ${name}:${name} ${paths.join(' ')}`;
