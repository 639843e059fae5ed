/** Images whose own Dockerfiles set no USER (github.com/docker-library and the vendors' repositories), so that they run as root. */
const ROOT_IMAGES: ReadonlySet<string> = new Set([
  'almalinux',
  'alpine',
  'amazoncorretto',
  'amazonlinux',
  'archlinux',
  'buildpack-deps',
  'busybox',
  'centos',
  'clojure',
  'composer',
  'continuumio/anaconda3',
  'continuumio/miniconda3',
  'dart',
  'debian',
  'docker',
  'eclipse-temurin',
  'elixir',
  'erlang',
  'fedora',
  'gcc',
  'golang',
  'haskell',
  'httpd',
  'ibmjava',
  'julia',
  'mariadb',
  'maven',
  'mcr.microsoft.com/dotnet/aspnet',
  'mcr.microsoft.com/dotnet/runtime',
  'mcr.microsoft.com/dotnet/runtime-deps',
  'mcr.microsoft.com/dotnet/sdk',
  'mongo',
  'mysql',
  'nginx',
  'node',
  'nvidia/cuda',
  'openjdk',
  'opensuse/leap',
  'opensuse/tumbleweed',
  'oraclelinux',
  'perl',
  'php',
  'phusion/baseimage',
  'postgres',
  'pypy',
  'python',
  'pytorch/pytorch',
  'r-base',
  'rabbitmq',
  'redis',
  'rockylinux',
  'ruby',
  'rust',
  'swift',
  'tensorflow/tensorflow',
  'tomcat',
  'ubuntu',
  'wordpress',
]);

/** Variants of theirs that have a user of their own. */
const OTHER_USER = /rootless|non-?root|chiseled|distroless|unprivileged/;

export const runsAsRoot = (name: string, tag: string): boolean => ROOT_IMAGES.has(name) && !OTHER_USER.test(tag);

export type ImageUser = { readonly names: readonly string[]; readonly home: string; readonly id: number };

/** Users that images have beside root. */
export const imageUsers: Readonly<Record<string, ImageUser>> = {
  // github.com/nodejs/docker-node, docs/BestPractices.md.
  node: { names: ['node', '1000'], home: '/home/node', id: 1000 },
};

/** Names of root, as USER takes them. */
export const rootNames: readonly string[] = ['root', '0'];
