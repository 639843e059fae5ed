import { DISTROLESS, isOneOf, type NamedImages } from './named-images.ts';
import { remembered } from './remembered.ts';

/** Images whose own Dockerfiles set no USER (github.com/docker-library and the vendors' repositories), so that they run as root. */
const ROOT_IMAGES: ReadonlySet<string> = new Set([
  'almalinux',
  'alpine',
  'amazoncorretto',
  'amazonlinux',
  'archlinux',
  'azul/zulu-openjdk',
  'azul/zulu-openjdk-alpine',
  'azul/zulu-openjdk-debian',
  'bellsoft/liberica-openjdk-alpine',
  'bellsoft/liberica-openjdk-alpine-musl',
  'bellsoft/liberica-openjdk-debian',
  'bellsoft/liberica-openjre-alpine',
  'bellsoft/liberica-openjre-alpine-musl',
  'bellsoft/liberica-openjre-debian',
  'buildpack-deps',
  'busybox',
  'centos',
  'clojure',
  'composer',
  'container-registry.oracle.com/java/openjdk',
  'continuumio/anaconda3',
  'continuumio/miniconda3',
  'crystallang/crystal',
  'dart',
  'debian',
  'denoland/deno',
  'docker',
  'eclipse-temurin',
  'elixir',
  'erlang',
  'fedora',
  'gcc',
  'ghcr.io/astral-sh/uv',
  'golang',
  'haskell',
  'hseeberger/scala-sbt',
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
  'oven/bun',
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
  'sbtscala/scala-sbt',
  'scratch',
  'swift',
  'tensorflow/tensorflow',
  'tomcat',
  'ubuntu',
  'wordpress',
]);

/** Those of which it takes more than the name to tell. */
const MORE: readonly NamedImages[] = [
  { images: DISTROLESS },
  // github.com/gradle/docker-gradle/pull/99: earlier ones, of 2019, ran as `gradle`.
  { images: /^gradle$/, since: 6 },
];

/** Variants of theirs that have a user of their own, and previews, which may have one by other numbers. */
const OTHER_USER = /rootless|non-?root|chiseled|distroless|unprivileged|preview|rc\.\d/;

export const runsAsRoot = remembered(
  (name, tag) => !OTHER_USER.test(tag) && (ROOT_IMAGES.has(name) || MORE.some((entry) => isOneOf(entry, name, tag))),
);

/** Names of root, as USER takes them. */
export const rootNames: readonly string[] = ['root', '0'];
