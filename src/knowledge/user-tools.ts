import type { ImageUser, UserTools } from './image-users.ts';

/** The user that is made where an image has none: its number is above those that systems give out by themselves (login.defs(5)). */
export const newUser: ImageUser = { name: 'app', uid: 10_001, gid: 10_001, home: '/home/app' };

/**
 * Commands that make a user with its group and home, for whom nobody can log in.
 *
 * groupadd(8), useradd(8) of shadow: `--no-log-init` keeps lastlog and faillog small. addgroup and adduser of busybox
 * (loginutils/addgroup.c, adduser.c): `-S` system, `-D` no password, `-G` the group. The third fields of group(5) and passwd(5) are the numbers.
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
    foldersFor({ name, uid, gid, home }, [home]),
  ],
};

/** Makes folders that are the user's: what is above them stays root's (install of coreutils and of busybox). */
export const foldersFor = ({ name }: ImageUser, paths: readonly string[]): string =>
  `install -d -o ${name} -g ${name} ${paths.join(' ')}`;
