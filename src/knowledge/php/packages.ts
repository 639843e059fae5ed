import { isBuildPackage } from '../packages/build-packages.ts';

/** Programs that fetch and unpack for composer, or for a build, by the packages that bring them; images have none of them. */
const FETCHING: Readonly<Record<string, readonly string[]>> = {
  git: ['git'],
  'git-core': ['git'],
  gnupg: ['gpg', 'gpg2', 'gnupg'],
  gnupg2: ['gpg', 'gpg2'],
  mercurial: ['hg'],
  'openssh-client': ['ssh', 'scp', 'sftp', 'ssh-keygen', 'ssh-keyscan', 'ssh-agent'],
  subversion: ['svn'],
  unzip: ['unzip', 'zipinfo'],
  wget: ['wget'],
  zip: ['zip'],
};

/** Programs that make pages of a project, by the packages that bring them: they are there for that where a step calls one. */
const MAKING: Readonly<Record<string, readonly string[]>> = {
  nodejs: ['node', 'nodejs', 'npm', 'npx'],
  'nodejs-npm': ['npm', 'npx'],
  npm: ['npm', 'npx'],
  yarn: ['yarn', 'yarnpkg'],
};
export const makesPages = (name: string): boolean => Object.hasOwn(MAKING, name);

/** Nothing but a build needs it, unless one of its programs is started. */
export const isFetchPackage = (name: string): boolean =>
  Object.hasOwn(FETCHING, name) || makesPages(name) || UNSEEN.has(name);

/** They help others to fetch packages. */
const UNSEEN: ReadonlySet<string> = new Set([
  'apt-transport-https',
  'apt-utils',
  'dirmngr',
  'lsb-release',
  'software-properties-common',
]);

export const programsOfPackage = (name: string): readonly string[] =>
  FETCHING[name] ?? MAKING[name] ?? (isBuildPackage(name) ? [name] : []);

/** Packages that the images bring themselves (Dockerfile-linux.template of github.com/docker-library/php). */
export const broughtByImage: Readonly<Partial<Record<string, readonly string[]>>> = {
  alpine: ['ca-certificates', 'curl', 'openssl', 'tar', 'xz'],
  debian: [
    'autoconf',
    'ca-certificates',
    'curl',
    'dpkg-dev',
    'file',
    'g++',
    'gcc',
    'libc-dev',
    'libc6-dev',
    'make',
    'pkg-config',
    're2c',
    'xz-utils',
  ],
};
