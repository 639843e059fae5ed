import { describe, expect, it } from 'vitest';
import { memoryContext, unknownContext } from '../../../../src/context/build-context.ts';
import { whoBuildsOn } from '../../../../src/transforms/support/user/dependents.ts';
import { whyPlatformNeedsRoot } from '../../../../src/transforms/support/user/platforms.ts';
import { volumeTargets } from '../../../../src/transforms/support/user/services.ts';
import { dockerfile } from '../../../support/read.ts';

const file = dockerfile(
  'FROM node AS base\nFROM base AS dev\nFROM base AS prod\nFROM prod AS debug\nFROM prod\nCMD ["a"]\n',
);
const named = dockerfile('FROM node AS base\nFROM base AS prod\nCMD ["a"]\n');

const why = (files: Record<string, string>, path?: string): string | undefined =>
  whyPlatformNeedsRoot(named, memoryContext(files, path));
const started = (lines: string, build = '.'): Record<string, string> => ({
  'docker-compose.yml': `services:\n  app:\n    build: ${build}\n${lines.replace(/^/gm, '    ')}\n`,
});

describe('a compose file', () => {
  it.each([
    ['user: node', 'docker-compose.yml says which user runs it'],
    ['cap_add: [NET_ADMIN]', 'docker-compose.yml gives it cap_add NET_ADMIN, which only root can use'],
    [
      'volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]',
      'docker-compose.yml gives it the Docker socket, which only root may use',
    ],
    [
      'volumes: ["./data:/app/data"]',
      'docker-compose.yml mounts ./data at /app/data, and who owns that on the host is not known',
    ],
    ['volumes: [".:/app"]', 'docker-compose.yml mounts . at /app, and who owns that on the host is not known'],
    [
      'volumes: ["./db.sqlite3:/app/db.sqlite3"]',
      'docker-compose.yml mounts ./db.sqlite3 at /app/db.sqlite3, and who owns that on the host is not known',
    ],
    [
      'volumes: ["/var/log:/logs:ro"]',
      'docker-compose.yml mounts /var/log at /logs, which may be readable for root alone',
    ],
    ['volumes: ["cache:/root/.cache"]', 'docker-compose.yml mounts cache at /root/.cache, where only root may go'],
    [
      'extends: {file: common.yml, service: app}',
      'docker-compose.yml takes the rest of how it starts it from common.yml, which is not read',
    ],
  ])('with %s', (lines, reason) => {
    expect(why(started(lines))).toBe(reason);
  });

  it.each([
    'ports: ["80:80"]',
    'volumes: ["data:/data", "/app/node_modules"]',
    'volumes: ["./conf:/conf:ro"]',
    'volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]',
    'volumes: ["/etc/localtime:/etc/localtime:ro"]',
    'tmpfs: /run',
  ])('with %s does not need root', (lines) => {
    expect(why(started(lines))).toBeUndefined();
  });

  it.each([
    ['dev', false],
    ['prod', false],
    ['gone', true],
    ['"${STAGE}"', true],
  ])('that starts the stage %s: %j', (target, matters) => {
    const context = memoryContext(started('user: a\nvolumes: [xx:/x]', `{context: ., target: ${target}}`));
    expect(whyPlatformNeedsRoot(file, context) !== undefined).toBe(matters);
    expect(volumeTargets(file, context)).toEqual(matters ? ['/x'] : []);
  });

  it('that starts the last stage by its name', () => {
    expect(why(started('user: a', '{context: ., target: PROD}'))).toBeDefined();
  });

  it('has volumes', () => {
    const lines = 'volumes: ["data:/data/", "/app/tmp", "conf:/conf:ro", "./src:/src", "more:/data"]';
    expect(volumeTargets(named, memoryContext(started(lines)))).toEqual(['/data', '/app/tmp']);
    expect(volumeTargets(named, unknownContext)).toEqual([]);
  });
});

describe('a GitHub action', () => {
  const action = (using: string, image: string): string => `name: x\nruns:\n  using: ${using}\n  image: ${image}\n`;

  it.each([
    ['Dockerfile', 'Dockerfile'],
    ['./docker/Dockerfile', 'docker/Dockerfile'],
  ])('of %s', (image, path) => {
    const reason = 'action.yml makes it a GitHub action, which has to run as root';
    expect(why({ 'action.yml': action("'docker'", image) }, path)).toBe(reason);
  });

  it.each([
    ['docker', 'docker://alpine'],
    ['docker', 'other/Dockerfile'],
    ['node20', 'Dockerfile'],
  ])('of another kind: %s, %s', (using, image) => {
    expect(why({ 'action.yaml': action(using, image) })).toBeUndefined();
  });
});

describe('a dev container', () => {
  const build = '// of editors\n{ "name": "a // b", "build": { "dockerfile": "Dockerfile", /* here */ }, }\n';

  it.each([
    ['.devcontainer/devcontainer.json', build, '.devcontainer/Dockerfile'],
    ['.devcontainer/api/devcontainer.json', build, '.devcontainer/api/Dockerfile'],
    ['.devcontainer/devcontainer.json', '{"dockerFile": "../Dockerfile"}', 'Dockerfile'],
    ['.devcontainer.json', build, 'Dockerfile'],
    ['devcontainer.json', '', 'Dockerfile'],
  ])('by %s', (path, text, dockerfilePath) => {
    expect(why({ [path]: text }, dockerfilePath)).toBe(`${path} makes it a dev container`);
  });

  it('by a service', () => {
    const settings = (service: string): string =>
      `{"dockerComposeFile": "../docker-compose.yml", "service": "${service}"}`;
    const path = '.devcontainer/devcontainer.json';
    expect(why({ ...started(''), [path]: settings('app') })).toBe(`${path} makes it a dev container`);
    expect(why({ ...started(''), [path]: settings('db') })).toBeUndefined();
  });

  it('of another Dockerfile, or of an image', () => {
    expect(why({ '.devcontainer/devcontainer.json': build })).toBeUndefined();
    expect(why({ '.devcontainer/devcontainer.json': '{"image": "a"}' })).toBeUndefined();
    expect(why({ '.devcontainer/devcontainer.json': '{' })).toBeUndefined();
  });
});

describe('whoBuildsOn', () => {
  const built = (image: string, from: string, target = 'prod'): string | undefined =>
    whoBuildsOn(
      named,
      memoryContext({
        'compose.yaml': `services:\n  a: {image: "${image}", build: {context: ., target: ${target}}}\n`,
        'api/Dockerfile': from,
      }),
    );

  it.each([
    ['org/base:1', 'FROM org/base:2\n'],
    ['org/base', 'ARG BASE=org/base\nFROM ${BASE} AS a\nFROM alpine\n'],
    ['${REGISTRY:-ghcr.io/org}/base:${TAG}', 'FROM ghcr.io/org/base\n'],
    ['org/base', 'ARG REGISTRY\nFROM $REGISTRY/base:1\n'],
  ])('%s: %j', (image, from) => {
    expect(built(image, from)).toBe('api/Dockerfile');
  });

  it.each([
    ['org/base', 'FROM base\n'],
    ['org/base', 'FROM alpine AS base\nFROM base\n'],
    ['org/base', 'ARG BASE\nFROM $BASE\n'],
    ['$IMAGE', 'ARG BASE\nFROM $BASE\n'],
    ['org/base', 'FROM\n'],
  ])('not %s: %j', (image, from) => {
    expect(built(image, from)).toBeUndefined();
  });

  it('goes by the last stage', () => {
    expect(built('org/base', 'FROM org/base\n', 'base')).toBeUndefined();
  });
});
