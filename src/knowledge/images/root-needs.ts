import { isOneOf, type NamedImages } from './named-images.ts';
import { remembered } from './remembered.ts';

const DROPS_ROOT = 'its entrypoint starts as root to own its folders, and becomes a user of its own then';
const INIT = 'its init starts as root, and sets up users and services by itself';

/** What images do that only root may, as their own Dockerfiles and entrypoints show. */
const NEEDS: readonly (NamedImages & { readonly because: string })[] = [
  // github.com/nginxinc/docker-nginx-unprivileged has what it takes to do without.
  {
    images: /^nginx$/,
    because: 'nginx starts as root, for port 80 and its cache folders: nginxinc/nginx-unprivileged does without',
  },
  { images: /^httpd$/, because: 'httpd starts as root, for port 80 and its log folder' },
  // github.com/docker-library/php
  { images: /^php$/, variant: /apache/, because: 'Apache starts as root, for port 80 and its log folder' },
  { images: /^php$/, variant: /fpm/, because: 'php-fpm starts as root, to give its workers the user of its settings' },
  { images: /^(?:drupal|joomla|matomo|nextcloud|wordpress)$/, because: DROPS_ROOT },
  {
    images:
      /^(?:cassandra|clickhouse\/clickhouse-server|couchdb|influxdb|mariadb|mongo|mysql|neo4j|percona|postgis\/postgis|postgres|rabbitmq|redis|redis\/redis-stack(?:-server)?|timescale\/timescaledb|valkey\/valkey|zookeeper)$/,
    because: DROPS_ROOT,
  },
  // github.com/docker-library/tomcat: all may write into logs, temp and work, but not into webapps.
  { images: /^tomcat$/, because: "Tomcat unpacks applications into /usr/local/tomcat/webapps, which is root's" },
  {
    images: /^(?:caddy|dunglas\/frankenphp|traefik)$/,
    because: "it uses port 80, and the folders for its certificates are root's",
  },
  // github.com/phusion/baseimage-docker (my_init), docs.linuxserver.io (s6-overlay)
  { images: /^(?:linuxserver|lscr\.io\/linuxserver|ghcr\.io\/linuxserver|phusion)\//, because: INIT },
  // github.com/swoole/docker-swoole
  { images: /^phpswoole\/swoole$/, because: 'its entrypoint starts supervisord, which runs as root' },
  { images: /^docker$/, not: /cli|rootless/, because: 'its Docker daemon runs as root' },
  // github.com/denoland/deno_docker: DENO_DIR, which is of `deno`, by 1993 on Debian and by 1000 on Alpine.
  { images: /^denoland\/deno$/, because: "Deno writes into /deno-dir, where steps of the build leave files of root's" },
  // docs.aws.amazon.com/lambda/latest/dg/images-create.html
  {
    images: /^(?:amazon\/aws-lambda-|public\.ecr\.aws\/lambda\/)/,
    because: 'AWS Lambda runs it as a user that it chooses itself',
  },
  // containers.dev/implementors/json_reference (remoteUser)
  {
    images: /^mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\//,
    because: 'it is a development container, for which the editor chooses the user',
  },
  { images: /^gitlab\/gitlab-/, because: INIT },
];

/** Why an image has to start as root whatever is built on it, or undefined. */
export const whyImageNeedsRoot = remembered((name, tag) => NEEDS.find((entry) => isOneOf(entry, name, tag))?.because);
