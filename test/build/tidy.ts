import { spawnSync } from 'node:child_process';
import { afterAll } from 'vitest';

/**
 * With BUILD_TIDY set, what a file of tests has built goes when it ends, images and the builder's whole cache: all of them together take
 * more than 60 GB. For machines that build nothing else.
 */
afterAll(() => {
  if (process.env['BUILD_TIDY'] === undefined) return;
  const docker = (...args: string[]): string =>
    spawnSync(process.env['DOCKER'] ?? 'docker', args, { encoding: 'utf8' }).stdout ?? '';
  const images = docker('image', 'ls', '--filter', 'reference=dockmod-test-*', '--format', '{{.Repository}}:{{.Tag}}');
  const tags = images.split('\n').filter((tag) => tag !== '');
  if (tags.length > 0) docker('image', 'rm', '-f', ...tags);
  docker('image', 'prune', '-f');
  docker('builder', 'prune', '-af');
});
