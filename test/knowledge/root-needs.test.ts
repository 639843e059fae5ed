import { expect, it } from 'vitest';
import { whyImageNeedsRoot } from '../../src/knowledge/images/root-needs.ts';

it.each([
  ['nginx', 'alpine', 'nginxinc/nginx-unprivileged'],
  ['php', '8.3-apache-bookworm', 'port 80'],
  ['php', '8.3-fpm-alpine', 'php-fpm'],
  ['postgres', '16', 'entrypoint'],
  ['tomcat', '10', 'webapps'],
  ['linuxserver/radarr', 'latest', 'init'],
  ['docker', '27', 'daemon'],
  ['docker', '27-dind', 'daemon'],
  ['denoland/deno', 'alpine', '/deno-dir'],
  ['public.ecr.aws/lambda/python', '3.12', 'AWS Lambda'],
  ['amazon/aws-lambda-python', '3.12', 'AWS Lambda'],
  ['mcr.microsoft.com/devcontainers/base', 'bookworm', 'editor'],
])('%s:%s needs root', (name, tag, word) => {
  expect(whyImageNeedsRoot(name, tag)).toContain(word);
});

it.each([
  ['php', '8.3-cli'],
  ['php', '8.3'],
  ['docker', '27-cli'],
  ['docker', '27-dind-rootless'],
  ['nginxinc/nginx-unprivileged', 'latest'],
  ['acme/nginx', 'latest'],
])('%s:%s does not', (name, tag) => {
  expect(whyImageNeedsRoot(name, tag)).toBeUndefined();
});
