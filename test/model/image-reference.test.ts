import { describe, expect, it } from 'vitest';
import { readImageReference } from '../../src/model/image-reference.ts';

it.each([
  ['debian', 'debian', 'latest'],
  ['debian:12-slim', 'debian', '12-slim'],
  ['library/debian:12', 'debian', '12'],
  ['docker.io/library/debian:12', 'debian', '12'],
  ['docker.io/bitnami/redis', 'bitnami/redis', 'latest'],
  ['index.docker.io/library/node:20', 'node', '20'],
  ['registry.hub.docker.com/library/node', 'node', 'latest'],
  ['mirror.gcr.io/library/ubuntu:24.04', 'ubuntu', '24.04'],
  ['mirror.gcr.io/grafana/grafana', 'grafana/grafana', 'latest'],
  ['public.ecr.aws/docker/library/python:3.12-slim', 'python', '3.12-slim'],
  ['public.ecr.aws/lambda/python:3.12', 'public.ecr.aws/lambda/python', '3.12'],
  ['1.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/python:3.12', 'python', '3.12'],
  ['harbor.example.com/proxies/dockerhub/library/node:22', 'node', '22'],
  ['harbor.example.com:8443/docker.io/library/node', 'node', 'latest'],
  ['harbor.example.com/library/node:22', 'harbor.example.com/library/node', '22'],
  ['ghcr.io/docker/node:22', 'ghcr.io/docker/node', '22'],
  ['registry.example.com/platform/library/node:22', 'registry.example.com/platform/library/node', '22'],
  ['gitlab.com/team/dependency_proxy/containers/alpine:3.20', 'alpine', '3.20'],
  ['gitlab.com/team/dependency_proxy/containers/bitnami/redis:7', 'bitnami/redis', '7'],
  ['docker/library/node', 'docker/library/node', 'latest'],
  ['localhost:5000/debian', 'localhost:5000/debian', 'latest'],
  ['localhost:5000/debian:12', 'localhost:5000/debian', '12'],
  ['gcr.io/distroless/static:nonroot', 'gcr.io/distroless/static', 'nonroot'],
  ['ghcr.io/library/debian', 'ghcr.io/library/debian', 'latest'],
  ['Debian:Bookworm', 'debian', 'Bookworm'],
  ['arm64v8/node:22', 'node', '22'],
  ['docker.io/amd64/debian', 'debian', 'latest'],
  ['amd64/team/node', 'amd64/team/node', 'latest'],
  ['scratch', 'scratch', 'latest'],
])('%s is %s with the tag %s', (text, name, tag) => {
  expect(readImageReference(text)).toEqual({ name, tag, digest: undefined });
});

describe('behind a mirror of Docker Hub', () => {
  const MIRRORS = ['registry.example.com/hub', 'localhost:5000'];

  it.each([
    ['registry.example.com/hub/node:22', 'node'],
    ['Registry.example.com/Hub/library/node:22', 'node'],
    ['registry.example.com/hub/bitnami/redis', 'bitnami/redis'],
    ['localhost:5000/debian', 'debian'],
    ['registry.example.com/hubs/node', 'registry.example.com/hubs/node'],
    ['registry.example.com/node', 'registry.example.com/node'],
    ['other.example.com/registry.example.com/hub/node', 'other.example.com/registry.example.com/hub/node'],
  ])('%s is %s', (text, name) => {
    expect(readImageReference(text, MIRRORS).name).toBe(name);
  });
});

it('keeps the digest apart, with and without a tag', () => {
  expect(readImageReference('debian:12@sha256:ab:c')).toEqual({ name: 'debian', tag: '12', digest: 'sha256:ab:c' });
  expect(readImageReference('a.io:1/debian@sha256:ab')).toEqual({
    name: 'a.io:1/debian',
    tag: 'latest',
    digest: 'sha256:ab',
  });
});
