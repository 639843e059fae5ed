import type { ImageUser, UserTools } from './image-users.ts';
export const newUser: ImageUser = { name: 'app', uid: 10001, gid: 10001, home: '/home/app' };
export const makeUser: Readonly<Record<Exclude<UserTools, 'none'>, (user: ImageUser) => readonly string[]>> = {
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
    `install -d -o ${uid} -g ${gid} ${home}`,
  ],
};
export const makeFolders = (owner: string, group: string, folders: readonly string[]): string =>
  `install -d -o ${owner} -g ${group} ${folders.join(' ')}`;
