/** The ENTRYPOINT of an image, which starts what it is given, and what that is where it is given options or a file of sources. */
export type ImageEntrypoint = { readonly path: RegExp; readonly program: string | undefined };

/** Sources: docker-entrypoint.sh of github.com/nodejs/docker-node and github.com/nginxinc/docker-nginx, docker-php-entrypoint of github.com/docker-library/php. */
export const imageEntrypoints: ReadonlyMap<string, ImageEntrypoint> = new Map([
  ['nginx', { path: /^(?:\/docker-entrypoint\.sh)$/, program: undefined }],
  ['node', { path: /^(?:\/usr\/local\/bin\/)?docker-entrypoint\.sh$/, program: 'node' }],
  ['php', { path: /^(?:\/usr\/local\/bin\/)?docker-php-entrypoint$/, program: 'php' }],
]);
