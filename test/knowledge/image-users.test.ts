import { describe, expect, it } from 'vitest';
import { idInImage, runsAsOther, userOfImage, userToolsOf } from '../../src/knowledge/images/image-users.ts';
import { runsAsRoot } from '../../src/knowledge/images/root-images.ts';

describe('userOfImage', () => {
  it.each([
    ['node', '20-alpine', 'node', 1000],
    ['node', 'lts', 'node', 1000],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-alpine', 'app', 1654],
    ['mcr.microsoft.com/dotnet/runtime-deps', 'latest', 'app', 1654],
    ['mcr.microsoft.com/dotnet/sdk', '10.0', 'app', 1654],
    ['gcr.io/distroless/static-debian12', 'latest', 'nonroot', 65532],
    ['oven/bun', '1-slim', 'bun', 1000],
    ['gradle', 'jdk21-noble', 'gradle', 1000],
  ])('of %s:%s is %s', (name, tag, user, uid) => {
    expect(userOfImage(name, tag)).toEqual({ name: user, uid, gid: uid, home: `/home/${user}` });
  });

  it.each([
    ['node', '0.12'],
    ['mcr.microsoft.com/dotnet/aspnet', '7.0'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-preview'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-nanoserver-ltsc2022'],
    ['oven/bun', '1-distroless'],
    ['php', '8-cli'],
    ['ubuntu', '24.04'],
    ['acme/node', '20'],
  ])('of %s:%s is none', (name, tag) => {
    expect(userOfImage(name, tag)).toBeUndefined();
  });
});

describe('a number that an image gives', () => {
  it.each([
    ['user', 'node', 'node', '22', 1000],
    ['user', 'www-data', 'php', '8.3-apache', 33],
    ['user', 'nobody', 'alpine', '3.20', 65534],
    ['group', 'nogroup', 'ubuntu', '24.04', 65534],
    ['group', 'node', 'node', '22-alpine', 1000],
    ['group', 'nobody', 'debian', '12', undefined],
    ['user', 'www-data', 'php', '8.3-fpm-alpine', undefined],
    ['user', 'nobody', 'rockylinux', '9', undefined],
    ['user', 'nobody', 'example.com/base', '1', undefined],
  ] as const)('to the %s %s of %s:%s is %s', (kind, own, name, tag, id) => {
    expect(idInImage(kind, own, name, tag)).toBe(id);
  });
});

describe('who runs an image', () => {
  it.each([
    ['gcr.io/distroless/base-debian12', 'nonroot'],
    ['gcr.io/distroless/base-debian12', 'debug-nonroot'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-noble-chiseled'],
    ['mcr.microsoft.com/dotnet/runtime-deps', '9.0-azurelinux3.0-distroless'],
    ['nginxinc/nginx-unprivileged', '1.27'],
    ['haproxy', '3.0'],
    ['gradle', '4.10-jdk8'],
  ])('%s:%s is another user', (name, tag) => {
    expect(runsAsOther(name, tag)).toBe(true);
    expect(runsAsRoot(name, tag)).toBe(false);
  });

  it.each([
    ['gcr.io/distroless/base-debian12', 'debug'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0'],
    ['gradle', 'jdk17'],
    ['gradle', '8-jdk17'],
    ['scratch', 'latest'],
    ['oven/bun', 'latest'],
  ])('%s:%s is root', (name, tag) => {
    expect(runsAsRoot(name, tag)).toBe(true);
    expect(runsAsOther(name, tag)).toBe(false);
  });

  it.each([
    ['gradle', '5.6'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-preview'],
    ['haproxy', '2.0'],
    ['acme/app', 'latest'],
  ])('%s:%s is not known', (name, tag) => {
    expect(runsAsRoot(name, tag)).toBe(false);
    expect(runsAsOther(name, tag)).toBe(false);
  });
});

describe('userToolsOf', () => {
  it.each([
    ['debian', 'bookworm-slim', 'shadow'],
    ['python', '3.12-slim', 'shadow'],
    ['python', '3.12-alpine', 'busybox'],
    ['acme/app', '1.2-alpine', 'busybox'],
    ['busybox', 'latest', 'busybox'],
    ['openjdk', '8-jre', 'shadow'],
    ['openjdk', '11', 'shadow'],
    ['openjdk', '17', 'files'],
    ['openjdk', '17-jdk', 'files'],
    ['openjdk', 'latest', 'files'],
    ['openjdk', '17-jdk-slim', 'shadow'],
    ['openjdk', '17-bullseye', 'shadow'],
    ['openjdk', '17-jdk-alpine', 'busybox'],
    ['openjdk', '17-oracle', 'files'],
    ['maven', '3.9-eclipse-temurin-21', 'shadow'],
    ['maven', '3.9-amazoncorretto-21', 'files'],
    ['maven', '3.8-openjdk-17', 'files'],
    ['maven', '3.8-openjdk-17-slim', 'shadow'],
    ['maven', '3.8-openjdk-11', 'shadow'],
    ['maven', '3.9-microsoft-openjdk-17', 'shadow'],
    ['maven', '3-jdk-8', 'shadow'],
    ['gradle', 'jdk21-corretto', 'files'],
    ['amazoncorretto', '21', 'files'],
    ['amazoncorretto', '21-alpine', 'busybox'],
    ['swift', '5.9-amazonlinux2', 'files'],
    ['mcr.microsoft.com/dotnet/aspnet', '6.0-cbl-mariner2.0', 'files'],
    ['mcr.microsoft.com/dotnet/aspnet', '8.0-jammy-chiseled', 'none'],
    ['registry.access.redhat.com/ubi9/ubi-minimal', '9.4', 'files'],
    ['ghcr.io/astral-sh/uv', '0.8', 'none'],
    ['ghcr.io/astral-sh/uv', 'python3.12-bookworm-slim', 'shadow'],
    ['ghcr.io/astral-sh/uv', 'debian-slim', 'shadow'],
    ['denoland/deno', 'bin-2.0.0', 'none'],
    ['denoland/deno', '2.0.0', 'shadow'],
    ['gcr.io/distroless/static', 'latest', 'none'],
    ['scratch', 'latest', 'none'],
    ['mcr.microsoft.com/windows/servercore', 'ltsc2022', undefined],
    ['acme/app', 'latest', undefined],
  ])('of %s:%s is %s', (name, tag, tools) => {
    expect(userToolsOf(name, tag)).toBe(tools);
  });
});
